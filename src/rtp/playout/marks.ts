/** A bit for each place of a ring: which of its positions have something in common. */
export class Marks {
  readonly #words: Int32Array;
  readonly #mask: number;

  /** @param places of the ring, a power of two, 32 at the least */
  constructor(places: number) {
    this.#words = new Int32Array(places >> 5);
    this.#mask = (places >> 5) - 1;
  }

  has(position: number): boolean {
    return (this.#words[this.#word(position)]! & (1 << (position & 31))) !== 0;
  }

  /** Marks `[from, to)`, or unmarks it. */
  set(from: number, to: number, marked: boolean): void {
    for (let at = from; at < to; ) {
      const bit = at & 31;
      const n = Math.min(32 - bit, to - at);
      const bits = (n === 32 ? -1 : (1 << n) - 1) << bit;
      const word = this.#word(at);
      if (marked) this.#words[word]! |= bits;
      else this.#words[word]! &= ~bits;
      at += n;
    }
  }

  /** The first position of `[from, to)` that is marked, or that is not; `to` when there is none. */
  next(from: number, to: number, marked: boolean): number {
    for (let at = from; at < to; ) {
      const bit = at & 31;
      const word = this.#words[this.#word(at)]!;
      const found = (marked ? word : ~word) & (-1 << bit);
      if (found !== 0) return Math.min(to, at - bit + 31 - Math.clz32(found & -found));
      at += 32 - bit;
    }
    return to;
  }

  #word(position: number): number {
    // Positions outgrow 32 bits; the ring's size divides 2^32, so that their low bits are enough.
    return ((position | 0) >>> 5) & this.#mask;
  }
}
