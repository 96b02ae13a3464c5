import { PlayoutCursor } from "../rtp/cursor.ts";
import type { Speaker } from "./speaker.ts";
import type { Scale } from "./voice.ts";

interface Reader {
  readonly speaker: Speaker;
  readonly cursor: PlayoutCursor;
  /** Where the samples due now begin; -1 when there is nothing to play. */
  position: number;
}

/** The speakers that one clock plays out, each at a cursor of its own: a party's packets are such a clock, the 20 ms tick is one. */
export class Playout {
  readonly #readers: Reader[] = [];

  get empty(): boolean {
    return this.#readers.length === 0;
  }

  add(speaker: Speaker): void {
    this.#readers.push({ speaker, cursor: new PlayoutCursor(speaker.track), position: -1 });
  }

  remove(speaker: Speaker): void {
    const at = this.#readers.findIndex((reader) => reader.speaker === speaker);
    if (at >= 0) this.#readers.splice(at, 1);
  }

  /** The clock has come to its next `n` samples. */
  next(n: number, now: number): void {
    for (const reader of this.#readers) reader.position = reader.cursor.next(n, now);
  }

  /** Adds what `listener` may hear of the `n` positions due now: `n·scale` samples.
   * @returns whether anything louder than silence was added. */
  mixInto(sum: Int32Array, sumOffset: number, n: number, listener: number, scale: Scale): boolean {
    let loud = false;
    for (const { speaker, position } of this.#readers) {
      if (position >= 0 && speaker.mixInto(sum, sumOffset, position, n, listener, scale)) loud = true;
    }
    return loud;
  }
}
