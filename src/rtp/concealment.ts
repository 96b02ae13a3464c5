/**
 * What is played where samples are missing, in the spirit of ITU-T G.711 Appendix I: the last pitch period is repeated,
 * at full level for 10 ms, then fading by a fifth every 10 ms to silence. The same history gives the same samples.
 */

/** Samples until a concealed stretch has faded out: 60 ms at 8 kHz. */
export const CONCEALMENT = 480;
const FULL_LEVEL = 80;
/** Pitch lags searched: 5 to 15 ms, 200 to 66 Hz. */
const MIN_LAG = 40;
const MAX_LAG = 120;
/** The newest samples, which are compared with those one lag before. */
const WINDOW = 160;
/** Samples of history that serve best; fewer will do, down to LEAST_HISTORY. */
export const CONCEALMENT_HISTORY = WINDOW + MAX_LAG;
const LEAST_HISTORY = MIN_LAG + MAX_LAG;

const period = new Int16Array(MAX_LAG);

/**
 * Continues `history[0, length)` into `out[0, CONCEALMENT)`. With less than 20 ms of history the continuation is silence.
 */
export function conceal(history: Int16Array, length: number, out: Int16Array): void {
  if (length < LEAST_HISTORY) {
    out.fill(0, 0, CONCEALMENT);
    return;
  }
  const lag = pitchLag(history, length);
  takeLastPeriod(history, length, lag);
  for (let i = 0, phase = 0; i < CONCEALMENT; i++) {
    const level = i < FULL_LEVEL ? 1 : (CONCEALMENT - i) / (CONCEALMENT - FULL_LEVEL);
    out[i] = Math.round(period[phase]! * level);
    if (++phase === lag) phase = 0;
  }
}

/** The lag at which the end of `history` resembles itself most; even lags first, then the neighbours of the best. */
function pitchLag(history: Int16Array, length: number): number {
  const window = Math.min(WINDOW, length - MAX_LAG);
  let best = MIN_LAG;
  let bestLikeness = Number.NEGATIVE_INFINITY;
  for (let lag = MIN_LAG; lag <= MAX_LAG; lag += 2) {
    const found = likeness(history, length, lag, window, 2);
    if (found > bestLikeness) {
      bestLikeness = found;
      best = lag;
    }
  }
  const around = best;
  bestLikeness = Number.NEGATIVE_INFINITY;
  for (let lag = Math.max(MIN_LAG, around - 1); lag <= Math.min(MAX_LAG, around + 1); lag++) {
    const found = likeness(history, length, lag, window, 1);
    if (found > bestLikeness) {
      bestLikeness = found;
      best = lag;
    }
  }
  return best;
}

/** Normalised cross-correlation of the last `window` samples with those `lag` before, every `stride`th sample. */
function likeness(history: Int16Array, length: number, lag: number, window: number, stride: number): number {
  let product = 0;
  let energy = 1;
  for (let i = length - window; i < length; i += stride) {
    const before = history[i - lag]!;
    product += history[i]! * before;
    energy += before * before;
  }
  return product / Math.sqrt(energy);
}

/** Copies the last period; its last quarter turns into what came before it, so that it can be repeated without a step. */
function takeLastPeriod(history: Int16Array, length: number, lag: number): void {
  const blended = lag >> 2;
  const start = length - lag;
  for (let i = 0; i < lag; i++) period[i] = history[start + i]!;
  for (let i = 0; i < blended; i++) {
    const weight = (i + 1) / (blended + 1);
    const at = lag - blended + i;
    period[at] = Math.round((1 - weight) * period[at]! + weight * history[start - blended + i]!);
  }
}
