/** Keys sent as tones in the speech (ITU-T Q.23), found so that they can be cut out of it (M8). */

const LOW = [697, 770, 852, 941] as const;
const HIGH = [1209, 1336, 1477, 1633] as const;
/** A key's tones lie within 1.8 % of these (ITU-T Q.24); each is looked for in the middle and to either side of its band. */
const DETUNED = [1, 0.987, 1.013] as const;

/** Samples looked at together: 20 ms at 8 kHz. */
const WINDOW = 160;
/** Of the energy in the window, this much must be in the two tones: speech spreads its own. */
const PURITY = 0.92;
/** The weaker tone has at least this share of the stronger one's energy: 10 dB of twist either way. */
const TWIST = 0.1;
/** Mean square of the faintest tones cut, about -44 dBm0. */
const FAINTEST = 100 * 100;

/** 2·cos(ω) of each tone and its detunings, for Goertzel's recursion. */
const coefficients = (tones: readonly number[]): Float64Array =>
  Float64Array.from(tones.flatMap((f) => DETUNED.map((factor) => 2 * Math.cos((2 * Math.PI * f * factor) / 8000))));
const lowCoefficients = coefficients(LOW);
const highCoefficients = coefficients(HIGH);

/** Watches the frames of one speaker, in order. Allocates only in its constructor. */
export class InbandDtmf {
  readonly #window = new Int16Array(WINDOW);
  #hitBefore = false;

  /**
   * Whether the frame `samples[offset, offset + n)` carries a tone, or the end of one, and must be cut. A tone is found at the latest
   * when it has filled 20 ms; the frame after one is cut, too, for the rest of the tone that it may hold.
   */
  detect(samples: Int16Array, offset: number, n: number): boolean {
    let hit = false;
    for (let done = 0; done < n; ) {
      const piece = Math.min(WINDOW, n - done);
      this.#shiftIn(samples, offset + done, piece);
      if (isKey(this.#window)) hit = true;
      done += piece;
    }
    const cut = hit || this.#hitBefore;
    this.#hitBefore = hit;
    return cut;
  }

  #shiftIn(samples: Int16Array, offset: number, n: number): void {
    this.#window.copyWithin(0, n);
    for (let i = 0; i < n; i++) this.#window[WINDOW - n + i] = samples[offset + i]!;
  }
}

function isKey(window: Int16Array): boolean {
  let energy = 0;
  for (let i = 0; i < WINDOW; i++) energy += window[i]! * window[i]!;
  if (energy < FAINTEST * WINDOW) return false;
  const low = strongest(window, lowCoefficients);
  // However strong the other tone is, as far as the twist allows: most of what is no key is told here.
  if (low + low / TWIST < PURITY * energy) return false;
  const high = strongest(window, highCoefficients);
  return low + high >= PURITY * energy && low >= TWIST * high && high >= TWIST * low;
}

/** The energy of the strongest of the tones: of a pure one, all that the window holds. */
function strongest(window: Int16Array, tones: Float64Array): number {
  let most = 0;
  for (let i = 0; i < tones.length; i += 4) {
    most = Math.max(most, strongestOfFour(window, tones[i]!, tones[i + 1]!, tones[i + 2]!, tones[i + 3]!));
  }
  return most;
}

/** Four of Goertzel's recursions side by side: each step of one waits for its last, and meanwhile the others are computed. */
function strongestOfFour(window: Int16Array, a: number, b: number, c: number, d: number): number {
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
  return Math.max(energyOf(a, a1, a2), energyOf(b, b1, b2), energyOf(c, c1, c2), energyOf(d, d1, d2));
}

/** |X(ω)|² from Goertzel's last two states, scaled so that a sinusoid at ω gives its own energy in the window. */
function energyOf(coefficient: number, one: number, two: number): number {
  return ((one * one + two * two - coefficient * one * two) * 2) / WINDOW;
}
