import { seededEntropy } from "../../src/kernel/entropy.ts";

/** Samples a second of everything in the lab: narrow-band telephony. */
export const RATE = 8000;

/** A sound without end: the 16-bit sample at each index, at 8,000 Hz unless it says otherwise. The same index always gives the same sample. */
export type Signal = (index: number) => number;

/** Full scale is 32767; speech on a telephone line is about a tenth of it. */
const NORMAL = 8000;

export const silence: Signal = () => 0;

/** A sine of `frequency` Hz, a whole number, by `rate` samples a second. */
export const tone =
  (frequency: number, amplitude = NORMAL, rate = RATE): Signal =>
  (index) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * frequency * (index % rate)) / rate));

/** Eight seconds of white noise, then the same again; the seed makes it another noise. */
export function noise(seed: number, amplitude = NORMAL): Signal {
  const entropy = seededEntropy(seed);
  return loop(Int16Array.from({ length: 8 * RATE }, () => Math.round((entropy.uint32() / 0x80000000 - 1) * amplitude)));
}

/** The samples over and over. */
export const loop =
  (samples: Int16Array): Signal =>
  (index) =>
    samples[index % samples.length]!;

/** The samples once, then silence. */
export const once =
  (samples: Int16Array): Signal =>
  (index) =>
    samples[index] ?? 0;

/** Several signals at once, clipped once. */
export const sum =
  (...signals: readonly Signal[]): Signal =>
  (index) =>
    Math.max(
      -32768,
      Math.min(
        32767,
        signals.reduce((total, signal) => total + signal(index), 0),
      ),
    );

/** The first `ms` milliseconds of a signal, or those from sample `from` on. */
export const take = (signal: Signal, ms: number, from = 0, rate = RATE): Int16Array =>
  Int16Array.from({ length: (ms * rate) / 1000 }, (_, i) => signal(from + i));
