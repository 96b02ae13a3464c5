import { delayBounds } from "./commands.ts";

/** Counts values by bounds; recording one allocates nothing. */
export class Histogram {
  readonly #bounds: readonly number[];
  readonly #counts: number[];
  #sum = 0;

  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
    this.#counts = new Array<number>(bounds.length + 1).fill(0);
  }

  /** @param value what a coarse clock makes negative counts as none */
  record(value: number): void {
    let bucket = 0;
    while (bucket < this.#bounds.length && value > this.#bounds[bucket]!) bucket++;
    this.#counts[bucket]! += 1;
    this.#sum += Math.max(0, value);
  }

  /** Values up to each bound, then all of them. */
  cumulative(): number[] {
    let total = 0;
    return this.#counts.map((count) => {
      total += count;
      return total;
    });
  }

  /** In the unit of the values. */
  get sum(): number {
    return this.#sum;
  }
}

/** Delays in ms, by `delayBounds`. */
export class DelayHistogram extends Histogram {
  constructor() {
    super(delayBounds);
  }
}
