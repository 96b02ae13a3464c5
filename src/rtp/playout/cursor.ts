import { Adjustment } from "./adjustment.ts";
import { CONCEALMENT } from "./concealment.ts";
import { Leeway } from "./leeway.ts";
import { COMPARED, likePlayed } from "./likeness.ts";
import { Margin } from "./margin.ts";
import { MAX_LAG } from "./pitch.ts";
import { SAMPLES_PER_MS, type SpeakerTrack } from "./track.ts";

/** A packet that has come within the last ms may as well come too late the next time: clocks drift. */
const JUST_MS = 1;
/** What is later than this, after a time without such lateness, has lost its turn: it lengthens the delay by no more. */
const LARGEST_GROWTH = 100 * SAMPLES_PER_MS;
/** A listener that has not read for so long was away. */
const AWAY_MS = 400;
/** A speaker that has sent nothing for so long has stopped for a reader that begins now. */
const STALE_MS = 60;

/**
 * A reader of a track in step with its own listener: a party's packet clock, or the 20 ms tick.
 * It keeps the playout delay as small as the speaker's jitter and the listener's allow. Samples that are late are waited for, which lengthens the
 * delay; what is no longer needed of it is given back unnoticed. Nothing is allocated after construction.
 */
export class PlayoutCursor {
  readonly #track: SpeakerTrack;
  readonly #leeway = new Leeway();
  readonly #margin = new Margin();
  readonly #adjustment: Adjustment;
  #started = false;
  /** The first position not yet played. */
  #position = 0;
  /** Positions that the listener has asked for: its own time. */
  #asked = 0;
  #lastAsked = Number.NEGATIVE_INFINITY;
  /** Positions for which the listener has waited since the track ran out at `#position`, and its leeway when it did. */
  #waited = 0;
  #leewayBefore = 0;
  #aheadBefore = 0;
  /** Where the last read began, when nothing had come for it; -1 otherwise. */
  #hole = -1;
  /** The newest position that was passed over without its sample, which may still come; -1 otherwise. */
  #missed = -1;
  /** What the concealment played last would have gone on with, from `#tailAt` on: it is gone from the track when its samples come late. */
  readonly #tail: Int16Array;
  #tailAt = -1;
  constructor(track: SpeakerTrack) {
    this.#track = track;
    this.#adjustment = new Adjustment(track, this.#leeway, this.#margin);
    this.#tail = new Int16Array(COMPARED * track.scale);
  }

  /** Where `tail` begins; -1 before there is one. */
  get tailAt(): number {
    return this.#tailAt;
  }

  /** What would have been heard after the newest read that ended in concealment: 10 ms, whatever has come since. */
  get tail(): Int16Array {
    return this.#tail;
  }

  /**
   * Says where to read the listener's next `n` positions, and moves on. Where this is not where the last read ended,
   * one sound has to fade into the other.
   * @param now ms on the scale of the track's arrivals
   * @returns the position to `read` at, or -1 when there is nothing to play: the speaker has sent nothing yet, or has stopped
   * and its last sounds have been faded out (60 ms).
   */
  next(n: number, now: number): number {
    if (!this.#started && !this.#start(n, now)) return -1;
    if (now - this.#lastAsked >= AWAY_MS) this.#comeBack(n, now);
    this.#lastAsked = now;
    this.#asked += n;
    if (this.#missed >= 0) this.#learn(n, now);
    if (this.#hole >= 0) this.#stepBack(n, now);
    if (this.#waited > 0 && this.#track.end > this.#position) this.#resume(n, now);
    this.#margin.decay(now);
    const at = this.#track.end - this.#position < n ? this.#wait(n) : this.#goOn(n, now);
    if (at >= 0 && !this.#track.isReceived(at + n - 1)) this.#keepTail(at + n);
    return at;
  }

  #goOn(n: number, now: number): number {
    this.#leeway.record(this.#sureEnd(now) - this.#asked, now);
    const at = this.#position + this.#adjustment.before(this.#position, n, this.#ahead(n), now);
    this.#position = at + n;
    const missing = this.#track.nextMissing(at, at + n);
    if (missing === at) this.#hole = at;
    else if (missing < at + n) this.#missed = missing;
    return at;
  }

  #start(n: number, now: number): boolean {
    const track = this.#track;
    if (track.end === 0) return false;
    this.#started = true;
    this.#lastAsked = now;
    if (now - track.lastArrival > STALE_MS) {
      this.#position = track.end;
      this.#waited = CONCEALMENT;
    } else {
      this.#position = Math.max(0, track.end - this.#lastingUntilNext(n, now) - this.#margin.first(track.jitter));
    }
    return true;
  }

  /** Goes on with what is new, as far ahead of it as one who begins. */
  #comeBack(n: number, now: number): void {
    this.#leeway.forget();
    if (this.#waited > 0) return;
    const due = this.#track.end - this.#lastingUntilNext(n, now) - this.#margin.first(this.#track.jitter);
    this.#position = Math.max(this.#position, due);
  }

  /** What must be at hand so that reads of `n` positions last until the next packet is due; this read, at the least. */
  #lastingUntilNext(n: number, now: number): number {
    const due = this.#track.lastCount - (now - this.#track.lastArrival) * SAMPLES_PER_MS;
    return n * Math.max(1, Math.ceil(due / n));
  }

  /** What was missing a moment ago has been overtaken, not lost: it is played after all, and the delay is longer by that. */
  #stepBack(n: number, now: number): void {
    if (this.#track.isReceived(this.#hole)) {
      this.#leeway.record(this.#hole - (this.#asked - n), now);
      const late = this.#position - this.#hole;
      this.#margin.missed(late);
      this.#position = this.#hole;
      this.#join(late, n);
    } else {
      this.#missed = this.#hole;
    }
    this.#hole = -1;
  }

  /** What was passed over has come after all: it is too late to play it, but not to be more patient. */
  #learn(n: number, now: number): void {
    if (!this.#track.isReceived(this.#missed)) return;
    const late = this.#position - this.#missed;
    this.#missed = -1;
    if (late > LARGEST_GROWTH) return;
    this.#leeway.record(this.#position - late - (this.#asked - n), now);
    this.#margin.missed(late);
  }

  /** Something came after a wait: the samples waited for, late; or later ones, and then the wait was a gap in the speech. */
  #resume(n: number, now: number): void {
    const gap = this.#track.nextReceived(this.#position) - this.#position;
    if (gap === 0) {
      this.#leeway.record(this.#leewayBefore, now);
      this.#margin.missed(this.#waited);
      this.#limitGrowth(n);
      this.#join(this.#waited, n);
    } else if (this.#waited < CONCEALMENT) {
      this.#missed = this.#position;
      this.#position += Math.min(gap, this.#waited);
    } else {
      this.#beginAgain(gap, n);
    }
    this.#waited = 0;
  }

  #keepTail(position: number): void {
    this.#tailAt = position;
    this.#track.read(position, COMPARED, this.#tail, 0);
  }

  /** Of late samples, in whose place concealment has been heard, the beginning is left out up to where the concealment joins the rest. */
  #join(late: number, n: number): void {
    const most = Math.min(late >> 1, MAX_LAG, this.#track.end - this.#position - n);
    if (this.#waited < CONCEALMENT) this.#position += likePlayed(this.#track, this.#position, most, this.#tail);
  }

  /** Too much of what is late is left out: the delay grows step by step where the lateness lasts. */
  #limitGrowth(n: number): void {
    const excess = this.#aheadBefore - this.#ahead(n) - LARGEST_GROWTH;
    if (excess > 0 && this.#leeway.isKnown) this.#position += Math.min(excess, this.#track.end - this.#position);
  }

  /** After silence speech begins with the delay that has been found to be needed, whatever it was before. */
  #beginAgain(gap: number, n: number): void {
    const first = this.#position + gap;
    const due = this.#leeway.isKnown
      ? Math.floor(this.#asked - n + this.#leeway.usual - this.#margin.value)
      : first - this.#margin.first(this.#track.jitter);
    this.#position = Math.min(first, Math.max(this.#position + Math.min(gap, CONCEALMENT), due));
  }

  /** Plays what is left, then the concealment after it, then nothing; the position stays where the next samples belong. */
  #wait(n: number): number {
    const track = this.#track;
    if (this.#waited === 0) {
      this.#leewayBefore = track.end - this.#asked;
      this.#aheadBefore = this.#ahead(n);
    }
    if (this.#waited >= CONCEALMENT) return -1;
    const at = this.#position + this.#waited;
    const left = track.end - this.#position;
    this.#position += left;
    this.#waited += n - left;
    return at;
  }

  /** Up to where the track would have been received if the newest packet had been a little later. */
  #sureEnd(now: number): number {
    const { end, lastArrival, lastCount } = this.#track;
    return now - lastArrival < JUST_MS ? end - lastCount : end;
  }

  /** How much further the listener is in the track than in its own time. */
  #ahead(n: number): number {
    return this.#position + n - this.#asked;
  }
}
