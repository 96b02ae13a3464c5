import { CONCEALMENT } from "./concealment.ts";
import { SAMPLES_PER_MS, type SpeakerTrack } from "./track.ts";

/** The margin that a stream starts with, 20 ms. */
const FIRST_MARGIN = 20 * SAMPLES_PER_MS;
/** The margin kept when nothing is ever late, for the clocks' own unrest; and the largest. */
const LEAST_MARGIN = 5 * SAMPLES_PER_MS;
const LARGEST_MARGIN = 100 * SAMPLES_PER_MS;
/** The part of the margin built up by late packets that a window takes off. */
const MARGIN_DECAY = 1 / 8;
/** More than this beyond the margin is not jitter: somebody paused. The surplus is skipped at once. */
const PAUSE = 120 * SAMPLES_PER_MS;
/** The slack of a stream is the least that was seen in a window of this many ms. */
const WINDOW_MS = 2000;
/** Surplus delay is dropped in these steps, in silence; or in speech, when none came for PATIENCE_MS. */
const STEP = 10 * SAMPLES_PER_MS;
const PATIENCE_MS = 3000;
/** A speaker that has sent nothing for so long has stopped for a reader that begins now. */
const STALE_MS = 60;

/**
 * A reader of a track in step with its own listener: a party's packet clock, or the 20 ms tick.
 * It keeps the playout delay as small as the speaker's jitter allows: it waits when samples are late, which lengthens the delay,
 * and skips silence when more samples than needed are at hand, which shortens it. Nothing is allocated after construction.
 */
export class PlayoutCursor {
  readonly #track: SpeakerTrack;
  #started = false;
  /** The first sample not yet played. */
  #position = 0;
  /** Samples for which the listener has waited since the track ran out at `#position`. */
  #waited = 0;
  /** Where the last read began, when nothing had come for it; -1 otherwise. */
  #hole = -1;
  /** The slack to keep: samples received but not yet played, after a read. */
  #margin = LEAST_MARGIN;
  #leastSlack = Number.POSITIVE_INFINITY;
  #windowStart = 0;
  /** Samples of delay that the last window has shown to be of no use, and since when some are waiting to be dropped. */
  #surplus = 0;
  #surplusSince = 0;

  constructor(track: SpeakerTrack) {
    this.#track = track;
  }

  /**
   * Says where to read the listener's next `n` samples, and moves on.
   * @param now ms on the scale of the track's arrivals
   * @returns the position to `read` at, or -1 when there is nothing to play: the speaker has sent nothing yet, or has stopped
   * and its last sounds have been faded out (60 ms).
   */
  next(n: number, now: number): number {
    if (!this.#started && !this.#start(n, now)) return -1;
    if (this.#hole >= 0) this.#stepBack();
    if (this.#waited > 0 && this.#track.end > this.#position) this.#resume();
    this.#skipPause(n);
    if (this.#track.end - this.#position < n) return this.#wait(n);
    this.#dropSurplus(n, now);
    const at = this.#position;
    this.#position = at + n;
    if (this.#track.nextReceived(at) > at) this.#hole = at;
    this.#measure(now);
    return at;
  }

  #start(n: number, now: number): boolean {
    const track = this.#track;
    if (track.end === 0) return false;
    this.#started = true;
    this.#windowStart = now;
    if (now - track.lastArrival > STALE_MS) {
      this.#position = track.end;
      this.#waited = CONCEALMENT;
    } else {
      this.#position = Math.max(0, track.end - n - FIRST_MARGIN);
    }
    return true;
  }

  /** What was missing a moment ago has been overtaken, not lost: it is played after all, and the delay is longer by that. */
  #stepBack(): void {
    if (this.#track.nextReceived(this.#hole) === this.#hole) {
      this.#margin = Math.min(LARGEST_MARGIN, this.#margin + this.#position - this.#hole);
      this.#position = this.#hole;
      this.#restartWindow();
    }
    this.#hole = -1;
  }

  /** Something came after a wait: the samples waited for, late; or later ones, and then the wait was a gap in the speech. */
  #resume(): void {
    const gap = this.#track.nextReceived(this.#position) - this.#position;
    if (gap === 0) this.#margin = Math.min(LARGEST_MARGIN, this.#margin + this.#waited);
    else if (this.#waited < CONCEALMENT) this.#position += Math.min(gap, this.#waited);
    // After silence speech begins with a fresh margin.
    else this.#position += Math.max(Math.min(gap, CONCEALMENT), gap - Math.max(this.#margin, FIRST_MARGIN));
    this.#waited = 0;
    this.#restartWindow();
  }

  #skipPause(n: number): void {
    const slack = this.#track.end - this.#position - n;
    if (slack <= this.#margin + PAUSE) return;
    this.#position += slack - Math.max(this.#margin, FIRST_MARGIN);
    this.#restartWindow();
  }

  /** Plays what is left, then the concealment after it, then nothing; the position stays where the next samples belong. */
  #wait(n: number): number {
    const track = this.#track;
    if (this.#waited >= CONCEALMENT) return -1;
    const at = this.#position + this.#waited;
    const left = track.end - this.#position;
    this.#position += left;
    this.#waited += n - left;
    return at;
  }

  #measure(now: number): void {
    this.#leastSlack = Math.min(this.#leastSlack, this.#track.end - this.#position);
    if (now - this.#windowStart < WINDOW_MS) return;
    const surplus = this.#leastSlack - this.#margin;
    if (this.#surplus < STEP && surplus >= STEP) this.#surplusSince = now;
    this.#surplus = surplus;
    this.#margin = Math.max(LEAST_MARGIN, Math.floor(this.#margin * (1 - MARGIN_DECAY)));
    this.#leastSlack = Number.POSITIVE_INFINITY;
    this.#windowStart = now;
  }

  /** Shortens the delay by one step where it is not heard, or when it has been too long for too long. */
  #dropSurplus(n: number, now: number): void {
    if (this.#surplus < STEP || this.#track.end - this.#position < n + STEP) return;
    const overdue = now - this.#surplusSince >= PATIENCE_MS;
    if (!overdue && !this.#track.isSilent(this.#position, STEP)) return;
    this.#position += STEP;
    this.#surplus -= STEP;
    this.#leastSlack -= STEP;
    if (overdue) this.#surplusSince = now;
  }

  /** What was measured before a jump says nothing about the delay after it. */
  #restartWindow(): void {
    this.#leastSlack = Number.POSITIVE_INFINITY;
    this.#surplus = 0;
    this.#windowStart = this.#track.lastArrival;
  }
}
