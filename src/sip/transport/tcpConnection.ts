/** EDGE: one TCP connection, from connect or accept to close. */
import type { Socket } from "node:net";
import type { Scheduler } from "../../kernel/clock.ts";
import { type Framed, StreamFramer } from "./streamFramer.ts";
import type { SendFailure } from "./transport.ts";

/** A connection that cannot be made by then is given up; the transaction has 32 s in all (RFC 3261 §17.1.1.2, Timer B). */
const CONNECT_MS = 5_000;
/** A message has to be complete by then after its first byte, and the first of an accepted connection after the accept. */
const STALL_MS = 10_000;
/** Without a byte in either direction for longer than the longest registration the connection serves nobody. */
const IDLE_MS = 65 * 60_000;
/** What may wait for a peer that does not read, bytes. */
const MAX_WAITING_BYTES = 262_144;
/** Probes that find dead peers behind silent NATs, ms. */
const PROBE_MS = 60_000;

const PONG = Buffer.from("\r\n");

export interface ConnectionEvents {
  /** A message, or why the stream was given up; pings are answered by the connection itself. */
  readonly framed: (connection: TcpConnection, framed: Exclude<Framed, { framed: "ping" }>) => void;
  /** Exactly once, when nothing can be sent any more. */
  readonly closed: (connection: TcpConnection) => void;
}

export class TcpConnection {
  readonly id: number;
  /** The peer. */
  readonly address: string;
  readonly port: number;
  readonly #socket: Socket;
  readonly #scheduler: Scheduler;
  readonly #events: ConnectionEvents;
  readonly #framer = new StreamFramer();
  #connected: boolean;
  #activeAt: number;
  /** Stands while something is overdue unless it comes: the connection itself, or the rest of a message. */
  #cancelStall: (() => void) | undefined;
  #cancelIdle: () => void;

  /** @param socket Accepted, or on its way to be connected. */
  constructor(
    id: number,
    peer: { readonly address: string; readonly port: number },
    socket: Socket,
    scheduler: Scheduler,
    events: ConnectionEvents,
  ) {
    this.id = id;
    this.address = peer.address;
    this.port = peer.port;
    this.#socket = socket;
    this.#scheduler = scheduler;
    this.#events = events;
    this.#connected = !socket.connecting;
    this.#activeAt = scheduler.now();
    this.#cancelIdle = this.#watchIdle();
    this.#watchStall(this.#connected ? STALL_MS : CONNECT_MS);
    socket.setNoDelay(true);
    socket.setKeepAlive(true, PROBE_MS);
    socket.on("connect", () => this.#onConnect());
    socket.on("data", (chunk) => this.#onData(chunk));
    // The close follows, and whoever has something to send is told by his write.
    socket.on("error", () => undefined);
    socket.on("close", () => this.#onClose());
  }

  get open(): boolean {
    return !this.#socket.destroyed && this.#socket.writable;
  }

  /** @param failed Called at most once, later. */
  send(bytes: Buffer, failed: (cause: SendFailure) => void): void {
    this.#activeAt = this.#scheduler.now();
    this.#socket.write(bytes, (error) => {
      if (error) failed(this.#connected ? "closed" : "unreachable");
    });
    this.#bound();
  }

  /** Sends what is waiting, then closes. What still comes is read and dropped: unread, it would reset the connection before the peer saw our answer. */
  end(): void {
    this.#socket.end();
    this.#watchStall(CONNECT_MS);
  }

  /** Closes at once; resolves when it is done. */
  destroy(): Promise<void> {
    return new Promise((resolve) => {
      this.#socket.once("close", () => resolve());
      this.#socket.destroy();
    });
  }

  #onConnect(): void {
    this.#connected = true;
    this.#clearStall();
  }

  #onData(chunk: Buffer): void {
    this.#activeAt = this.#scheduler.now();
    const complete = this.#framer.push(chunk);
    if (complete.length > 0) this.#clearStall();
    if (this.#framer.partial && this.#cancelStall === undefined) this.#watchStall(STALL_MS);
    for (const framed of complete) {
      if (!this.open) return;
      if (framed.framed === "ping") this.#pong();
      else this.#events.framed(this, framed);
    }
  }

  #pong(): void {
    this.#socket.write(PONG);
    this.#bound();
  }

  #onClose(): void {
    this.#clearStall();
    this.#cancelIdle();
    this.#events.closed(this);
  }

  /** A peer that takes nothing costs bounded memory; whoever waits is told by his write. */
  #bound(): void {
    if (this.#socket.writableLength > MAX_WAITING_BYTES) this.#socket.destroy();
  }

  #watchStall(ms: number): void {
    this.#clearStall();
    this.#cancelStall = this.#scheduler.at(this.#scheduler.now() + ms, () => this.#socket.destroy());
  }

  #clearStall(): void {
    this.#cancelStall?.();
    this.#cancelStall = undefined;
  }

  #watchIdle(): () => void {
    return this.#scheduler.at(this.#activeAt + IDLE_MS, () => {
      if (this.#scheduler.now() - this.#activeAt >= IDLE_MS) this.#socket.destroy();
      else this.#cancelIdle = this.#watchIdle();
    });
  }
}
