import type { Entropy } from "../../src/kernel/entropy.ts";
import { type Coding, forms, Mouth } from "../sound/coding.ts";
import { RATE, type Signal } from "../sound/signals.ts";
import { writeEvent, writeRtp } from "./rtp.ts";

/** A pressed key, as it is sent: how many packets report it while it is down. */
interface Press {
  readonly key: string;
  readonly packets: number;
  /** The timestamp of its first packet. */
  start: number;
  sent: number;
  readonly done: () => void;
}

/** The end of an event is sent three times (RFC 4733 §2.5.1.4). */
const ENDS = 3;

export interface Format {
  readonly coding: Coding;
  /** The payload type that its listener has given it. */
  readonly payloadType: number;
  readonly eventType?: number;
  /** ms */
  readonly ptime: number;
}

/**
 * What a phone says, packet by packet. Frame `n` of two talkers with the same seed and the same sound is the same
 * bytes, so that two runs can be compared (RFC 3550 asks for random starts; the seed makes them repeatable).
 */
export class Talker {
  readonly ssrc: number;
  #sequence: number;
  #timestamp: number;
  #signal: Signal | undefined;
  #spoken = 0;
  #spurt = true;
  #mouth: Mouth | undefined;
  readonly #presses: Press[] = [];

  constructor(entropy: Entropy) {
    this.ssrc = entropy.uint32();
    this.#sequence = entropy.uint32() & 0xffff;
    this.#timestamp = entropy.uint32();
  }

  get timestamp(): number {
    return this.#timestamp;
  }

  /** Says the signal from its first sample on; undefined sends nothing at all. */
  say(signal: Signal | undefined): void {
    if (this.#signal === undefined) this.#spurt = true;
    this.#signal = signal;
    this.#spoken = 0;
  }

  /** Presses a key for `ms`; the promise is fulfilled when its last packet has been sent. */
  press(key: string, ms: number, { ptime }: Format): Promise<void> {
    return new Promise((done) => {
      this.#presses.push({ key, packets: Math.max(1, Math.round(ms / ptime)), start: 0, sent: 0, done });
    });
  }

  /** The packet of the next frame, undefined when there is nothing to send in it. Time passes either way. */
  next(format: Format): Buffer | undefined {
    const samples = (format.ptime * RATE) / 1000;
    const packet = this.#presses.length > 0 ? this.#event(format, samples) : this.#audio(format, samples);
    this.#timestamp = (this.#timestamp + samples * forms[format.coding].units) >>> 0;
    return packet;
  }

  #audio(format: Format, samples: number): Buffer | undefined {
    const signal = this.#signal;
    if (signal === undefined) return undefined;
    if (this.#mouth?.coding !== format.coding) this.#mouth = new Mouth(format.coding);
    const payload = this.#mouth.say(signal, this.#spoken, samples);
    this.#spoken += samples;
    const packet = this.#packet(format.payloadType, this.#timestamp, this.#spurt, payload);
    this.#spurt = false;
    return packet;
  }

  /** One packet a frame while the key is down, then the ends; all bear the timestamp of the start (§2.2). */
  #event(format: Format, samples: number): Buffer | undefined {
    const press = this.#presses[0]!;
    if (press.sent === 0) press.start = this.#timestamp;
    const sent = ++press.sent;
    const end = sent > press.packets;
    const duration = Math.min(sent, press.packets) * samples;
    if (sent === press.packets + ENDS) {
      this.#presses.shift();
      press.done();
    }
    if (format.eventType === undefined) return undefined;
    return this.#packet(format.eventType, press.start, sent === 1, writeEvent(press.key, duration, end));
  }

  #packet(payloadType: number, timestamp: number, marker: boolean, payload: Uint8Array): Buffer {
    const sequence = this.#sequence;
    this.#sequence = (sequence + 1) & 0xffff;
    return writeRtp({ marker, payloadType, sequence, timestamp, ssrc: this.ssrc }, payload);
  }
}
