import { MissingPackets, type Place } from "./missingPackets.ts";
import type { Notice } from "./notice.ts";
import { Playout } from "./playout.ts";
import { LONGEST_PACKET, type Speaker } from "./speaker.ts";
import type { Scale } from "./voice.ts";

/** The share of the newest packet or step of whichever party it was last asked for: it is used at once. */
const share = new Int32Array(2 * LONGEST_PACKET);

/**
 * What is added to each packet that one party is sent: the monitors, played out by the other party's packets as by a clock, and the notice, which
 * has its place on the time line.
 */
export class AddedSound {
  /** The share of the newest packet or step, until the next one of any party is asked for. */
  readonly sum = share;
  readonly #listener: number;
  readonly #playout = new Playout();
  #notice: Notice | undefined;
  /** Made when there is something to add. */
  #missing: MissingPackets | undefined;
  #scale: Scale = 1;

  /** @param listener the party's bit in the masks */
  constructor(listener: number) {
    this.#listener = listener;
  }

  /** The scale of what the listener hears. */
  describe(scale: Scale): void {
    if (scale !== this.#scale) this.#missing?.reset();
    this.#scale = scale;
  }

  /** There are no monitors, and nobody is given notice. */
  get empty(): boolean {
    return this.#playout.empty && (this.#notice === undefined || this.#notice.mask === 0);
  }

  setNotice(notice: Notice): void {
    this.#missing ??= new MissingPackets();
    this.#notice = notice;
  }

  add(speaker: Speaker): void {
    this.#missing ??= new MissingPackets();
    this.#playout.add(speaker);
  }

  remove(speaker: Speaker): void {
    this.#playout.remove(speaker);
  }

  /**
   * Makes the share of a packet of the other party, `n` positions from `position` on; and those of the packets missing before it, which are kept.
   * @param units timestamp units a position of the other party
   * @returns whether it is louder than silence
   */
  ofPacket(
    ssrc: number,
    sequence: number,
    timestamp: number,
    position: number,
    n: number,
    units: number,
    now: number,
  ): boolean {
    if (this.empty || this.#missing === undefined) return false;
    const late = this.#missing.claim(ssrc, sequence);
    if (late !== undefined) {
      this.sum.set(late.sum);
      return late.loud;
    }
    for (let back = this.#missing.follow(ssrc, sequence, timestamp, position, n, units); back > 0; back--) {
      const place = this.#missing.open(back, n, n * this.#scale);
      place.loud = this.#mix(place.sum, place.position, n, now);
    }
    return this.#mix(this.sum, position, n, now);
  }

  /** Makes the share of `n` positions for which the other party sends nothing: they begin at `position`.
   * @returns whether it is louder than silence */
  ofPause(position: number, n: number, now: number): boolean {
    this.#missing?.reset();
    return this.#mix(this.sum, position, n, now);
  }

  /** A share that is to go alone, because its packet has not come; undefined when there is none (more).
   * @param atOnce nobody waits for packets any longer */
  ofMissing(atOnce: boolean): Place | undefined {
    const missing = this.#missing;
    if (missing === undefined) return undefined;
    if (atOnce) missing.giveUp();
    for (let place = missing.overdue(); place !== undefined; place = missing.overdue()) {
      if (place.loud) return place;
    }
    return undefined;
  }

  #mix(sum: Int32Array, position: number, n: number, now: number): boolean {
    sum.fill(0, 0, n * this.#scale);
    this.#playout.next(n, now);
    const loud = this.#playout.mixInto(sum, 0, n, this.#listener, this.#scale);
    return this.#notice?.mixInto(sum, 0, position, n, this.#listener, this.#scale) === true || loud;
  }
}
