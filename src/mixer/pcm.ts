import { SILENCE_LEVEL } from "../rtp/playout/track.ts";

/** Adds `n` samples to a sum, which takes 32 bits (M4).
 * @returns whether any of them is louder than silence (U3). */
export function addSamples(
  sum: Int32Array,
  sumOffset: number,
  samples: Int16Array,
  offset: number,
  n: number,
): boolean {
  let loud = false;
  for (let i = 0; i < n; i++) {
    const sample = samples[offset + i]!;
    sum[sumOffset + i]! += sample;
    if (sample > SILENCE_LEVEL || sample < -SILENCE_LEVEL) loud = true;
  }
  return loud;
}
