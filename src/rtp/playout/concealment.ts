/**
 * What is played where samples are missing, in the spirit of ITU-T G.711 Appendix I: the last pitch period is repeated,
 * at full level for 10 ms, then fading by a fifth every 10 ms to silence. The same history gives the same samples.
 * Lengths are in positions, of `scale` samples each: 1 at 8 kHz, 2 at 16 kHz.
 */
import { MAX_LAG, MAX_SCALE, MIN_LAG, pitchLag } from "./pitch.ts";

/** Until a concealed stretch has faded out: 60 ms. */
export const CONCEALMENT = 480;
const FULL_LEVEL = 80;
/** The newest sound, which is compared with that one lag before: 20 ms. */
const WINDOW = 160;
/** History that serves best; less will do, down to LEAST_HISTORY. */
export const CONCEALMENT_HISTORY = WINDOW + MAX_LAG;
const LEAST_HISTORY = MIN_LAG + MAX_LAG;

const period = new Int16Array(MAX_LAG * MAX_SCALE);

/**
 * Continues `history`, `length` positions, into `out`, CONCEALMENT positions. With less than 20 ms of history the continuation is silence.
 */
export function conceal(history: Int16Array, length: number, out: Int16Array, scale = 1): void {
  const samples = CONCEALMENT * scale;
  if (length < LEAST_HISTORY) {
    out.fill(0, 0, samples);
    return;
  }
  const window = Math.min(WINDOW, length - MAX_LAG);
  const start = (length - window) * scale;
  const lag = pitchLag(history, start, window * scale, -1, MIN_LAG * scale, MAX_LAG * scale, scale);
  takeLastPeriod(history, length * scale, lag);
  const full = FULL_LEVEL * scale;
  for (let i = 0, phase = 0; i < samples; i++) {
    const level = i < full ? 1 : (samples - i) / (samples - full);
    out[i] = Math.round(period[phase]! * level);
    if (++phase === lag) phase = 0;
  }
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
