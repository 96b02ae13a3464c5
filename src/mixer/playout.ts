import type { Speaker } from "./speaker.ts";
import { SpeakerPlayout } from "./speakerPlayout.ts";
import type { Scale } from "./voice.ts";

/** The speakers that one clock plays out, each at a cursor of its own: a party's packets are such a clock, the 20 ms tick is one. */
export class Playout {
  readonly #playouts: SpeakerPlayout[] = [];

  get empty(): boolean {
    return this.#playouts.length === 0;
  }

  add(speaker: Speaker): void {
    this.#playouts.push(new SpeakerPlayout(speaker));
  }

  remove(speaker: Speaker): void {
    const at = this.#playouts.findIndex((playout) => playout.speaker === speaker);
    if (at >= 0) this.#playouts.splice(at, 1);
  }

  /** The clock has come to its next `n` positions. */
  next(n: number, now: number): void {
    for (const playout of this.#playouts) playout.next(n, now);
  }

  /** Adds what `listener` may hear of the `n` positions due now: `n·scale` samples.
   * @returns whether anything louder than silence was added. */
  mixInto(sum: Int32Array, sumOffset: number, n: number, listener: number, scale: Scale): boolean {
    let loud = false;
    for (const playout of this.#playouts) {
      if (playout.mixInto(sum, sumOffset, n, listener, scale)) loud = true;
    }
    return loud;
  }
}
