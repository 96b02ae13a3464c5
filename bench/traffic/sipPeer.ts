/** One UDP socket for thousands of phones: as little work a message as can be, so that what is measured is the server. */
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import type { Peer } from "../../lab/sip/wire.ts";
import { field } from "./sipText.ts";

/** RFC 3261 §17.1.1.2: T1, and Timers B and F. */
const T1_MS = 500;
const T2_MS = 4000;
const GIVE_UP_MS = 64 * T1_MS;

/** A large burst must wait in the kernel, not be lost there: what is lost should be the server's fault. */
const RECEIVE_BUFFER = 4 << 20;

export interface Heard {
  readonly status: number;
  readonly text: string;
}

interface Asked {
  readonly text: string;
  readonly heard: (response: Heard) => void;
  readonly since: number;
  resendAt: number;
  interval: number;
  provisional: boolean;
}

/** Calls back for responses by branch, for requests with what they are. */
export class SipPeer {
  readonly #socket: Socket;
  readonly #server: Peer;
  readonly port: number;
  readonly #asked = new Map<string, Asked>();
  readonly #resending: NodeJS.Timeout;
  #last = 0;
  /** Requests sent again because no answer came in time, and given up. */
  retransmissions = 0;
  unanswered = 0;
  onRequest: (method: string, text: string) => void = () => {};

  static async open(server: Peer): Promise<SipPeer> {
    const socket = createSocket({ type: "udp4", recvBufferSize: RECEIVE_BUFFER, lookup: atOnce });
    await new Promise<void>((bound) => socket.bind(0, "127.0.0.1", bound));
    return new SipPeer(socket, server);
  }

  private constructor(socket: Socket, server: Peer) {
    this.#socket = socket;
    this.#server = server;
    this.port = socket.address().port;
    socket.on("message", (data) => this.#receive(data.toString("latin1")));
    this.#resending = setInterval(() => this.#resend(), 50);
  }

  /** How many requests wait for their final answer. */
  get waiting(): number {
    return this.#asked.size;
  }

  /** A name that nothing else of this socket's has. */
  newName(): string {
    return `load${++this.#last}`;
  }

  newBranch(): string {
    return `z9hG4bK${this.newName()}`;
  }

  /** Sends a request and again until it is answered; `heard` is told of every response, and of none after 32 s as of a 408 (RFC 3261 §8.1.3.1). */
  ask(branch: string, text: string, heard: (response: Heard) => void): void {
    const now = performance.now();
    this.#asked.set(branch, { text, heard, since: now, resendAt: now + T1_MS, interval: T1_MS, provisional: false });
    this.send(text);
  }

  send(text: string): void {
    this.#socket.send(Buffer.from(text, "latin1"), this.#server.port, this.#server.address);
  }

  async close(): Promise<void> {
    clearInterval(this.#resending);
    const closed = once(this.#socket, "close");
    this.#socket.close();
    await closed;
  }

  #receive(text: string): void {
    if (!text.startsWith("SIP/2.0 ")) return this.onRequest(text.slice(0, text.indexOf(" ")), text);
    const branch = field(text, ";branch=");
    const asked = this.#asked.get(branch);
    if (asked === undefined) return;
    const status = Number(text.slice(8, 11));
    if (status >= 200) this.#asked.delete(branch);
    else asked.provisional = true;
    asked.heard({ status, text });
  }

  #resend(): void {
    const now = performance.now();
    for (const [branch, asked] of this.#asked) {
      if (now - asked.since > GIVE_UP_MS) {
        this.unanswered++;
        this.#asked.delete(branch);
        asked.heard({ status: 408, text: "" });
      } else if (now >= asked.resendAt && !asked.provisional) {
        this.retransmissions++;
        asked.interval = Math.min(2 * asked.interval, T2_MS);
        asked.resendAt = now + asked.interval;
        this.send(asked.text);
      }
    }
  }
}

/** The server is given by its address: no turn through DNS for each message. */
const atOnce = (address: string, _: unknown, answer: (error: null, address: string, family: number) => void): void =>
  answer(null, address, 4);
