import { PlayoutCursor } from "../rtp/playout/cursor.ts";
import { SEAM } from "../rtp/playout/seams.ts";
import { addSamples } from "./pcm.ts";
import type { Speaker } from "./speaker.ts";
import type { Scale } from "./voice.ts";

/** Where a playout jumps in its track, one sound fades into the other for 4 ms. */
const FADE = SEAM;

const left = new Int32Array(2 * FADE);
const entered = new Int32Array(2 * FADE);
const converted = new Int16Array(2 * FADE);

/** One speaker as one clock plays it out. */
export class SpeakerPlayout {
  readonly speaker: Speaker;
  readonly #cursor: PlayoutCursor;
  /** Where the positions due now begin; -1 when there is nothing to play. */
  #position = -1;
  /** Where those played before ended; -1 when there was nothing to play. */
  #leftAt = -1;
  #end = -1;

  constructor(speaker: Speaker) {
    this.speaker = speaker;
    this.#cursor = new PlayoutCursor(speaker.track);
  }

  /** The clock has come to its next `n` positions. */
  next(n: number, now: number): void {
    this.#leftAt = this.#end;
    this.#position = this.#cursor.next(n, now);
    this.#end = this.#position < 0 ? -1 : this.#position + n;
  }

  /** Adds what `listener` may hear of the `n` positions due now: `n·scale` samples.
   * @returns whether anything louder than silence was added. */
  mixInto(sum: Int32Array, sumOffset: number, n: number, listener: number, scale: Scale): boolean {
    const position = this.#position;
    if (position < 0) return false;
    if (!this.#jumps) return this.speaker.mixInto(sum, sumOffset, position, n, listener, scale);
    const fade = Math.min(FADE, n);
    const faded = this.#fade(sum, sumOffset, fade, listener, scale);
    if (n === fade) return faded;
    const rest = sumOffset + fade * scale;
    return this.speaker.mixInto(sum, rest, position + fade, n - fade, listener, scale) || faded;
  }

  get #jumps(): boolean {
    return this.#leftAt >= 0 && this.#position >= 0 && this.#leftAt !== this.#position;
  }

  #fade(sum: Int32Array, sumOffset: number, n: number, listener: number, scale: Scale): boolean {
    const samples = n * scale;
    left.fill(0, 0, samples);
    entered.fill(0, 0, samples);
    const leftLoud =
      this.#cursor.tailAt === this.#leftAt
        ? this.#mixTail(left, n, listener, scale)
        : this.speaker.mixInto(left, 0, this.#leftAt, n, listener, scale);
    const enteredLoud = this.speaker.mixInto(entered, 0, this.#position, n, listener, scale);
    for (let i = 0; i < samples; i++) {
      const weight = (i + 1) / (samples + 1);
      sum[sumOffset + i]! += Math.round(weight * entered[i]! + (1 - weight) * left[i]!);
    }
    return leftLoud || enteredLoud;
  }

  /** The tail at the listener's rate; it is on its way out, so that the nearest sample will do. */
  #mixTail(sum: Int32Array, n: number, listener: number, scale: Scale): boolean {
    if ((this.speaker.maskAt(this.#leftAt) & listener) === 0) return false;
    const { tail } = this.#cursor;
    const step = this.speaker.scale / scale;
    for (let i = 0; i < n * scale; i++) converted[i] = tail[Math.floor(i * step)]!;
    return addSamples(sum, 0, converted, 0, n * scale);
  }
}
