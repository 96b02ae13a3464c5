/** Keys sent as named telephone events (RFC 4733). */
import { distance32 } from "../../kernel/serial.ts";
import { KEYS } from "./keys.ts";

/** Octets of the payload of one event. */
export const EVENT_LENGTH = 4;
/** A longer event goes on in a new segment, whose timestamp follows the old one's end (RFC 4733 §2.5.1.3). */
export const LONGEST_SEGMENT = 0xffff;
/** After so long without a packet the source may count its timestamps anew. */
const FORGET_MS = 5000;
/** Power of the tone that an event stands for: −10 dBm0 (§2.3.4), as usual a telephone's. */
const VOLUME = 10;
const END = 0x80;

/** The event code at `offset` of a telephone-event payload: 0–9 digits, 10 `*`, 11 `#`, 12–15 A–D, others are no keys. */
export const eventOf = (buf: Buffer, offset: number): number => buf[offset]!;
/** How long the event has lasted, in timestamp units. */
export const durationOf = (buf: Buffer, offset: number): number => (buf[offset + 2]! << 8) | buf[offset + 3]!;
/** The event is over. */
export const isEnd = (buf: Buffer, offset: number): boolean => (buf[offset + 1]! & END) !== 0;

/** Writes the payload of an event that has lasted for `duration` timestamp units. */
export function writeEvent(buf: Buffer, offset: number, code: number, duration: number, ended: boolean): void {
  buf[offset] = code;
  buf[offset + 1] = ended ? END | VOLUME : VOLUME;
  buf[offset + 2] = duration >>> 8;
  buf[offset + 3] = duration & 0xff;
}

/**
 * Gives each key press of one leg once, at the first packet of it that comes: "the RTP timestamp identifies the beginning of the event",
 * which all its packets share (§2.2.1), whichever of them are lost, repeated or late.
 */
export class KeyDetector {
  #ssrc = -1;
  #timestamp = 0;
  #duration = 0;
  /** Of the segments before. */
  #segments = 0;
  #event = -1;
  #ended = false;
  #lastHeard = Number.NEGATIVE_INFINITY;

  /** How long the newest press has lasted, in timestamp units, its segments together. */
  get duration(): number {
    return this.#segments + this.#duration;
  }

  /** The newest press is over. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Whether a packet of this timestamp belongs to the newest press, not to one before. */
  isNewest(timestamp: number): boolean {
    return timestamp === this.#timestamp;
  }

  /**
   * Takes a telephone-event packet with payload `buf[offset, offset + length)`.
   * @returns the key whose press begins with it, or undefined
   */
  detect(
    ssrc: number,
    timestamp: number,
    buf: Buffer,
    offset: number,
    length: number,
    now: number,
  ): string | undefined {
    if (length < EVENT_LENGTH) return undefined;
    const event = eventOf(buf, offset);
    const known = ssrc === this.#ssrc && now - this.#lastHeard < FORGET_MS;
    const newer = distance32(timestamp, this.#timestamp);
    this.#lastHeard = now;
    if (known && newer < 0) return undefined;
    const isSame = known && newer === 0;
    const isNextSegment = known && this.#isNextSegment(event, newer);
    const duration = durationOf(buf, offset);
    if (isNextSegment) this.#segments += LONGEST_SEGMENT;
    else if (!isSame) this.#segments = 0;
    this.#duration = isSame ? Math.max(this.#duration, duration) : duration;
    this.#ended = isEnd(buf, offset) || (isSame && this.#ended);
    this.#ssrc = ssrc;
    this.#timestamp = timestamp;
    this.#event = event;
    return isSame || isNextSegment ? undefined : KEYS[event];
  }

  #isNextSegment(event: number, newer: number): boolean {
    return event === this.#event && this.#duration === LONGEST_SEGMENT && newer === LONGEST_SEGMENT;
  }
}
