import type { SpeakerTrack } from "./track.ts";

/**
 * A reader of a track in step with its own listener: a party's packet clock, or the 20 ms tick.
 * It keeps the playout delay as small as the speaker's jitter allows, waits when the speaker is late and catches up in silence.
 */
export class PlayoutCursor {
  constructor(_track: SpeakerTrack) {}

  /**
   * Says where to read the listener's next `n` samples, and moves on.
   * @returns the position to `read` at, or -1 when there is nothing to play: the speaker has sent nothing, or has been silent
   * for longer than concealment lasts (60 ms).
   */
  next(_n: number, _now: number): number {
    return -1;
  }
}
