/** UDP and wake-ups by the compiled sockets of `native/`: what comes in one turn of the event loop is received at once. */
import type { Scheduler } from "../../kernel/clock.ts";
import type { BindFailure, DatagramSocket, Datagrams, Receive } from "../../kernel/datagrams.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { systemScheduler } from "../clock.ts";
import { RECEIVE_BUFFER_BYTES } from "../udp.ts";
import type { NativeAddon, NativeSockets } from "./addon.ts";

/** Fields of an arrival. */
const SOCKET = 0;
const LENGTH = 1;
const STRANGE = 2;
const FIELDS = 3;

/** Views of datagrams up to this length are made once and kept, bytes: streams have few lengths, and most are short. */
const LONGEST_KEPT = 512;

/**
 * `Datagrams` and `Scheduler` of one thread. As with Node's sockets, addresses are IP literals, and a socket at `::` serves both families;
 * but a datagram's bytes are its receiver's only until it returns, and what is sent has left when `send` returns.
 */
export class NativeNetwork implements Datagrams, Scheduler {
  readonly #native: NativeSockets;
  readonly #sockets: (NativeSocket | undefined)[] = [];
  readonly #arrivals: Int32Array;
  readonly #views: (Buffer | undefined)[];
  /** In the order of their time. */
  readonly #wakes: { readonly when: number; readonly work: () => void }[] = [];

  readonly now = systemScheduler.now;
  readonly wall = systemScheduler.wall;

  constructor(addon: NativeAddon) {
    this.#native = addon.open(
      (count) => this.#deliver(count),
      () => this.#wake(),
    );
    this.#arrivals = new Int32Array(this.#native.arrivals);
    this.#views = new Array(this.#native.slots * (LONGEST_KEPT + 1)).fill(undefined);
  }

  bind(
    address: string,
    port: number,
    receive: Receive,
    done: (result: Result<DatagramSocket, BindFailure>) => void,
  ): void {
    queueMicrotask(() => done(this.#open(address, port, receive)));
  }

  at(when: number, work: () => void): () => void {
    const wake = { when, work };
    const later = this.#wakes.findIndex((other) => other.when > when);
    this.#wakes.splice(later < 0 ? this.#wakes.length : later, 0, wake);
    if (this.#wakes[0] === wake) this.#arm();
    return () => {
      const place = this.#wakes.indexOf(wake);
      if (place < 0) return;
      this.#wakes.splice(place, 1);
      if (place === 0) this.#arm();
    };
  }

  #open(address: string, port: number, receive: Receive): Result<DatagramSocket, BindFailure> {
    try {
      const number = this.#native.bind(address, port, address === "::", RECEIVE_BUFFER_BYTES);
      const socket = new NativeSocket(this.#native, number, receive, () => {
        this.#sockets[number] = undefined;
      });
      this.#sockets[number] = socket;
      return ok(socket);
    } catch (error) {
      const { code = "EUNKNOWN", message } = error as NodeJS.ErrnoException;
      return err({ code, message });
    }
  }

  #deliver(count: number): void {
    for (let slot = 0; slot < count; slot++) {
      try {
        this.#arrive(slot);
      } catch (error) {
        // A defect that one datagram meets must not cost the others theirs.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  #arrive(slot: number): void {
    const arrival = slot * FIELDS;
    const length = this.#arrivals[arrival + LENGTH]!;
    const socket = this.#sockets[this.#arrivals[arrival + SOCKET]!];
    if (socket === undefined) return;
    if (this.#arrivals[arrival + STRANGE] !== 0) socket.turnTo(slot);
    if (length >= 0) socket.receive(this.#view(slot, length));
  }

  #view(slot: number, length: number): Buffer {
    if (length > LONGEST_KEPT) return this.#newView(slot, length);
    const place = slot * (LONGEST_KEPT + 1) + length;
    this.#views[place] ??= this.#newView(slot, length);
    return this.#views[place];
  }

  #newView(slot: number, length: number): Buffer {
    return Buffer.from(this.#native.slab, slot * this.#native.slotBytes, length);
  }

  #arm(): void {
    const next = this.#wakes[0];
    this.#native.wakeAfter(next === undefined ? -1 : Math.max(0, next.when - this.now()));
  }

  #wake(): void {
    try {
      while (this.#wakes.length > 0 && this.#wakes[0]!.when <= this.now()) this.#wakes.shift()!.work();
    } finally {
      this.#arm();
    }
  }
}

class NativeSocket implements DatagramSocket {
  readonly address: string;
  readonly port: number;
  readonly #native: NativeSockets;
  readonly #number: number;
  readonly #receive: Receive;
  readonly #closed: () => void;
  #open = true;
  /** The source of the newest datagram. */
  #sourceAddress = "";
  #sourcePort = 0;
  /** Where the newest was sent. */
  #aimedAddress = "";
  #aimedPort = 0;

  constructor(native: NativeSockets, number: number, receive: Receive, closed: () => void) {
    this.#native = native;
    this.#number = number;
    this.#receive = receive;
    this.#closed = closed;
    this.address = native.address(number);
    this.port = native.port(number);
  }

  /** The datagrams come from the source of this slot from now on. */
  turnTo(slot: number): void {
    this.#sourceAddress = this.#native.sourceAddress(slot);
    this.#sourcePort = this.#native.sourcePort(slot);
  }

  receive(data: Buffer): void {
    this.#receive(data, this.#sourceAddress, this.#sourcePort);
  }

  /** What the network refuses is lost silently, as UDP may lose anything. */
  send(data: Buffer, offset: number, length: number, port: number, address: string): void {
    if (!this.#open) return;
    if (port !== this.#aimedPort || address !== this.#aimedAddress) {
      this.#native.aim(this.#number, address, port);
      this.#aimedPort = port;
      this.#aimedAddress = address;
    }
    this.#native.send(this.#number, data, offset, length);
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#native.close(this.#number);
    this.#closed();
  }
}
