/** Where nobody says anything. */
import { STEP_MS } from "./loudness.ts";

/** Times within a recording, ms. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Below this a line is quiet: −36 dB of full scale, above the noise of most phones (the values are square roots). */
const QUIET = Math.sqrt(0.016);
/** Shorter pauses belong to how people speak, ms. */
const SHORTEST = 1_500;
/** So much of it is still heard at either end, ms, so that no word is cut. */
const EDGE = 250;

/** The silences in which all tracks are quiet, each without its edges. @param knownMs what lies behind is not known yet */
export function silences(tracks: readonly Float32Array[], knownMs: number): Stretch[] {
  const found: Stretch[] = [];
  const steps = Math.min(tracks[0]?.length ?? 0, Math.floor(knownMs / STEP_MS));
  let begin = 0;
  for (let step = 0; step <= steps; step++) {
    if (step < steps && tracks.every((track) => track[step]! < QUIET)) continue;
    const [fromMs, toMs] = [begin * STEP_MS, step * STEP_MS];
    if (toMs - fromMs >= SHORTEST) found.push({ fromMs: fromMs + EDGE, toMs: toMs - EDGE });
    begin = step + 1;
  }
  return found;
}

/** Where to go on listening from `atMs`: behind the silence that it lies in, if any. */
export function pastSilence(stretches: readonly Stretch[], atMs: number): number {
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (stretches[middle]!.toMs <= atMs) low = middle + 1;
    else high = middle;
  }
  const next = stretches[low];
  return next !== undefined && next.fromMs <= atMs ? next.toMs : atMs;
}
