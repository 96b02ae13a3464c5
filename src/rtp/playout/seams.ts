/** Where speech goes on after a concealed gap, the concealment fades out below its first 4 ms (ITU-T G.711 Appendix I §I.2.7). */

/** Positions of the cross-fade: 4 ms at 8 kHz. */
export const SEAM = 32;
/** Seams remembered: as many as readers who are half a second apart are likely to meet. */
const SEAMS = 8;

/**
 * The seams of a track: what the concealment would have gone on with. What was received is never altered, so that a reader who comes after the
 * missing packet did finds nothing of it.
 */
export class Seams {
  readonly #scale: number;
  readonly #at = new Float64Array(SEAMS).fill(-1);
  readonly #tails: Int16Array;
  #next = 0;
  /** The end of the last seam: beyond it there is nothing to look for. */
  #until = -1;

  /** @param scale samples a position */
  constructor(scale: number) {
    this.#scale = scale;
    this.#tails = new Int16Array(SEAMS * SEAM * scale);
  }

  /** Whether some seam may reach to `position`. */
  reach(position: number): boolean {
    return position < this.#until;
  }

  /** Speech goes on at `position`; without it, concealment would have gone on with `samples[offset …)`, SEAM positions of it. */
  add(position: number, samples: Int16Array, offset: number): void {
    const n = SEAM * this.#scale;
    const start = this.#next * n;
    for (let i = 0; i < n; i++) this.#tails[start + i] = samples[offset + i]!;
    this.#at[this.#next] = position;
    this.#next = (this.#next + 1) % SEAMS;
    this.#until = Math.max(this.#until, position + SEAM);
  }

  /** The number of a seam that touches `[from, to)`, after `last`; -1 when there is none (more). */
  find(from: number, to: number, last: number): number {
    for (let seam = last + 1; seam < SEAMS; seam++) {
      const at = this.#at[seam]!;
      if (at >= 0 && at < to && at + SEAM > from) return seam;
    }
    return -1;
  }

  /** Where speech goes on. */
  at(seam: number): number {
    return this.#at[seam]!;
  }

  /** Fades `out`, which holds the positions `[from, to)` from `outOffset` on, in over the seam's concealment. */
  fade(seam: number, from: number, to: number, out: Int16Array, outOffset: number): void {
    const scale = this.#scale;
    const at = this.#at[seam]!;
    const first = Math.max(0, from - at) * scale;
    const last = Math.min(SEAM, to - at) * scale;
    const shift = outOffset + (at - from) * scale;
    const start = seam * SEAM * scale;
    for (let i = first; i < last; i++) {
      const weight = (i + 1) / (SEAM * scale + 1);
      out[shift + i] = Math.round(weight * out[shift + i]! + (1 - weight) * this.#tails[start + i]!);
    }
  }
}
