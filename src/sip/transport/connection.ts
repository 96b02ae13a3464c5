/** EDGE: one TCP or TLS connection, from connect or accept to close. */
import type { Socket } from "node:net";
import type { Scheduler } from "../../kernel/clock.ts";
import { type Framed, StreamFramer } from "./streamFramer.ts";
import type { SendFailure } from "./transport.ts";

/** A connection that cannot be made by then is given up; the transaction has 32 s in all (RFC 3261 §17.1.1.2, Timer B). */
const CONNECT_MS = 5_000;
/** A message has to be complete by then after its first byte, and the first of an accepted connection after the accept, TLS included. */
const STALL_MS = 10_000;
/** Without a byte in either direction for longer than the longest registration the connection serves nobody. */
const IDLE_MS = 65 * 60_000;
/** A stranger has to say something that is more than a ping at least so often. */
const STRANGER_IDLE_MS = 2 * 60_000;
/** What may wait for a peer that does not read, or is being connected to, bytes. */
const MAX_WAITING_BYTES = 262_144;
/** Probes that find dead peers behind silent NATs, ms. */
const PROBE_MS = 60_000;

const PONG = Buffer.from("\r\n");

export interface Peer {
  readonly transport: "tcp" | "tls";
  readonly address: string;
  readonly port: number;
}

export interface ConnectionEvents {
  /** A message, or why the stream was given up; pings are answered by the connection itself. */
  readonly framed: (connection: Connection, framed: Exclude<Framed, { framed: "ping" }>) => void;
  /** It could not be made: refused, without an answer, or the peer is not who it should be. */
  readonly failed: (connection: Connection, reason: string) => void;
  /** The peer is no stranger any more. */
  readonly welcomed: (connection: Connection) => void;
  /** Exactly once, when nothing can be sent any more. */
  readonly closed: (connection: Connection) => void;
}

export class Connection {
  readonly id: number;
  /** The peer. */
  readonly transport: "tcp" | "tls";
  readonly address: string;
  readonly port: number;
  readonly #socket: Socket;
  readonly #scheduler: Scheduler;
  readonly #events: ConnectionEvents;
  readonly #framer = new StreamFramer();
  #connected: boolean;
  /** What is to be sent once the peer is known to be who it should be: no byte goes to another. */
  #waiting: { readonly bytes: Buffer; readonly failed: (cause: SendFailure) => void }[] = [];
  #waitingBytes = 0;
  #welcome = false;
  #activeAt: number;
  /** Stands while something is overdue unless it comes: the connection itself, or the rest of a message. */
  #cancelStall: (() => void) | undefined;
  #cancelIdle: () => void;

  /** @param stream A socket that was accepted, or one on its way to be connected, with the event that says it is. */
  constructor(
    id: number,
    peer: Peer,
    { socket, ready }: { readonly socket: Socket; readonly ready: "connect" | "secureConnect" | undefined },
    scheduler: Scheduler,
    events: ConnectionEvents,
  ) {
    this.id = id;
    this.transport = peer.transport;
    this.address = peer.address;
    this.port = peer.port;
    this.#socket = socket;
    this.#scheduler = scheduler;
    this.#events = events;
    this.#connected = ready === undefined;
    this.#activeAt = scheduler.now();
    this.#cancelIdle = this.#watchIdle();
    this.#watchStall(this.#connected ? STALL_MS : CONNECT_MS);
    socket.setNoDelay(true);
    socket.setKeepAlive(true, PROBE_MS);
    if (ready !== undefined) socket.once(ready, () => this.#onConnect());
    socket.on("data", (chunk) => this.#onData(chunk));
    // The close follows, and whoever has something to send is told by his write.
    socket.on("error", (error) => this.#onError(error));
    socket.on("close", () => this.#onClose());
  }

  get open(): boolean {
    return !this.#socket.destroyed && this.#socket.writable;
  }

  get isWelcome(): boolean {
    return this.#welcome;
  }

  /** The peer has proved to be somebody: it may be silent for as long as a registration lasts. */
  welcome(): void {
    if (this.#welcome) return;
    this.#welcome = true;
    this.#events.welcomed(this);
  }

  /** @param failed Called at most once, later. */
  send(bytes: Buffer, failed: (cause: SendFailure) => void): void {
    this.#activeAt = this.#scheduler.now();
    if (this.#connected) {
      this.#socket.write(bytes, (error) => {
        if (error) failed("closed");
      });
    } else {
      this.#waiting.push({ bytes, failed });
      this.#waitingBytes += bytes.length;
    }
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
    for (const { bytes, failed } of this.#waiting.splice(0)) this.send(bytes, failed);
    this.#waitingBytes = 0;
  }

  #onError(error: Error): void {
    if (!this.#connected) this.#events.failed(this, error.message);
  }

  #onData(chunk: Buffer): void {
    const complete = this.#framer.push(chunk);
    if (this.#welcome || complete.some(({ framed }) => framed !== "ping")) this.#activeAt = this.#scheduler.now();
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
    for (const { failed } of this.#waiting.splice(0)) failed("unreachable");
  }

  /** A peer that takes nothing costs bounded memory; whoever waits is told by his write. */
  #bound(): void {
    if (this.#socket.writableLength + this.#waitingBytes > MAX_WAITING_BYTES) this.#socket.destroy();
  }

  #watchStall(ms: number): void {
    this.#clearStall();
    this.#cancelStall = this.#scheduler.at(this.#scheduler.now() + ms, () => this.#onStall());
  }

  #onStall(): void {
    if (!this.#connected) this.#events.failed(this, `no connection within ${CONNECT_MS / 1000} s`);
    const framed = this.#framer.end();
    if (framed === undefined || framed.framed === "ping") this.#socket.destroy();
    else this.#events.framed(this, framed);
  }

  #clearStall(): void {
    this.#cancelStall?.();
    this.#cancelStall = undefined;
  }

  #watchIdle(): () => void {
    // Looked at so often that a stranger who has become somebody meanwhile is seen in time, too.
    return this.#scheduler.at(this.#scheduler.now() + STRANGER_IDLE_MS, () => {
      const allowed = this.#welcome ? IDLE_MS : STRANGER_IDLE_MS;
      if (this.#scheduler.now() - this.#activeAt >= allowed) this.#socket.destroy();
      else this.#cancelIdle = this.#watchIdle();
    });
  }
}
