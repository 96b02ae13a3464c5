/** The newest samples of a speaker, by position: `scale` samples each. Positions never wrap; the ring does. */
export class SampleRing {
  readonly #samples: Int16Array;
  readonly #scale: number;
  readonly #mask: number;

  /** @param places positions kept, a power of two */
  constructor(places: number, scale: number) {
    this.#samples = new Int16Array(places * scale);
    this.#scale = scale;
    this.#mask = places - 1;
  }

  /** Writes `n` positions, from `samples[offset]` on. */
  fill(position: number, samples: Int16Array, offset: number, n: number): void {
    const ring = this.#samples;
    const start = (position & this.#mask) * this.#scale;
    const count = n * this.#scale;
    const beforeWrap = Math.min(count, ring.length - start);
    for (let i = 0; i < beforeWrap; i++) ring[start + i] = samples[offset + i]!;
    for (let i = beforeWrap; i < count; i++) ring[i - beforeWrap] = samples[offset + i]!;
  }

  /** Copies `n` positions to `out[outOffset …)`. */
  copy(position: number, n: number, out: Int16Array, outOffset: number): void {
    const ring = this.#samples;
    const start = (position & this.#mask) * this.#scale;
    const count = n * this.#scale;
    const beforeWrap = Math.min(count, ring.length - start);
    for (let i = 0; i < beforeWrap; i++) out[outOffset + i] = ring[start + i]!;
    for (let i = beforeWrap; i < count; i++) out[outOffset + i] = ring[i - beforeWrap]!;
  }

  /** Silences `[from, to)`, at most the whole ring. */
  silence(from: number, to: number): void {
    const ring = this.#samples;
    const start = (from & this.#mask) * this.#scale;
    const end = start + (to - from) * this.#scale;
    ring.fill(0, start, end);
    ring.fill(0, 0, Math.max(0, end - ring.length));
  }

  /** The level of the loudest sample at `position`. */
  level(position: number): number {
    const start = (position & this.#mask) * this.#scale;
    let most = 0;
    for (let i = start; i < start + this.#scale; i++) most = Math.max(most, Math.abs(this.#samples[i]!));
    return most;
  }
}
