/**
 * The adaptive predictor of G.722 (§3.6; block 4 of figures 7 to 10 of its §6.2), the same in both bands, in encoder and decoder:
 * two poles and six zeros, moved by the signs of what was received, and leaking, so that two of them which hear the same codes
 * agree after a while. The letters are the Recommendation's; its 16-bit arithmetic saturates.
 */

/** The leaks of the coefficients, of 32768: 127/128 for the second pole, 255/256 for the others. */
const LEAK_A2 = 32_512;
const LEAK = 32_640;
/** §3.6.3: the second pole stays within ±0.75, the first within 15/16 less the second (14 fractional bits). */
const MOST_A2 = 12_288;
const MOST_A1 = 15_360;
const ZEROS = 6;

export class Predictor {
  /** s: the sample that is expected next. */
  expected = 0;
  /** s_z: the share of the zeros in it. */
  #byZeros = 0;
  /** The poles, with 14 fractional bits. */
  #a1 = 0;
  #a2 = 0;
  /** The last reconstructed sample. */
  #r1 = 0;
  /** The last two of the partially reconstructed signal, of which only the sign matters. */
  #p1 = 0;
  #p2 = 0;
  /** The zeros, with 14 fractional bits, and the last quantised differences, doubled, the newest first. */
  readonly #b = new Int32Array(ZEROS);
  readonly #d = new Int32Array(ZEROS);

  reset(): void {
    this.expected = 0;
    this.#byZeros = 0;
    this.#a1 = 0;
    this.#a2 = 0;
    this.#r1 = 0;
    this.#p1 = 0;
    this.#p2 = 0;
    this.#b.fill(0);
    this.#d.fill(0);
  }

  copy(other: Predictor): void {
    this.expected = other.expected;
    this.#byZeros = other.#byZeros;
    this.#a1 = other.#a1;
    this.#a2 = other.#a2;
    this.#r1 = other.#r1;
    this.#p1 = other.#p1;
    this.#p2 = other.#p2;
    this.#b.set(other.#b);
    this.#d.set(other.#d);
  }

  /** Learns the quantised difference `d` between the sample and `expected`. */
  update(d: number): void {
    const r2 = this.#r1;
    const r1 = saturate(this.expected + d);
    this.#movePoles(saturate(this.#byZeros + d));
    this.#byZeros = this.#moveZeros(d);
    const byPoles = ((this.#a1 * saturate(2 * r1)) >> 15) + ((this.#a2 * saturate(2 * r2)) >> 15);
    this.#r1 = r1;
    this.expected = saturate(saturate(byPoles) + this.#byZeros);
  }

  /** UPPOL2 and UPPOL1. */
  #movePoles(p0: number): void {
    const sameAsLast = (p0 ^ this.#p1) >= 0;
    const sameAsBefore = (p0 ^ this.#p2) >= 0;
    this.#p2 = this.#p1;
    this.#p1 = p0;
    const a1 = saturate(4 * this.#a1);
    const turned = sameAsLast ? saturate(-a1) : a1;
    const a2 = (turned >> 7) + (sameAsBefore ? 128 : -128) + ((this.#a2 * LEAK_A2) >> 15);
    this.#a2 = a2 > MOST_A2 ? MOST_A2 : a2 < -MOST_A2 ? -MOST_A2 : a2;
    const most = MOST_A1 - this.#a2;
    const next = (sameAsLast ? 192 : -192) + ((this.#a1 * LEAK) >> 15);
    this.#a1 = next > most ? most : next < -most ? -most : next;
  }

  /** UPZERO, the delay line, and FILTEZ in one pass. @returns what the zeros expect next. */
  #moveZeros(d0: number): number {
    const b = this.#b;
    const d = this.#d;
    const step = d0 === 0 ? 0 : 128;
    const newest = saturate(2 * d0);
    let sum = 0;
    // From the oldest on: where the sum saturates the order matters.
    for (let i = ZEROS - 1; i >= 0; i--) {
      const moved = (Math.imul(b[i]!, LEAK) >> 15) + ((d0 ^ d[i]!) >= 0 ? step : -step);
      const doubled = i > 0 ? d[i - 1]! : newest;
      b[i] = moved;
      d[i] = doubled;
      sum = saturate(sum + (Math.imul(moved, doubled) >> 15));
    }
    return sum;
  }
}

function saturate(value: number): number {
  return value > 32_767 ? 32_767 : value < -32_768 ? -32_768 : value;
}
