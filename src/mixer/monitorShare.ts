import { MissingPackets, type Place } from "./missingPackets.ts";
import { Playout } from "./playout.ts";
import { MAX_PACKET_SAMPLES, type Speaker } from "./speaker.ts";

/** What the monitors add to each packet that one party is sent, played out by the other party's packets as by a clock. */
export class MonitorShare {
  /** The share of the newest packet or step. */
  readonly sum = new Int32Array(MAX_PACKET_SAMPLES);
  readonly #listener: number;
  readonly #playout = new Playout();
  readonly #missing = new MissingPackets();

  /** @param listener the party's bit in the masks */
  constructor(listener: number) {
    this.#listener = listener;
  }

  /** There are no monitors. */
  get empty(): boolean {
    return this.#playout.empty;
  }

  add(speaker: Speaker): void {
    this.#playout.add(speaker);
  }

  remove(speaker: Speaker): void {
    this.#playout.remove(speaker);
  }

  /** Makes the share of a packet of the other party; and those of the packets missing before it, which are kept.
   * @returns whether it is louder than silence */
  ofPacket(ssrc: number, sequence: number, timestamp: number, n: number, now: number): boolean {
    if (this.empty) return false;
    const late = this.#missing.claim(ssrc, sequence);
    if (late !== undefined) {
      this.sum.set(late.sum);
      return late.loud;
    }
    for (let back = this.#missing.follow(ssrc, sequence, timestamp, n); back > 0; back--) {
      const place = this.#missing.open(back, n);
      place.loud = this.#mix(place.sum, n, now);
    }
    return this.#mix(this.sum, n, now);
  }

  /** Makes the share of `n` samples for which the other party sends nothing.
   * @returns whether it is louder than silence */
  ofPause(n: number, now: number): boolean {
    this.#missing.reset();
    return this.#mix(this.sum, n, now);
  }

  /** A share that is to go alone, because its packet has not come; undefined when there is none (more).
   * @param atOnce nobody waits for packets any longer */
  ofMissing(atOnce: boolean): Place | undefined {
    if (atOnce) this.#missing.giveUp();
    for (let place = this.#missing.overdue(); place !== undefined; place = this.#missing.overdue()) {
      if (place.loud) return place;
    }
    return undefined;
  }

  #mix(sum: Int32Array, n: number, now: number): boolean {
    sum.fill(0, 0, n);
    this.#playout.next(n, now);
    return this.#playout.mixInto(sum, 0, n, this.#listener);
  }
}
