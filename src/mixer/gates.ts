/** How many stretches are remembered: far more mode changes and holds than a person makes in the two seconds a track keeps. */
const CAPACITY = 32;

/**
 * Who hears which of a speaker's samples: stretches of the speaker's own time line, each with a mask of listeners (M6).
 * What lies before the first remembered stretch is heard by nobody.
 */
export class Gates {
  readonly #from = new Float64Array(CAPACITY).fill(Number.NEGATIVE_INFINITY);
  readonly #masks = new Int32Array(CAPACITY);
  #newest = 0;

  /** The mask of the samples to come. */
  get current(): number {
    return this.#masks[this.#newest]!;
  }

  /** From `position` on, `mask` holds. A stamp never reaches back behind an earlier one. */
  stamp(position: number, mask: number): void {
    if (mask === this.current) return;
    const from = Math.max(position, this.#from[this.#newest]!);
    if (from !== this.#from[this.#newest]) this.#newest = (this.#newest + 1) % CAPACITY;
    this.#from[this.#newest] = from;
    this.#masks[this.#newest] = mask;
  }

  /** Who hears the sample at `position`. */
  maskAt(position: number): number {
    for (let back = 0; back < CAPACITY; back++) {
      const at = (this.#newest - back + CAPACITY) % CAPACITY;
      if (this.#from[at]! <= position) return this.#masks[at]!;
    }
    return 0;
  }

  /** The end of the stretch that holds `position`: exclusive, Infinity for the newest. */
  endAt(position: number): number {
    let end = Number.POSITIVE_INFINITY;
    for (let back = 0; back < CAPACITY; back++) {
      const at = (this.#newest - back + CAPACITY) % CAPACITY;
      if (this.#from[at]! <= position) return end;
      end = this.#from[at]!;
    }
    return end;
  }
}
