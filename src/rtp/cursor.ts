import { CONCEALMENT } from "./concealment.ts";
import { Leeway } from "./leeway.ts";
import { COMPARED, likeAfter, likeBefore, likePlayed } from "./likeness.ts";
import { MAX_LAG, MIN_LAG } from "./pitch.ts";
import { ALIKE, QUIET } from "./realign.ts";
import { SAMPLES_PER_MS, type SpeakerTrack } from "./track.ts";

/** The slack that a stream starts with where no jitter has been measured, and the least that is aimed at: 1 ms and half a ms. */
const FIRST_MARGIN = 1 * SAMPLES_PER_MS;
const LEAST_MARGIN = SAMPLES_PER_MS / 2;
/** What lateness adds to the margin, at most: 20 ms; and the part of it that a second takes off. */
const LARGEST_MARGIN = 30 * SAMPLES_PER_MS;
const MARGIN_DECAY = 1 / 16;
const DECAY_MS = 1000;
/** A packet that has come within the last ms may as well come too late the next time: clocks drift. */
const JUST_MS = 1;
/** The longest first margin, after a measured jitter. */
const LARGEST_START = 60 * SAMPLES_PER_MS;
/** What is later than this, 40 ms, after a time without such lateness, has lost its turn: it lengthens the delay by no more. */
const LARGEST_GROWTH = 100 * SAMPLES_PER_MS;
/** More delay than needed by this much is not jitter: somebody paused. It is skipped at once. */
const PAUSE = 120 * SAMPLES_PER_MS;
/** A listener that has not read for so long was away. */
const AWAY_MS = 400;
/** A speaker that has sent nothing for so long has stopped for a reader that begins now. */
const STALE_MS = 60;
/** Quiet sound is shortened and lengthened in these steps. */
const QUIET_STEP = 10 * SAMPLES_PER_MS;
/** In speech a pitch period is taken out, or repeated, so often: the more delay is spare, the more often. ms between two, for spare positions above. */
const PACES = [
  { spare: 60 * SAMPLES_PER_MS, ms: 60 },
  { spare: 25 * SAMPLES_PER_MS, ms: 250 },
  { spare: 0, ms: 1000 },
] as const;
/** Periods that are not alike go when none were for so long: when the delay is too long, and when it is too short. */
const PATIENCE_MS = 3000;
const STRETCH_PATIENCE_MS = 300;
/** Between two looks at speech that is not alike. */
const LOOK_MS = 60;

/**
 * A reader of a track in step with its own listener: a party's packet clock, or the 20 ms tick.
 * It keeps the playout delay as small as the speaker's jitter and the listener's allow. Samples that are late are waited for, which lengthens the
 * delay; when more samples are at hand than were needed for seconds, or always just enough, quiet sound is shortened or lengthened, or, where all
 * is speech, by one pitch period at a time. Nothing is allocated after construction.
 */
export class PlayoutCursor {
  readonly #track: SpeakerTrack;
  readonly #leeway = new Leeway();
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
  /** The slack aimed at: positions received but not yet played, after a read. */
  #margin = LEAST_MARGIN;
  #decayed = 0;
  /** Since when there is delay to be given up, or too little of it; when speech may be looked at again. */
  #wrongSince = Number.POSITIVE_INFINITY;
  #nextLook = Number.NEGATIVE_INFINITY;

  constructor(track: SpeakerTrack) {
    this.#track = track;
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
    this.#decay(now);
    const at = this.#track.end - this.#position < n ? this.#wait(n) : this.#goOn(n, now);
    if (at >= 0 && !this.#track.isReceived(at + n - 1)) this.#keepTail(at + n);
    return at;
  }

  #goOn(n: number, now: number): number {
    this.#leeway.record(this.#sureEnd(now) - this.#asked, now);
    this.#adjust(n, now);
    const at = this.#position;
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
    this.#decayed = now;
    this.#lastAsked = now;
    if (now - track.lastArrival > STALE_MS) {
      this.#position = track.end;
      this.#waited = CONCEALMENT;
    } else {
      this.#position = Math.max(0, track.end - this.#lastingUntilNext(n, now) - this.#firstMargin);
    }
    return true;
  }

  get #firstMargin(): number {
    return Math.min(LARGEST_START, Math.max(FIRST_MARGIN, this.#margin, 2 * this.#track.jitter));
  }

  /** Goes on with what is new, as far ahead of it as one who begins. */
  #comeBack(n: number, now: number): void {
    this.#leeway.forget();
    if (this.#waited > 0) return;
    const due = this.#track.end - this.#lastingUntilNext(n, now) - this.#firstMargin;
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
      this.#grow(late);
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
    this.#grow(late);
  }

  /** Something came after a wait: the samples waited for, late; or later ones, and then the wait was a gap in the speech. */
  #resume(n: number, now: number): void {
    const gap = this.#track.nextReceived(this.#position) - this.#position;
    if (gap === 0) {
      this.#leeway.record(this.#leewayBefore, now);
      this.#grow(this.#waited);
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
    const most = Math.min(late / 2, MAX_LAG, this.#track.end - this.#position - n);
    if (this.#waited < CONCEALMENT) this.#position += likePlayed(this.#track, this.#position, most, this.#tail);
  }

  /** Too much of what is late is left out: the delay grows step by step where the lateness lasts. */
  #limitGrowth(n: number): void {
    const ahead = this.#position + n - this.#asked;
    const excess = this.#aheadBefore - ahead - LARGEST_GROWTH;
    if (excess > 0 && this.#leeway.isKnown) this.#position += Math.min(excess, this.#track.end - this.#position);
  }

  /** After silence speech begins with the delay that has been found to be needed, whatever it was before. */
  #beginAgain(gap: number, n: number): void {
    const first = this.#position + gap;
    const due = this.#leeway.isKnown ? this.#due(n) : first - this.#firstMargin;
    this.#position = Math.min(first, Math.max(this.#position + Math.min(gap, CONCEALMENT), Math.floor(due)));
  }

  /** Where the listener had to read now if its delay were as long as has been needed; -Infinity while that is not known. */
  #due(n: number): number {
    return this.#leeway.isKnown ? this.#asked - n + this.#leeway.usual - this.#margin : Number.NEGATIVE_INFINITY;
  }

  /** Plays what is left, then the concealment after it, then nothing; the position stays where the next samples belong. */
  #wait(n: number): number {
    const track = this.#track;
    if (this.#waited === 0) {
      this.#leewayBefore = track.end - this.#asked;
      this.#aheadBefore = this.#position + n - this.#asked;
    }
    if (this.#waited >= CONCEALMENT) return -1;
    const at = this.#position + this.#waited;
    const left = track.end - this.#position;
    this.#position += left;
    this.#waited += n - left;
    return at;
  }

  #grow(late: number): void {
    this.#margin = Math.min(LARGEST_MARGIN, this.#margin + late / 4);
  }

  #decay(now: number): void {
    if (now - this.#decayed < DECAY_MS) return;
    this.#decayed = now;
    this.#margin = Math.max(LEAST_MARGIN, this.#margin * (1 - MARGIN_DECAY));
  }

  /** Up to where the track would have been received if the newest packet had been a little later. */
  #sureEnd(now: number): number {
    const { end, lastArrival, lastCount } = this.#track;
    return now - lastArrival < JUST_MS ? end - lastCount : end;
  }

  /** Brings the delay nearer to what it has to be. */
  #adjust(n: number, now: number): void {
    // How much further the listener is in the track than in its own time.
    const ahead = this.#position + n - this.#asked;
    const { reserve } = this.#track;
    const spare = Math.floor(this.#leeway.usual - ahead - this.#margin - reserve);
    const slack = this.#track.end - this.#position - n;
    if (spare >= MIN_LAG && spare < Number.POSITIVE_INFINITY) this.#shorten(Math.min(spare, slack), spare, now);
    else if (this.#leeway.recent - ahead < LEAST_MARGIN + reserve) this.#lengthen(now);
    else this.#wrongSince = Number.POSITIVE_INFINITY;
  }

  #shorten(most: number, spare: number, now: number): void {
    const track = this.#track;
    this.#wrongSince = Math.min(this.#wrongSince, now);
    if (most < MIN_LAG) return;
    if (spare >= PAUSE) {
      this.#position += most;
      return;
    }
    let quiet = 0;
    while (quiet + QUIET_STEP <= most && track.loudest(this.#position + quiet, QUIET_STEP) <= QUIET)
      quiet += QUIET_STEP;
    if (quiet > 0) {
      this.#position += quiet;
    } else if (now >= this.#nextLook) {
      const lag = likeAfter(track, this.#position, Math.min(most, MAX_LAG), this.#likeness(now, PATIENCE_MS));
      this.#position += lag;
      this.#look(now, lag > 0 ? PACES.find((pace) => spare >= pace.spare)!.ms : LOOK_MS, lag > 0);
    }
  }

  #lengthen(now: number): void {
    const track = this.#track;
    this.#wrongSince = Math.min(this.#wrongSince, now);
    if (now < this.#nextLook) return;
    const quiet = track.loudest(this.#position - QUIET_STEP, 2 * QUIET_STEP) <= QUIET;
    const lag = quiet ? QUIET_STEP : likeBefore(track, this.#position, this.#likeness(now, STRETCH_PATIENCE_MS));
    if (lag > 0) this.#margin = Math.min(LARGEST_MARGIN, this.#margin + lag);
    this.#position -= lag;
    this.#look(now, LOOK_MS, lag > 0);
  }

  #likeness(now: number, patience: number): number {
    return now - this.#wrongSince >= patience ? -1 : ALIKE;
  }

  #look(now: number, ms: number, done: boolean): void {
    this.#nextLook = now + ms;
    if (done) this.#wrongSince = Number.POSITIVE_INFINITY;
  }
}
