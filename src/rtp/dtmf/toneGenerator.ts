/** A key as tones in the speech (ITU-T Q.23), for a peer that understands nothing else. */
import { highToneOf, lowToneOf } from "./keys.ts";

/** Peaks: −9 and −7 dBm0, since lines weaken high tones more; 0 dBm0 peaks 3.14 dB below full scale (G.711). */
const LOW_PEAK = 8100;
const HIGH_PEAK = 10_197;
/** How long the tones swell and die away, so that they do not click, in positions: 2 ms. */
const RAMP = 16;

/**
 * Adds positions `[from, from + n)` of a key's tones, which begin at 0 and end before `end`, to `sum`.
 * @param end Infinity while it is not known
 * @param scale samples a position
 */
export function addTones(code: number, from: number, n: number, end: number, sum: Int32Array, scale: 1 | 2): void {
  const rate = 8000 * scale;
  const low = (2 * Math.PI * lowToneOf(code)) / rate;
  const high = (2 * Math.PI * highToneOf(code)) / rate;
  const until = Math.min(n, Math.ceil(end - from)) * scale;
  for (let i = 0; i < until; i++) {
    const at = from * scale + i;
    const swell = Math.min(1, at / (RAMP * scale), (end * scale - at) / (RAMP * scale));
    sum[i] = sum[i]! + Math.round(swell * (LOW_PEAK * Math.sin(low * at) + HIGH_PEAK * Math.sin(high * at)));
  }
}
