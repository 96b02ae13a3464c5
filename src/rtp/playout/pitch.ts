/** Where a sound resembles itself: what may be repeated, or left out, without being noticed. Lengths are in samples. */

/** Pitch lags searched, in positions of `scale` samples: 5 to 15 ms, 200 to 66 Hz. */
export const MIN_LAG = 40;
export const MAX_LAG = 120;
/** Samples a position of the finest track. */
export const MAX_SCALE = 2;

/**
 * The lag at which `sound[start, start + window)` resembles most what comes that much earlier, or later: coarsely first, then the
 * neighbours of the best.
 * @param direction -1: earlier, 1: later
 */
export function pitchLag(
  sound: Int16Array,
  start: number,
  window: number,
  direction: 1 | -1,
  least: number,
  most: number,
  scale: number,
): number {
  const stride = 2 * scale;
  const around = bestLag(sound, start, window, direction, least, most, stride);
  const from = Math.max(least, around - stride + 1);
  return bestLag(sound, start, window, direction, from, Math.min(most, around + stride - 1), 1);
}

/** How alike `sound[start, start + window)` and what is `shift` later are: the correlation coefficient, -1 to 1. Silence is like silence. */
export function alikeness(sound: Int16Array, start: number, window: number, shift: number): number {
  let product = 1;
  let energy = 1;
  let energyThere = 1;
  for (let i = start; i < start + window; i++) {
    const here = sound[i]!;
    const there = sound[i + shift]!;
    product += here * there;
    energy += here * here;
    energyThere += there * there;
  }
  return product / Math.sqrt(energy * energyThere);
}

function bestLag(
  sound: Int16Array,
  start: number,
  window: number,
  direction: 1 | -1,
  least: number,
  most: number,
  stride: number,
): number {
  let best = least;
  let bestLikeness = Number.NEGATIVE_INFINITY;
  for (let lag = least; lag <= most; lag += stride) {
    const found = likeness(sound, start, window, direction * lag, stride);
    if (found > bestLikeness) {
      bestLikeness = found;
      best = lag;
    }
  }
  return best;
}

/** Cross-correlation of the window with what is `shift` later, normalised by the energy there, every `stride`th sample. */
function likeness(sound: Int16Array, start: number, window: number, shift: number, stride: number): number {
  let product = 0;
  let energy = 1;
  for (let i = start; i < start + window; i += stride) {
    const there = sound[i + shift]!;
    product += sound[i]! * there;
    energy += there * there;
  }
  return product / Math.sqrt(energy);
}
