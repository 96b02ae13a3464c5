/** The last 20 ms of a speaker's sound, and the key whose tones they are (ITU-T Q.23). */
import { codeAt, HIGH, LOW } from "./keys.ts";

/** A key's tones lie within 1.8 % of these (ITU-T Q.24); each is looked for in the middle and to either side of its band. */
const DETUNED = [1, 0.987, 1.013] as const;

/** Samples looked at together: 20 ms at 8 kHz. */
export const WINDOW = 160;
/** Of the energy in the window, this much must be in the two tones: speech spreads its own. */
const PURITY = 0.92;
/** The weaker tone has at least this share of the stronger one's energy: 10 dB of twist either way. */
const TWIST = 0.1;

/** 2·cos(ω) of each tone and its detunings, for Goertzel's recursion. */
const coefficients = (tones: readonly number[]): Float64Array =>
  Float64Array.from(tones.flatMap((f) => DETUNED.map((factor) => 2 * Math.cos((2 * Math.PI * f * factor) / 8000))));
const lowCoefficients = coefficients(LOW);
const highCoefficients = coefficients(HIGH);

/** Of the strongest tone looked for last: its place among the coefficients. */
let place = 0;
const energies = new Float64Array(4);

/** Allocates only in its constructor. */
export class ToneWindow {
  readonly #window = new Int16Array(WINDOW);
  readonly #faintest: number;

  /** @param faintest mean square of the faintest tones that count */
  constructor(faintest: number) {
    this.#faintest = faintest * WINDOW;
  }

  /** Takes the next `n` samples, `WINDOW` at most: each `step`th of `samples` from `offset` on. */
  shiftIn(samples: Int16Array, offset: number, n: number, step = 1): void {
    const window = this.#window;
    window.copyWithin(0, n);
    for (let i = 0; i < n; i++) window[WINDOW - n + i] = samples[offset + i * step]!;
  }

  /** The event code of the key whose tones fill the window; -1 for none. */
  get code(): number {
    const window = this.#window;
    let energy = 0;
    for (let i = 0; i < WINDOW; i++) energy += window[i]! * window[i]!;
    if (energy < this.#faintest) return -1;
    const low = strongest(window, lowCoefficients);
    // However strong the other tone is, as far as the twist allows: most of what is no key is told here.
    if (low + low / TWIST < PURITY * energy) return -1;
    const row = rowOf(place);
    const high = strongest(window, highCoefficients);
    const isKey = low + high >= PURITY * energy && low >= TWIST * high && high >= TWIST * low;
    return isKey ? codeAt(row, rowOf(place)) : -1;
  }
}

const rowOf = (coefficient: number): number => Math.floor(coefficient / DETUNED.length);

/** The energy of the strongest of the tones, whose place is noted: of a pure one, all that the window holds. */
function strongest(window: Int16Array, tones: Float64Array): number {
  let most = -1;
  for (let i = 0; i < tones.length; i += 4) {
    energiesOfFour(window, tones[i]!, tones[i + 1]!, tones[i + 2]!, tones[i + 3]!);
    for (let k = 0; k < 4; k++) {
      if (energies[k]! <= most) continue;
      most = energies[k]!;
      place = i + k;
    }
  }
  return most;
}

/** Four of Goertzel's recursions side by side: each step of one waits for its last, and meanwhile the others are computed. */
function energiesOfFour(window: Int16Array, a: number, b: number, c: number, d: number): void {
  let a1 = 0;
  let b1 = 0;
  let c1 = 0;
  let d1 = 0;
  let a2 = 0;
  let b2 = 0;
  let c2 = 0;
  let d2 = 0;
  for (let i = 0; i < WINDOW; i++) {
    const sample = window[i]!;
    const a0 = sample + a * a1 - a2;
    const b0 = sample + b * b1 - b2;
    const c0 = sample + c * c1 - c2;
    const d0 = sample + d * d1 - d2;
    a2 = a1;
    b2 = b1;
    c2 = c1;
    d2 = d1;
    a1 = a0;
    b1 = b0;
    c1 = c0;
    d1 = d0;
  }
  energies[0] = energyOf(a, a1, a2);
  energies[1] = energyOf(b, b1, b2);
  energies[2] = energyOf(c, c1, c2);
  energies[3] = energyOf(d, d1, d2);
}

/** |X(ω)|² from Goertzel's last two states, scaled so that a sinusoid at ω gives its own energy in the window. */
function energyOf(coefficient: number, one: number, two: number): number {
  return ((one * one + two * two - coefficient * one * two) * 2) / WINDOW;
}
