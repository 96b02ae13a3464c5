/** Ends of real loopback sockets for the transport's tests. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { Test } from "tap";
import type { DatagramSocket } from "../../../src/kernel/datagrams.ts";
import { silentLog } from "../../../src/kernel/log.ts";
import type { SipMessage } from "../../../src/sip/message/message.ts";
import {
  type BoundTransport,
  createTransport,
  type TransportOptions,
} from "../../../src/sip/transport/createTransport.ts";
import type { Flow } from "../../../src/sip/transport/transport.ts";
import { udp } from "../../../src/system/udp.ts";
import { VirtualTime } from "../../support/virtualTime.ts";

/** What arrives, for whoever waits for it. */
export class Inbox<T> {
  readonly #items: T[] = [];
  readonly #waiting: ((item: T) => void)[] = [];

  put(item: T): void {
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#items.push(item);
    else waiting(item);
  }

  next(): Promise<T> {
    const item = this.#items.shift();
    return item === undefined ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(item);
  }

  /** What arrived and was not taken. */
  get left(): readonly T[] {
    return this.#items;
  }
}

export interface Arrival {
  readonly message: SipMessage;
  readonly flow: Flow;
}

export interface Bench {
  readonly transport: BoundTransport;
  readonly arrivals: Inbox<Arrival>;
  /** Stands still unless the test lets it pass. */
  readonly time: VirtualTime;
  readonly counted: string[];
}

/** A transport on 127.0.0.1, closed when the test ends; it must leave no timer. */
export async function bench(t: Test, options: Partial<TransportOptions> = {}): Promise<Bench> {
  const arrivals = new Inbox<Arrival>();
  const time = new VirtualTime();
  const counted: string[] = [];
  const bound = await createTransport({
    host: "127.0.0.1",
    port: 0,
    datagrams: udp,
    scheduler: time,
    log: silentLog,
    onMessage: (message, flow) => arrivals.put({ message, flow }),
    count: (direction, transport, what) => counted.push(`${direction} ${transport} ${what}`),
    ...options,
  });
  if (!bound.ok) throw new Error(bound.error.message);
  t.teardown(async () => {
    await bound.value.close();
    if (time.pending > 0) throw new Error(`${time.pending} timers are left`);
  });
  return { transport: bound.value, arrivals, time, counted };
}

export interface UdpEnd {
  readonly socket: DatagramSocket;
  readonly inbox: Inbox<string>;
  send(text: string, port: number): void;
}

export async function udpEnd(t: Test, host = "127.0.0.1"): Promise<UdpEnd> {
  const inbox = new Inbox<string>();
  const socket = await new Promise<DatagramSocket>((resolve, reject) =>
    udp.bind(
      host,
      0,
      (data) => inbox.put(data.toString()),
      (bound) => (bound.ok ? resolve(bound.value) : reject(bound.error)),
    ),
  );
  t.teardown(() => socket.close());
  const send = (text: string, port: number): void =>
    socket.send(Buffer.from(text), 0, Buffer.byteLength(text), port, host);
  return { socket, inbox, send };
}

export interface TcpEnd {
  readonly socket: Socket;
  readonly closed: Promise<unknown>;
  readonly read: Read;
}

export async function tcpEnd(t: Test, port: number): Promise<TcpEnd> {
  const socket = connect(port, "127.0.0.1");
  const closed = once(socket, "close");
  t.teardown(() => socket.destroy());
  await once(socket, "connect");
  return { socket, closed, read: reader(socket) };
}

/** Waits for text that matches; what came before it, and itself, is taken and given. */
export type Read = (pattern: RegExp) => Promise<string>;

export function reader(socket: Socket): Read {
  let text = "";
  let check = (): void => undefined;
  socket.on("data", (chunk: Buffer) => {
    text += chunk.toString();
    check();
  });
  socket.on("error", () => undefined);
  return (pattern) =>
    new Promise((resolve) => {
      check = () => {
        const match = pattern.exec(text);
        if (match === null) return;
        const end = match.index + match[0].length;
        resolve(text.slice(0, end));
        text = text.slice(end);
        check = () => undefined;
      };
      check();
    });
}

/** An OPTIONS whose Via says what the test wants. */
export const options = (via: string, callId = "c1", body = ""): string =>
  [
    "OPTIONS sip:ponto.local SIP/2.0",
    `Via: ${via}`,
    "Max-Forwards: 70",
    "From: <sip:1000@ponto.local>;tag=a",
    "To: <sip:ponto.local>",
    `Call-ID: ${callId}`,
    "CSeq: 1 OPTIONS",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "",
    body,
  ].join("\r\n");
