/**
 * How a stream that has come to stand beside its time is brought back: a packet is written a pitch period longer, or shorter.
 * In quiet sound early, in speech late, so that most of it happens in pauses. Lengths are in positions of `scale` samples.
 */
import { alikeness, MAX_LAG, MAX_SCALE, MIN_LAG, pitchLag } from "./pitch.ts";
import { SEAM } from "./seams.ts";

/** How far the stream may stand aside before quiet sound is changed, and speech, and speech that is not alike: 30, 60 and 120 ms. */
const ASIDE_QUIET = 240;
const ASIDE_ALIKE = 480;
const ASIDE_ANY = 960;
/** From 45 ms on, speech may soon be made shorter by as much as a longest pitch period. */
const ASIDE_SOON = 360;
/** Sound no louder than this may be shortened and lengthened at will: -48 dBov. */
export const QUIET = 128;
/** How alike two pitch periods must be, -1 to 1, for one of them to go. */
export const ALIKE = 0.7;
/** What is compared: 10 ms. */
const COMPARED = 80;

const sound = new Int16Array((MAX_LAG + COMPARED) * MAX_SCALE);

/** What a listener should have in reserve of a stream that stands `aside`: the next packet may be shorter than it was. */
export const reserveFor = (aside: number): number => (aside <= -ASIDE_SOON ? MAX_LAG : 0);

/**
 * Writes a packet to `out`, longer or shorter.
 * @param before MAX_LAG positions of the sound before it
 * @param n positions of the packet
 * @param aside by how much it stands too early (then it is made longer), or, negative, too late
 * @returns by how many positions it is longer; 0: nothing was done.
 */
export function realign(
  before: Int16Array,
  samples: Int16Array,
  n: number,
  aside: number,
  scale: number,
  out: Int16Array,
): number {
  const far = Math.abs(aside);
  if (far < ASIDE_QUIET || n < COMPARED) return 0;
  const quiet = isQuiet(samples, n * scale);
  if (!quiet && far < ASIDE_ALIKE) return 0;
  const alike = quiet || far >= ASIDE_ANY ? -1 : ALIKE;
  return aside > 0 ? lengthen(before, samples, n, alike, scale, out) : -shorten(samples, n, alike, scale, out);
}

/** The sound before the packet is heard twice: its last period again, out of which the packet grows by itself. */
function lengthen(
  before: Int16Array,
  samples: Int16Array,
  n: number,
  alike: number,
  scale: number,
  out: Int16Array,
): number {
  const start = MAX_LAG * scale;
  const window = COMPARED * scale;
  sound.set(before.subarray(0, start));
  for (let i = 0; i < window; i++) sound[start + i] = samples[i]!;
  const lag = wholeLag(start, window, -1, start, alike, scale);
  if (lag === 0) return 0;
  for (let i = 0; i < lag; i++) out[i] = before[start - lag + i]!;
  for (let i = 0; i < n * scale; i++) out[lag + i] = samples[i]!;
  // It begins as the packet would have, which is what was due.
  fade(out, samples, SEAM * scale);
  return lag / scale;
}

/** What is alike within the packet is heard once. */
function shorten(samples: Int16Array, n: number, alike: number, scale: number, out: Int16Array): number {
  const window = Math.min(COMPARED, n - MIN_LAG) * scale;
  const most = Math.min(MAX_LAG * scale, n * scale - window);
  for (let i = 0; i < window + most; i++) sound[i] = samples[i]!;
  const lag = wholeLag(0, window, 1, most, alike, scale);
  if (lag === 0) return 0;
  for (let i = lag; i < n * scale; i++) out[i - lag] = samples[i]!;
  fade(out, samples, SEAM * scale);
  return lag / scale;
}

/** The best lag of `sound`, in samples, a whole number of positions; 0 when it is not alike enough. */
function wholeLag(
  start: number,
  window: number,
  direction: 1 | -1,
  most: number,
  alike: number,
  scale: number,
): number {
  const found = pitchLag(sound, start, window, direction, MIN_LAG * scale, most, scale);
  const lag = Math.floor(found / scale) * scale;
  return alikeness(sound, start, window, direction * lag) >= alike ? lag : 0;
}

/** Fades `out` in over `old`. */
function fade(out: Int16Array, old: Int16Array, n: number): void {
  for (let i = 0; i < n; i++) {
    const weight = (i + 1) / (n + 1);
    out[i] = Math.round(weight * out[i]! + (1 - weight) * old[i]!);
  }
}

function isQuiet(samples: Int16Array, n: number): boolean {
  for (let i = 0; i < n; i++) if (Math.abs(samples[i]!) > QUIET) return false;
  return true;
}
