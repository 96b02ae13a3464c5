/**
 * A seeded network in virtual time: whole calls run in milliseconds, and the same seed gives the same packets.
 */

import type { Scheduler } from "../../src/kernel/clock.ts";
import type { BindFailure, DatagramSocket, Datagrams, Receive } from "../../src/kernel/datagrams.ts";
import { type Entropy, seededEntropy } from "../../src/kernel/entropy.ts";
import { err, ok, type Result } from "../../src/kernel/result.ts";

/** How a path treats datagrams; all times in ms, all chances 0 to 1. */
export interface Weather {
  readonly delay?: number;
  /** Added to the delay, uniformly between 0 and this. */
  readonly jitter?: number;
  /** Nothing overtakes: a queue, as most delays are. */
  readonly inOrder?: boolean;
  readonly loss?: number;
  readonly duplicate?: number;
  /** How likely a datagram is held back by `reorderBy` ms, so that later ones overtake it. */
  readonly reorder?: number;
  readonly reorderBy?: number;
  /** Decides datagram by datagram instead of the chances above: its delay in ms, or undefined when it is lost. */
  readonly fate?: (data: Buffer, from: Endpoint, to: Endpoint) => number | undefined;
}

export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** @param arrives whether it gets there, if anybody is there. */
export type Watch = (data: Buffer, from: Endpoint, to: Endpoint, arrives: boolean) => void;

/**
 * UDP between virtual endpoints, with a weather a path may override. Each path draws its luck from a source of its own:
 * what one does not send changes nothing for another.
 */
export class VirtualNet implements Datagrams {
  readonly #time: Scheduler;
  readonly #seed: number;
  readonly #luck = new Map<string, Entropy>();
  readonly #sockets = new Map<string, VirtualSocket>();
  readonly #refused = new Map<string, string>();
  /** Of each path in order, when its newest datagram arrives. */
  readonly #queues = new Map<string, number>();
  readonly #weatherFrom = new Map<string, Weather>();
  readonly #weather: Weather;
  #watch: Watch | undefined;
  #nextPort = 40000;

  constructor(time: Scheduler, options: { readonly seed?: number; readonly weather?: Weather } = {}) {
    this.#time = time;
    this.#seed = options.seed ?? 1;
    this.#weather = options.weather ?? {};
  }

  /** Sockets that are open; 0 at the end of a test without leaks. */
  get open(): number {
    return this.#sockets.size;
  }

  /** The weather of what is sent from `address:port`. */
  setWeather(address: string, port: number, weather: Weather): void {
    this.#weatherFrom.set(`${address}:${port}`, weather);
  }

  /** Shows every datagram as it is sent. */
  watch(watch: Watch): void {
    this.#watch = watch;
  }

  /** Makes the next binds of this port fail with `code`, until undefined is given. */
  refuse(port: number, code: string | undefined): void {
    if (code === undefined) this.#refused.delete(String(port));
    else this.#refused.set(String(port), code);
  }

  bind(
    address: string,
    port: number,
    receive: Receive,
    done: (result: Result<DatagramSocket, BindFailure>) => void,
  ): void {
    this.#time.at(this.#time.now(), () => {
      const chosen = port === 0 ? this.#freePort(address) : port;
      const key = `${address}:${chosen}`;
      const refusal = this.#refused.get(String(chosen)) ?? (this.#sockets.has(key) ? "EADDRINUSE" : undefined);
      if (refusal !== undefined) return done(err({ code: refusal, message: `bind ${refusal} ${key}` }));
      const socket = new VirtualSocket(address, chosen, receive, this);
      this.#sockets.set(key, socket);
      done(ok(socket));
    });
  }

  /** Binds at once: for the test's own phones. */
  socket(address: string, port: number, receive: Receive): DatagramSocket {
    const chosen = port === 0 ? this.#freePort(address) : port;
    const key = `${address}:${chosen}`;
    if (this.#sockets.has(key)) throw new Error(`${key} is taken`);
    const socket = new VirtualSocket(address, chosen, receive, this);
    this.#sockets.set(key, socket);
    return socket;
  }

  /** Used by sockets. The bytes are taken in the next turn, as late as a real socket may take them. */
  carry(from: VirtualSocket, data: Buffer, offset: number, length: number, port: number, address: string): void {
    this.#time.at(this.#time.now(), () => {
      const bytes = Buffer.from(data.subarray(offset, offset + length));
      const to = { address, port };
      const weather = this.#weatherFrom.get(`${from.address}:${from.port}`) ?? this.#weather;
      const luck = this.#luckOf(from, to);
      const delay = this.#queued(weather, from, to, this.#fate(weather, bytes, from, to, luck));
      this.#watch?.(bytes, from, to, delay !== undefined);
      if (delay === undefined) return;
      this.#deliver(bytes, from, to, delay);
      if (happens(weather.duplicate, luck)) this.#deliver(Buffer.from(bytes), from, to, delay);
    });
  }

  /** Used by sockets. */
  remove(socket: VirtualSocket): void {
    this.#sockets.delete(`${socket.address}:${socket.port}`);
  }

  #fate(weather: Weather, data: Buffer, from: Endpoint, to: Endpoint, luck: Entropy): number | undefined {
    if (weather.fate !== undefined) return weather.fate(data, from, to);
    if (happens(weather.loss, luck)) return undefined;
    const heldBack = happens(weather.reorder, luck) ? (weather.reorderBy ?? 30) : 0;
    return (weather.delay ?? 0) + chance(luck) * (weather.jitter ?? 0) + heldBack;
  }

  #queued(weather: Weather, from: Endpoint, to: Endpoint, delay: number | undefined): number | undefined {
    if (weather.inOrder !== true || delay === undefined) return delay;
    const path = pathOf(from, to);
    const now = this.#time.now();
    const arrival = Math.max(now + delay, this.#queues.get(path) ?? 0);
    this.#queues.set(path, arrival);
    return arrival - now;
  }

  #deliver(data: Buffer, { address, port }: Endpoint, to: Endpoint, delay: number): void {
    this.#time.at(this.#time.now() + delay, () => {
      this.#sockets.get(`${to.address}:${to.port}`)?.receive(data, address, port);
    });
  }

  #luckOf(from: Endpoint, to: Endpoint): Entropy {
    const path = pathOf(from, to);
    let luck = this.#luck.get(path);
    if (luck === undefined) {
      luck = seededEntropy([...path].reduce((hash, letter) => Math.imul(hash, 31) + letter.charCodeAt(0), this.#seed));
      this.#luck.set(path, luck);
    }
    return luck;
  }

  #freePort(address: string): number {
    while (this.#sockets.has(`${address}:${this.#nextPort}`)) this.#nextPort++;
    return this.#nextPort++;
  }
}

const pathOf = (from: Endpoint, to: Endpoint): string => `${from.address}:${from.port} ${to.address}:${to.port}`;

const chance = (luck: Entropy): number => luck.uint32() / 2 ** 32;

const happens = (likelihood: number | undefined, luck: Entropy): boolean =>
  likelihood !== undefined && likelihood > 0 && chance(luck) < likelihood;

class VirtualSocket implements DatagramSocket {
  readonly address: string;
  readonly port: number;
  readonly receive: Receive;
  readonly #net: VirtualNet;
  #closed = false;

  constructor(address: string, port: number, receive: Receive, net: VirtualNet) {
    this.address = address;
    this.port = port;
    this.receive = receive;
    this.#net = net;
  }

  send(data: Buffer, offset: number, length: number, port: number, address: string): void {
    if (!this.#closed) this.#net.carry(this, data, offset, length, port, address);
  }

  close(): void {
    this.#closed = true;
    this.#net.remove(this);
  }
}
