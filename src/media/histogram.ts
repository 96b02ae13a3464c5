import { delayBounds } from "./commands.ts";

/** Counts delays by `delayBounds`; recording one allocates nothing. */
export class DelayHistogram {
  readonly #counts = new Array<number>(delayBounds.length + 1).fill(0);
  #sum = 0;

  /** @param delay ms; what a coarse clock makes negative counts as none */
  record(delay: number): void {
    let bucket = 0;
    while (bucket < delayBounds.length && delay > delayBounds[bucket]!) bucket++;
    this.#counts[bucket]! += 1;
    this.#sum += Math.max(0, delay);
  }

  /** Delays up to each bound, then all of them. */
  cumulative(): number[] {
    let total = 0;
    return this.#counts.map((count) => {
      total += count;
      return total;
    });
  }

  /** ms */
  get sum(): number {
    return this.#sum;
  }
}
