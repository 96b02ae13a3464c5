import { SAMPLES_PER_MS } from "./track.ts";

/** What a stream starts with where no jitter has been measured, and the least that is aimed at: 1 ms and half a ms. */
const FIRST = SAMPLES_PER_MS;
const LEAST = SAMPLES_PER_MS / 2;
/** What lateness makes of it at most: 30 ms; the part of the lateness that counts, and the part of the margin that a second takes off. */
const LARGEST = 30 * SAMPLES_PER_MS;
const SHARE = 1 / 4;
const DECAY = 1 / 16;
const DECAY_MS = 1000;
/** The longest that a stream starts with, after a measured jitter. */
const LARGEST_FIRST = 60 * SAMPLES_PER_MS;

/** What a listener keeps at hand beyond what has been needed, because the worst of a network has not always been seen yet. In positions. */
export class Margin {
  #value = LEAST;
  #decayed = 0;

  get value(): number {
    return this.#value;
  }

  /** For one who begins to listen. @param jitter as RTCP reports it */
  first(jitter: number): number {
    return Math.round(Math.min(LARGEST_FIRST, Math.max(FIRST, this.#value, 2 * jitter)));
  }

  /** Something was `late` for the delay there was. */
  missed(late: number): void {
    this.widen(late * SHARE);
  }

  /** The delay has been lengthened by `n`, so that it need not be taken back at once. */
  widen(n: number): void {
    this.#value = Math.min(LARGEST, this.#value + n);
  }

  /** Quick to grow, slow to shrink. */
  decay(now: number): void {
    if (now - this.#decayed < DECAY_MS) return;
    this.#decayed = now;
    this.#value = Math.max(LEAST, this.#value * (1 - DECAY));
  }
}

/** Whether what is left is less than any margin: the next packet that comes a little later is missed. */
export const isShort = (left: number): boolean => left < LEAST;
