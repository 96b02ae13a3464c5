import { type Entropy, seededEntropy } from "../../src/kernel/entropy.ts";

/** Chance that comes out the same for the same seed. */
export class Dice {
  readonly #entropy: Entropy;

  constructor(seed: number) {
    this.#entropy = seededEntropy(seed);
  }

  /** 0 … n − 1. */
  below(n: number): number {
    return this.#entropy.uint32() % n;
  }

  /** Once in `n` times. */
  once(n: number): boolean {
    return this.below(n) === 0;
  }

  pick<T>(all: readonly T[]): T {
    return all[this.below(all.length)]!;
  }

  /** One of what is right; once in `oddity` times one of what is strange. */
  mostly<T>(right: readonly T[], strange: readonly T[], oddity = 40): T {
    return this.pick(this.once(oddity) ? strange : right);
  }

  /** `least` … `most` of what `make` makes. */
  some<T>(least: number, most: number, make: () => T): T[] {
    return Array.from({ length: least + this.below(most - least + 1) }, make);
  }

  bytes(n: number): Buffer {
    return Buffer.from(this.#entropy.hex(n), "hex");
  }
}
