/** Sounds for tests: deterministic, and the same whatever packets carry them. */
import { seededEntropy } from "../../../src/kernel/entropy.ts";

/** What a phone says: the linear sample at an index of 8 kHz, in halves for a phone at 16 kHz. */
export type Signal = (index: number) => number;

export const silence: Signal = () => 0;

/** A sine of `frequency` Hz. */
export const tone =
  (frequency: number, peak = 6000): Signal =>
  (index) =>
    Math.round(peak * Math.sin((2 * Math.PI * frequency * index) / 8000));

/** Uniform noise between ±`peak`, a minute long and then again. */
export function noise(seed: number, peak = 8000): Signal {
  const entropy = seededEntropy(seed);
  const samples = Int16Array.from({ length: 480_000 }, () => ((entropy.uint32() % (2 * peak + 1)) - peak) | 0);
  return (index) => samples[Math.floor(index) % samples.length]!;
}

/** The share of the energy of `samples`, `scale` of them a position, that lies at `frequency` (Goertzel); 0 for silence. */
export function shareAt(samples: Int16Array, frequency: number, scale = 1): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * frequency) / (8000 * scale));
  let one = 0;
  let two = 0;
  let energy = 0;
  for (const sample of samples) {
    const next = sample + coefficient * one - two;
    two = one;
    one = next;
    energy += sample * sample;
  }
  if (energy === 0) return 0;
  return ((one * one + two * two - coefficient * one * two) * 2) / samples.length / energy;
}
