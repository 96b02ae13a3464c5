/** Comfort noise (RFC 3389): what a peer says about the noise behind its silence, and noise that sounds like it, at 8 kHz. */
import { seededEntropy } from "../../kernel/entropy.ts";

/** Reflection coefficients that are heeded; the lattice does without the higher ones, as §4 allows a receiver to. */
const MOST_ORDER = 12;
/** §3.1: levels are 0 to −127 dBov, and 0 dBov is the power of full scale. */
const FULL_SCALE = 32_768;
/** Samples in which the noise comes about as far as 1/e of the way to another level. */
const GLIDE = 80;
/** The excitation is uniform over −1…1, whose power is a third. */
const TO_UNIT_POWER = Math.sqrt(3);

/** The noise of one stream. */
export class ComfortNoise {
  readonly #random: () => number;
  #order = 0;
  /** Amplitude of the excitation that is aimed at, and the one that is there. */
  #target = 0;
  #amplitude = 0;
  readonly #reflections = new Float64Array(MOST_ORDER);
  /** The lattice's delayed backward errors. */
  readonly #backward = new Float64Array(MOST_ORDER + 1);

  /** @param seed of the excitation: the same seed gives the same noise. */
  constructor(seed: number) {
    this.#random = seededEntropy(seed).uint32;
  }

  /** @returns false for a payload that is none: empty. Bits that have no meaning are ignored. */
  update(payload: Uint8Array, offset: number, length: number): boolean {
    if (length < 1) return false;
    this.#order = Math.min(length - 1, MOST_ORDER);
    // The filter raises the power by 1 / Π(1 − k²).
    let gain = 1;
    for (let i = 0; i < this.#order; i++) {
      // §3.2: the index 255 is reserved; kᵢ = 258 · (N − 127) / 32768, which is less than 1 for all others.
      const index = payload[offset + 1 + i]!;
      const k = index === 255 ? 0 : (258 * (index - 127)) / 32_768;
      this.#reflections[i] = k;
      gain *= 1 - k * k;
    }
    this.#target = amplitudeOf(payload[offset]! & 0x7f) * Math.sqrt(gain) * TO_UNIT_POWER;
    return true;
  }

  /** Writes `n` samples of noise; silence as long as nothing is known of it. */
  fill(out: Int16Array, offset: number, n: number): void {
    for (let i = 0; i < n; i++) {
      this.#amplitude += (this.#target - this.#amplitude) / GLIDE;
      const sample = Math.round(this.#shape((this.#random() / 2 ** 31 - 1) * this.#amplitude));
      out[offset + i] = sample > 32_767 ? 32_767 : sample < -32_768 ? -32_768 : sample;
    }
  }

  /** Another source begins. */
  reset(): void {
    this.#order = 0;
    this.#target = 0;
    this.#amplitude = 0;
    this.#backward.fill(0);
  }

  /** The all-pole lattice 1 / A(z) with A(z) = 1 + k₁z⁻¹ for a single coefficient, the sign that others send and expect. */
  #shape(excitation: number): number {
    const backward = this.#backward;
    let forward = excitation;
    for (let i = this.#order - 1; i >= 0; i--) {
      const k = this.#reflections[i]!;
      forward -= k * backward[i]!;
      backward[i + 1] = backward[i]! + k * forward;
    }
    backward[0] = forward;
    return forward;
  }
}

/** The effective value of noise at a level. */
function amplitudeOf(level: number): number {
  return FULL_SCALE * 10 ** (-level / 20);
}
