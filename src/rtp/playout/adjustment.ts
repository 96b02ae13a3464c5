import type { Leeway } from "./leeway.ts";
import { likeAfter, likeBefore } from "./likeness.ts";
import { isShort, type Margin } from "./margin.ts";
import { MAX_LAG, MIN_LAG } from "./pitch.ts";
import { ALIKE, QUIET } from "./realign.ts";
import { SAMPLES_PER_MS, type SpeakerTrack } from "./track.ts";

/** More delay than needed by this much is not jitter: somebody paused. It is left out at once. */
const PAUSE = 120 * SAMPLES_PER_MS;
/** Quiet sound is shortened and lengthened in these steps. */
const QUIET_STEP = 10 * SAMPLES_PER_MS;
/** In speech a pitch period is taken out so often: the more delay is spare, the more often. ms between two, from so many spare positions on. */
const PACES = [
  { spare: 60 * SAMPLES_PER_MS, ms: 60 },
  { spare: 25 * SAMPLES_PER_MS, ms: 250 },
  { spare: 0, ms: 1000 },
] as const;
/** Periods that are not alike go when none were for so long: where the delay is too long, and where it is too short. */
const PATIENCE_MS = 3000;
const SHORT_PATIENCE_MS = 300;
/** Between two looks at speech that is not alike, and between two periods that are repeated. */
const LOOK_MS = 60;

/**
 * What brings a listener's delay to what it has to be. When more was at hand for seconds than was needed, or always just enough, quiet sound
 * is shortened or lengthened, or, where all is speech, by one pitch period at a time.
 */
export class Adjustment {
  readonly #track: SpeakerTrack;
  readonly #leeway: Leeway;
  readonly #margin: Margin;
  /** Since when the delay has been wrong, and when speech may be looked at again. */
  #wrongSince = Number.POSITIVE_INFINITY;
  #nextLook = Number.NEGATIVE_INFINITY;

  constructor(track: SpeakerTrack, leeway: Leeway, margin: Margin) {
    this.#track = track;
    this.#leeway = leeway;
    this.#margin = margin;
  }

  /**
   * How many positions to leave out before a read of `n` positions at `position`; negative: to repeat.
   * @param ahead how much further the listener is in the track than in its own time
   */
  before(position: number, n: number, ahead: number, now: number): number {
    const { reserve, end } = this.#track;
    const spare = Math.floor(this.#leeway.usual - ahead - this.#margin.value - reserve);
    if (this.#leeway.isKnown && spare >= MIN_LAG) return this.#shorten(position, end - position - n, spare, now);
    if (isShort(this.#leeway.recent - ahead - reserve)) return -this.#lengthen(position, now);
    this.#wrongSince = Number.POSITIVE_INFINITY;
    return 0;
  }

  #shorten(position: number, slack: number, spare: number, now: number): number {
    this.#wrongSince = Math.min(this.#wrongSince, now);
    const most = Math.min(spare, slack);
    if (most < MIN_LAG) return 0;
    if (spare >= PAUSE) return most;
    const quiet = this.#quietAfter(position, most);
    if (quiet > 0 || now < this.#nextLook) return quiet;
    const lag = likeAfter(this.#track, position, Math.min(most, MAX_LAG), this.#alike(now, PATIENCE_MS));
    this.#looked(now, lag > 0 ? PACES.find((pace) => spare >= pace.spare)!.ms : LOOK_MS, lag > 0);
    return lag;
  }

  #lengthen(position: number, now: number): number {
    this.#wrongSince = Math.min(this.#wrongSince, now);
    if (now < this.#nextLook) return 0;
    const quiet = this.#track.loudest(position - QUIET_STEP, 2 * QUIET_STEP) <= QUIET;
    const lag = quiet ? QUIET_STEP : likeBefore(this.#track, position, this.#alike(now, SHORT_PATIENCE_MS));
    this.#margin.widen(lag);
    this.#looked(now, LOOK_MS, lag > 0);
    return lag;
  }

  #quietAfter(position: number, most: number): number {
    let quiet = 0;
    while (quiet + QUIET_STEP <= most && this.#track.loudest(position + quiet, QUIET_STEP) <= QUIET) {
      quiet += QUIET_STEP;
    }
    return quiet;
  }

  /** How alike two periods must be by now. */
  #alike(now: number, patience: number): number {
    return now - this.#wrongSince >= patience ? -1 : ALIKE;
  }

  #looked(now: number, ms: number, done: boolean): void {
    this.#nextLook = now + ms;
    if (done) this.#wrongSince = Number.POSITIVE_INFINITY;
  }
}
