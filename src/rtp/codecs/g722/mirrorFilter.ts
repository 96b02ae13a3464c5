/**
 * The quadrature mirror filters of G.722 (§3.1, §4.4): 24 taps that part 16 kHz into two bands of 8 kHz, and join them again.
 * Together they delay by 22 samples, 1.375 ms.
 */
import { MOST_SAMPLES } from "../codec.ts";

/** Those of table 11 with an even number; the odd ones are the same from behind. With 13 fractional bits. */
const TAPS = Int16Array.of(3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11);
/** Earlier pairs of samples that a pair depends on. */
const HISTORY = TAPS.length - 1;
/** Bands' samples have 15 bits, those of 16 kHz 16. */
const SPLIT_SHIFT = 14;
const JOIN_SHIFT = 11;
const MOST_PAIRS = MOST_SAMPLES / 2;

/** Samples of the time line that an analysis depends on beside its own. */
export const SPLIT_HISTORY = 2 * HISTORY;

/** The bands of a piece, as `Splitter.split` leaves them and `Joiner.join` wants them: one thread works on one piece at a time. */
export const lower = new Int16Array(MOST_PAIRS);
export const higher = new Int16Array(MOST_PAIRS);

const timeLine = new Int16Array(SPLIT_HISTORY + MOST_SAMPLES);
const sums = new Int32Array(HISTORY + MOST_PAIRS);
const differences = new Int32Array(HISTORY + MOST_PAIRS);

/** The transmit side. */
export class Splitter {
  /** The latest samples, the newest last. */
  readonly history = new Int16Array(SPLIT_HISTORY);

  /** Leaves the bands of `samples[offset, offset + 2·pairs)` in `lower` and `higher`; `pairs` is at most MOST_SAMPLES / 2. */
  split(samples: Int16Array, offset: number, pairs: number): void {
    timeLine.set(this.history);
    for (let i = 0; i < 2 * pairs; i++) timeLine[SPLIT_HISTORY + i] = samples[offset + i]!;
    for (let i = 0; i < pairs; i++) {
      let odd = 0;
      let even = 0;
      for (let k = 0, at = 2 * i; k < TAPS.length; k++, at += 2) {
        odd = (odd + Math.imul(timeLine[at]!, TAPS[k]!)) | 0;
        even = (even + Math.imul(timeLine[at + 1]!, TAPS[HISTORY - k]!)) | 0;
      }
      lower[i] = limit((even + odd) >> SPLIT_SHIFT, 16_383);
      higher[i] = limit((even - odd) >> SPLIT_SHIFT, 16_383);
    }
    for (let i = 0; i < SPLIT_HISTORY; i++) this.history[i] = timeLine[2 * pairs + i]!;
  }
}

/** The receive side. */
export class Joiner {
  readonly #sums = new Int32Array(HISTORY);
  readonly #differences = new Int32Array(HISTORY);

  reset(): void {
    this.#sums.fill(0);
    this.#differences.fill(0);
  }

  /** Joins the first `pairs` of `lower` and `higher` into `out[outOffset, outOffset + 2·pairs)`. */
  join(pairs: number, out: Int16Array, outOffset: number): void {
    sums.set(this.#sums);
    differences.set(this.#differences);
    for (let i = 0; i < pairs; i++) {
      sums[HISTORY + i] = lower[i]! + higher[i]!;
      differences[HISTORY + i] = lower[i]! - higher[i]!;
    }
    for (let i = 0; i < pairs; i++) {
      let first = 0;
      let second = 0;
      for (let k = 0; k < TAPS.length; k++) {
        first = (first + Math.imul(differences[i + k]!, TAPS[HISTORY - k]!)) | 0;
        second = (second + Math.imul(sums[i + k]!, TAPS[k]!)) | 0;
      }
      out[outOffset + 2 * i] = limit(first >> JOIN_SHIFT, 32_767);
      out[outOffset + 2 * i + 1] = limit(second >> JOIN_SHIFT, 32_767);
    }
    for (let i = 0; i < HISTORY; i++) {
      this.#sums[i] = sums[pairs + i]!;
      this.#differences[i] = differences[pairs + i]!;
    }
  }
}

function limit(value: number, most: number): number {
  return value > most ? most : value < ~most ? ~most : value;
}
