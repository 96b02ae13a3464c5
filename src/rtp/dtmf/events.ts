/** Keys sent as named telephone events (RFC 4733). */
import { distance32 } from "../../kernel/serial.ts";

const KEYS = "0123456789*#ABCD";
const EVENT_LENGTH = 4;
/** A longer event goes on in a new segment, whose timestamp follows the old one's end (RFC 4733 §2.5.1.3). */
const LONGEST_SEGMENT = 0xffff;
/** After so long without a packet the source may count its timestamps anew. */
const FORGET_MS = 5000;

/** The event code at `offset` of a telephone-event payload: 0–9 digits, 10 `*`, 11 `#`, 12–15 A–D, others are no keys. */
export const eventOf = (buf: Buffer, offset: number): number => buf[offset]!;
/** How long the event has lasted, in timestamp units. */
export const durationOf = (buf: Buffer, offset: number): number => (buf[offset + 2]! << 8) | buf[offset + 3]!;

/**
 * Gives each key press of one leg once, at the first packet of it that comes: "the RTP timestamp ... identifies the event",
 * which all its packets share (§2.2.1), whichever of them are lost, repeated or late.
 */
export class KeyDetector {
  #ssrc = -1;
  #timestamp = 0;
  #duration = 0;
  #event = -1;
  #lastHeard = Number.NEGATIVE_INFINITY;

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
    const goesOn = known && (newer === 0 || this.#isNextSegment(event, newer));
    const duration = durationOf(buf, offset);
    this.#duration = goesOn && newer === 0 ? Math.max(this.#duration, duration) : duration;
    this.#ssrc = ssrc;
    this.#timestamp = timestamp;
    this.#event = event;
    return goesOn ? undefined : KEYS[event];
  }

  #isNextSegment(event: number, newer: number): boolean {
    return event === this.#event && this.#duration === LONGEST_SEGMENT && newer === LONGEST_SEGMENT;
  }
}
