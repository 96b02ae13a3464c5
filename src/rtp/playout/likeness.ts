/** Where a speaker's sound goes on as it did before: what a listener may leave out, or hear twice, without noticing. */
import { alikeness, MAX_LAG, MAX_SCALE, MIN_LAG, pitchLag } from "./pitch.ts";
import type { SpeakerTrack } from "./track.ts";

/** What is compared: 10 ms. */
export const COMPARED = 80;
const sound = new Int16Array((MAX_LAG + 2 * COMPARED) * MAX_SCALE);

/**
 * How far after `position` the sound goes on much as it does there: what can be left out.
 * @param most at least MIN_LAG, at most MAX_LAG
 * @param alike the least correlation, -1 to 1
 * @returns positions, or 0 when nothing is alike, or not all of it has been received.
 */
export function likeAfter(track: SpeakerTrack, position: number, most: number, alike: number): number {
  if (!track.isWhole(position, most + COMPARED)) return 0;
  const { scale } = track;
  track.read(position, most + COMPARED, sound, 0);
  const lag = pitchLag(sound, 0, COMPARED * scale, 1, MIN_LAG * scale, most * scale, scale);
  return positionsOf(0, lag, alike, scale);
}

/** How far before `position` the sound went on much as it does there: what can be repeated. Otherwise as `likeAfter`. */
export function likeBefore(track: SpeakerTrack, position: number, alike: number): number {
  if (!track.isWhole(position - MAX_LAG, MAX_LAG + COMPARED)) return 0;
  const { scale } = track;
  const start = MAX_LAG * scale;
  track.read(position - MAX_LAG, MAX_LAG + COMPARED, sound, 0);
  const lag = pitchLag(sound, start, COMPARED * scale, -1, MIN_LAG * scale, start, scale);
  return positionsOf(start, -lag, alike, scale);
}

/**
 * How far after `position` the sound joins best what was played before.
 * @param played COMPARED positions that would have come next
 * @param most at most MAX_LAG
 * @returns positions, 0 to `most`.
 */
export function likePlayed(track: SpeakerTrack, position: number, most: number, played: Int16Array): number {
  if (most <= 0 || !track.isWhole(position, most + COMPARED)) return 0;
  const { scale } = track;
  const window = COMPARED * scale;
  for (let i = 0; i < window; i++) sound[i] = played[i]!;
  track.read(position, most + COMPARED, sound, window);
  return Math.floor(pitchLag(sound, 0, window, 1, window, window + most * scale, scale) / scale) - COMPARED;
}

/** A shift, in samples, as a number of whole positions, if what is compared is alike enough; otherwise 0. */
function positionsOf(start: number, shift: number, alike: number, scale: number): number {
  const positions = Math.round(Math.abs(shift) / scale);
  const whole = Math.sign(shift) * positions * scale;
  return alikeness(sound, start, COMPARED * scale, whole) >= alike ? positions : 0;
}
