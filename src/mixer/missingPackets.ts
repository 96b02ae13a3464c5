import { distance16, distance32 } from "../kernel/serial.ts";

/** The longest packet whose place is kept: 60 ms. */
export const LONGEST_PLACE = 480;
/** Packets that may be missing at once. */
const PLACES = 4;
/** How many packets that came after it a missing one is waited for. */
const PATIENCE = 2;

/** The place of a packet that has not come, and what the monitors say in it. */
export interface Place {
  open: boolean;
  /** Packets that came since. */
  age: number;
  sequence: number;
  timestamp: number;
  samples: number;
  /** The monitors' share, and whether it is louder than silence. */
  readonly sum: Int32Array;
  loud: boolean;
}

/**
 * The places of packets that are missing between those of the other party that came. Monitors speak on in them (M7): a packet
 * that comes late finds its share there; where none comes, the share goes alone under the number that the packet would have had.
 */
export class MissingPackets {
  readonly #places: readonly Place[] = Array.from({ length: PLACES }, () => ({
    open: false,
    age: 0,
    sequence: 0,
    timestamp: 0,
    samples: 0,
    sum: new Int32Array(LONGEST_PLACE),
    loud: false,
  }));
  #source = -1;
  #sequence = 0;
  #timestamp = 0;

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

  /** A packet of `samples` samples came in order. @returns how many are missing just before it */
  follow(ssrc: number, sequence: number, timestamp: number, samples: number): number {
    const steps = distance16(sequence, this.#sequence);
    const whole = distance32(timestamp, this.#timestamp) === steps * samples;
    const known = ssrc === this.#source;
    if (!known) this.reset();
    if (known && steps <= 0) return 0;
    this.#source = ssrc;
    this.#sequence = sequence;
    this.#timestamp = timestamp;
    for (const place of this.#places) place.age++;
    return known && whole && steps <= PLACES && samples <= LONGEST_PLACE ? steps - 1 : 0;
  }

  /** Opens the place of the packet `back` packets before the newest. */
  open(back: number, samples: number): Place {
    const place = this.#places.find(({ open }) => !open) ?? this.#places[0]!;
    place.open = true;
    place.age = 0;
    place.sequence = (this.#sequence - back) & 0xffff;
    place.timestamp = (this.#timestamp - back * samples) >>> 0;
    place.samples = samples;
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
