/**
 * Between 8 and 16 kHz, by one half-band FIR in its two polyphase forms. Stateless: the sources are random-access, so what came before
 * is read from them, and a stream may be cut into pieces of any length without a sample changing.
 *
 * Linear phase; both directions delay by RESAMPLER_DELAY positions, 1.5 ms. Up to 3.4 kHz the ripple is under 0.01 dB; from 4.6 kHz
 * on, what would come back as an image or an alias below 3.4 kHz is 63 dB down. In between is the edge of telephony's band, where
 * half of the rate lies.
 */
import { halfBandTaps } from "./halfBand.ts";

/** Group delay of either direction, in positions (ticks of 8 kHz). */
export const RESAMPLER_DELAY = 12;
/** Samples of the source that must stand before `offset`, in either direction. */
export const RESAMPLER_HISTORY = 47;

/** As many as 1.5 ms hold: the filter reaches 2 · PAIRS − 1 samples of 16 kHz to either side. */
const PAIRS = 12;
const PASS_EDGE_HZ = 3400;

const downTaps = halfBandTaps(PAIRS, PASS_EDGE_HZ / 16_000);
/** Twice as much, since every second sample that the filter sees is a zero. */
const upTaps = downTaps.map((tap) => 2 * tap);

/** 8 → 16 kHz: makes 2·`n` samples of `source[offset − RESAMPLER_HISTORY, offset + n)`. `out` is another array than `source`. */
export function upsample(source: Int16Array, offset: number, n: number, out: Int16Array, outOffset: number): void {
  for (let i = 0; i < n; i++) {
    const before = offset + i - RESAMPLER_DELAY;
    let sum = 0;
    for (let k = 0; k < PAIRS; k++) sum += upTaps[k]! * (source[before - k]! + source[before + 1 + k]!);
    out[outOffset + 2 * i] = source[before]!;
    out[outOffset + 2 * i + 1] = toSample(sum);
  }
}

/** 16 → 8 kHz: makes `n`/2 samples of `source[offset − RESAMPLER_HISTORY, offset + n)`; `n` is even. */
export function downsample(source: Int16Array, offset: number, n: number, out: Int16Array, outOffset: number): void {
  for (let i = 0; i < n; i += 2) {
    const middle = offset + i - 2 * RESAMPLER_DELAY;
    let sum = source[middle]! / 2;
    for (let k = 0; k < PAIRS; k++) sum += downTaps[k]! * (source[middle - 1 - 2 * k]! + source[middle + 1 + 2 * k]!);
    out[outOffset + (i >> 1)] = toSample(sum);
  }
}

/** Rounded, and clipped: a filter overshoots where the signal is at full scale. */
function toSample(value: number): number {
  if (value >= 32_767) return 32_767;
  return value <= -32_768 ? -32_768 : ((value + 32_768.5) | 0) - 32_768;
}

/** Zero crossings of the sinc to either side; with the window below the transition is as wide as the half-band's. */
const CROSSINGS = 16;
/** Kaiser's β for 70 dB. */
const BETA = 6.76;

/**
 * A whole recording at another rate, without delay; it allocates, and takes about 0.1 µs a sample made (more from high rates).
 * @param fromRate Hz, 8,000 to 48,000, an integer; as is `toRate`.
 */
export function resampleWhole(samples: Int16Array, fromRate: number, toRate: number): Int16Array {
  if (fromRate === toRate) return samples.slice();
  const divisor = greatestCommonDivisor(fromRate, toRate);
  const [down, up] = [fromRate / divisor, toRate / divisor];
  // Half of the lower rate is the most that passes.
  const cutoff = Math.min(1, up / down);
  const reach = Math.ceil(CROSSINGS / cutoff);
  const phases = Array.from({ length: up }, (_, phase) => sincTaps(phase / up, reach, cutoff));
  const out = new Int16Array(Math.floor((samples.length * up) / down));
  for (let i = 0; i < out.length; i++) {
    const first = Math.floor((i * down) / up) - reach + 1;
    const taps = phases[(i * down) % up]!;
    let sum = 0;
    const end = Math.min(taps.length, samples.length - first);
    for (let k = Math.max(0, -first); k < end; k++) sum += taps[k]! * samples[first + k]!;
    out[i] = toSample(sum);
  }
  return out;
}

/** The filter for an output that lies `phase` of a source sample after the middle tap, with a gain of 1 at 0 Hz. */
function sincTaps(phase: number, reach: number, cutoff: number): Float64Array {
  const taps = Float64Array.from({ length: 2 * reach }, (_, k) => {
    const x = k - reach + 1 - phase;
    const angle = Math.PI * cutoff * x;
    return (angle === 0 ? 1 : Math.sin(angle) / angle) * kaiser(x / (reach + 1));
  });
  const sum = taps.reduce((a, b) => a + b);
  return taps.map((tap) => tap / sum);
}

/** Kaiser's window over −1…1, not normalised. */
function kaiser(x: number): number {
  const quarter = (BETA * BETA * (1 - x * x)) / 4;
  let term = 1;
  let sum = 1;
  // The modified Bessel function I₀ as its power series.
  for (let k = 1; term > 1e-9 * sum; k++) sum += term *= quarter / (k * k);
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
