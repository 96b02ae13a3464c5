/** What is in a recording: tones by Goertzel's algorithm, delays by correlation. */
import { RATE } from "./signals.ts";

/** The weakest level that counts as heard, dBFS. Quantisation noise of G.711 lies some 40 dB below speech. */
export const AUDIBLE = -45;

const WINDOW_MS = 100;

/**
 * Level of one frequency.
 * @returns dBFS, 0 for a sine of full scale; -140 for nothing at all.
 */
export function goertzel(samples: Int16Array, frequency: number, rate = RATE): number {
  const w = (2 * Math.PI * frequency) / rate;
  const c = 2 * Math.cos(w);
  const n = samples.length;
  let s1 = 0;
  let s2 = 0;
  let weight = 0;
  for (let i = 0; i < n; i++) {
    const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / n);
    const s0 = (samples[i]! / 32768) * hann + c * s1 - s2;
    s2 = s1;
    s1 = s0;
    weight += hann;
  }
  const power = Math.max(0, s1 * s1 + s2 * s2 - c * s1 * s2);
  return 20 * Math.log10(Math.max(1e-7, (2 * Math.sqrt(power)) / weight));
}

/** Root mean square, dBFS; -140 for digital silence. */
export function loudness(samples: Int16Array): number {
  const energy = samples.reduce((total, sample) => total + sample * sample, 0);
  return 10 * Math.log10(Math.max(1e-14, energy / Math.max(1, samples.length) / 32768 ** 2));
}

/** In which part of the sound, 0 to 1, the frequency is audible, by windows of 100 ms. */
export function share(samples: Int16Array, frequency: number, rate = RATE): number {
  const size = (WINDOW_MS * rate) / 1000;
  let windows = 0;
  let heard = 0;
  for (let at = 0; at + size <= samples.length; at += size, windows++) {
    if (goertzel(samples.subarray(at, at + size), frequency, rate) > AUDIBLE) heard++;
  }
  return windows === 0 ? 0 : heard / windows;
}

/**
 * Which of the frequencies can be heard at all: one audible window is enough, so that absence is a strong statement.
 * For presence over the whole stretch see {@link share}.
 */
export const tonesIn = (samples: Int16Array, frequencies: readonly number[], rate = RATE): readonly number[] =>
  frequencies.filter((frequency) => share(samples, frequency, rate) > 0);

/** The stretches of sound, ms, in which a frequency is audible, to one window. */
export function stretches(
  samples: Int16Array,
  frequency: number,
  rate = RATE,
): readonly { readonly fromMs: number; readonly toMs: number }[] {
  const size = (WINDOW_MS * rate) / 1000;
  const found: { fromMs: number; toMs: number }[] = [];
  for (let at = 0; at + size <= samples.length; at += size) {
    if (goertzel(samples.subarray(at, at + size), frequency, rate) <= AUDIBLE) continue;
    const fromMs = (at * 1000) / rate;
    const last = found.at(-1);
    if (last?.toMs === fromMs) last.toMs += WINDOW_MS;
    else found.push({ fromMs, toMs: fromMs + WINDOW_MS });
  }
  return found;
}

/**
 * Where `part` lies in `whole`: the shift, samples, with the greatest normalised correlation.
 * @returns `similarity` 1 for the same sound (whatever its loudness), about 0 for another.
 */
export function locate(part: Int16Array, whole: Int16Array): { readonly at: number; readonly similarity: number } {
  const energyOf = (from: number): number => {
    let energy = 0;
    for (let i = 0; i < part.length; i++) energy += whole[from + i]! ** 2;
    return energy;
  };
  const own = part.reduce((energy, sample) => energy + sample * sample, 0);
  let best = { at: -1, similarity: -1 };
  if (part.length === 0 || own === 0) return best;
  let energy = whole.length >= part.length ? energyOf(0) : 0;
  for (let at = 0; at + part.length <= whole.length; at++) {
    let product = 0;
    for (let i = 0; i < part.length; i++) product += part[i]! * whole[at + i]!;
    const similarity = energy > 0 ? product / Math.sqrt(energy * own) : 0;
    if (similarity > best.similarity) best = { at, similarity };
    energy += (whole[at + part.length] ?? 0) ** 2 - whole[at]! ** 2;
  }
  return best;
}
