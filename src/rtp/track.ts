/** A speaker's samples on the call's time line. */

/** Samples a second; positions count them. */
export const SAMPLE_RATE = 8000;
export const SAMPLES_PER_MS = SAMPLE_RATE / 1000;
/** How far back samples are kept, at the least, counted from the newest. */
export const HISTORY = 15_872;

/** What `place` answers instead of a position; all negative. */
export const DUPLICATE = -1;
export const TOO_LATE = -2;
/** A jump of the sequence not yet confirmed (RFC 3550 §A.1), a packet that is too long, or a stream too far ahead of time. */
export const REFUSED = -3;

/**
 * One speaker of a call: filled when packets arrive, read by any number of readers, each at its own position.
 * Positions are absolute: 8 kHz samples since the call's media origin; they never wrap and never go back.
 * The unit never throws on anything a packet may contain and allocates only in the constructor.
 */
export class SpeakerTrack {
  /** @param origin when position 0 is, ms on the `now` scale; the same for all speakers of a call. */
  constructor(_origin: number) {}

  /** The position after the newest sample received; 0 before the first. Mode changes are stamped here (M6). */
  get end(): number {
    return 0;
  }

  /** When the newest packet was placed, ms on the `now` scale; -Infinity before the first. */
  get lastArrival(): number {
    return -Infinity;
  }

  /**
   * Finds the place of an audio packet on the time line and counts it. To be called once for each packet, before `write`.
   * @param count samples in the packet
   * @returns the position of its first sample, or DUPLICATE, TOO_LATE or REFUSED (negative): then there is nothing to write.
   */
  place(_ssrc: number, _sequence: number, _timestamp: number, _count: number, _now: number): number {
    return REFUSED;
  }

  /** Counts a packet that carries no samples (RFC 4733 events, comfort noise) so that it is not taken for lost. */
  placeSilent(_ssrc: number, _sequence: number, _timestamp: number, _now: number): void {}

  /** Writes `samples[0, n)` at a position that `place` gave. Samples that were cut stay cut. */
  write(_position: number, _samples: Int16Array, _n: number): void {}

  /** Silences `[from, to)` for ever, whatever arrives for it later (M8). In place of `write` it also moves `end`. */
  clearRange(_from: number, _to: number): void {}

  /**
   * From `position` on, what is missing is never concealed with samples from before it: after a mode change
   * nobody hears an echo of what was not meant for them (M6). To be called with each stamp.
   */
  divide(_position: number): void {}

  /**
   * Copies `[position, position + n)` into `out`. What is missing is concealed: the last pitch period is repeated, fading
   * to silence within 60 ms, before and after `end` alike and the same for every reader; the rest is zero.
   * @returns how many of the samples were really received (a cut sample counts).
   */
  read(_position: number, _n: number, out: Int16Array, outOffset: number): number {
    out[outOffset] = 0;
    return 0;
  }

  /** The position of the first received sample at or after `position`; `end` when there is none. */
  nextReceived(_position: number): number {
    return 0;
  }

  /** Whether no sample of `[position, position + n)` is louder than ±8 (what is missing is silent). */
  isSilent(_position: number, _n: number): boolean {
    return true;
  }
}
