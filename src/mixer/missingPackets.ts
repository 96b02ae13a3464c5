import { distance16, distance32 } from "../kernel/serial.ts";

/** The longest packet whose place is kept, in positions: 60 ms. */
const LONGEST_PLACE = 480;
/** Packets that may be missing at once. */
const PLACES = 4;
/** How many packets that came after it a missing one is waited for. */
const PATIENCE = 2;

/** The place of a packet that has not come, and what is added in it. */
export interface Place {
  open: boolean;
  /** Packets that came since. */
  age: number;
  sequence: number;
  timestamp: number;
  /** Where it belongs on the call's time line, and for how long, in positions. */
  position: number;
  length: number;
  /** What is added, and whether it is louder than silence. Room is made for it when a first one is needed. */
  sum: Int32Array;
  loud: boolean;
}

const nothing = new Int32Array(0);

/**
 * The places of packets that are missing between those of the other party that came. Monitors speak on in them, and the notice goes on (M7): a packet
 * that comes late finds its share there; where none comes, the share goes alone under the number that the packet would have had.
 */
export class MissingPackets {
  readonly #places: readonly Place[] = Array.from({ length: PLACES }, () => ({
    open: false,
    age: 0,
    sequence: 0,
    timestamp: 0,
    position: 0,
    length: 0,
    sum: nothing,
    loud: false,
  }));
  #source = -1;
  #sequence = 0;
  #timestamp = 0;
  #position = 0;
  /** Timestamp units a position of the source. */
  #units = 1;

  /** The stream is interrupted: whatever is missing before its next packet is not asked for. */
  reset(): void {
    this.#source = -1;
    for (const place of this.#places) place.open = false;
  }

  /** Nobody waits any longer for what is missing. */
  giveUp(): void {
    for (const place of this.#places) place.age = PATIENCE;
  }

  /** Closes and gives the place of a packet that comes late; undefined for any other packet. */
  claim(ssrc: number, sequence: number): Place | undefined {
    for (const place of this.#places) {
      if (!place.open || place.sequence !== sequence || ssrc !== this.#source) continue;
      place.open = false;
      return place;
    }
    return undefined;
  }

  /** A packet of `length` positions, which stands at `position`, came in order. @returns how many are missing just before it */
  follow(ssrc: number, sequence: number, timestamp: number, position: number, length: number, units: number): number {
    const steps = distance16(sequence, this.#sequence);
    const whole = distance32(timestamp, this.#timestamp) === steps * length * units;
    const known = ssrc === this.#source;
    if (!known) this.reset();
    if (known && steps <= 0) return 0;
    this.#source = ssrc;
    this.#sequence = sequence;
    this.#timestamp = timestamp;
    this.#position = position;
    this.#units = units;
    for (const place of this.#places) place.age++;
    return known && whole && steps <= PLACES && length <= LONGEST_PLACE ? steps - 1 : 0;
  }

  /** Opens the place of the packet `back` packets before the newest, with room for `samples` samples. */
  open(back: number, length: number, samples: number): Place {
    const place = this.#places.find(({ open }) => !open) ?? this.#places[0]!;
    place.open = true;
    place.age = 0;
    place.sequence = (this.#sequence - back) & 0xffff;
    place.timestamp = (this.#timestamp - back * length * this.#units) >>> 0;
    place.position = this.#position - back * length;
    place.length = length;
    if (place.sum.length < samples) place.sum = new Int32Array(2 * LONGEST_PLACE);
    return place;
  }

  /** Closes and gives a place that was waited for long enough; undefined when there is none (more). */
  overdue(): Place | undefined {
    for (const place of this.#places) {
      if (!place.open || place.age < PATIENCE) continue;
      place.open = false;
      return place;
    }
    return undefined;
  }
}
