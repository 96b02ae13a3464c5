import { SAMPLES_PER_MS } from "../rtp/playout/track.ts";

/** Beyond what jitter has been seen to do, a packet is waited for so long: a step of the clock may come that much late. */
const GUARD = 10 * SAMPLES_PER_MS;
/** The longest time that packets of a usual length are waited for. */
export const LONGEST_WAIT = 200 * SAMPLES_PER_MS;
/** The part of the worst lateness that each packet makes forgotten, and of the lateness that nothing made up for. */
const FORGOTTEN = 1 / 512;
const EXCUSED = 1 / 32;
/** What comes as late as never before is still waited for, if it is not much later. */
const MARGIN = 1.25;

/**
 * When a party's packets have stayed away for so long that they are not just late (M7): one may be lost, the next comes as late as any has in
 * the last seconds. A pause is told from lateness by what follows it: late packets come all the closer together. Times are positions of the call.
 */
export class Deadline {
  #last = Number.NEGATIVE_INFINITY;
  #length = 0;
  /** Lateness that has not been made up for yet, and how much of it has. */
  #owed = 0;
  #paid = 0;
  #worst = 0;

  /** A packet of `length` positions has come. */
  heard(position: number, length: number): void {
    const late = position - this.#last - this.#length;
    if (late > 0) {
      this.#owed = Math.min(LONGEST_WAIT, this.#owed + late);
      this.#paid = 0;
    } else {
      const paid = Math.min(this.#owed, -late);
      this.#owed -= paid;
      this.#paid += paid;
      if (paid > 0) this.#worst = Math.max(this.#worst, this.#paid);
    }
    this.#owed -= this.#owed * EXCUSED;
    this.#worst -= this.#worst * FORGOTTEN;
    this.#last = position;
    this.#length = length;
  }

  /** Whether the next packet is not about to come any more. */
  isOver(position: number): boolean {
    return position - this.#last >= this.wait;
  }

  /** How long after the last packet the next one is waited for. */
  get wait(): number {
    const wait = this.#length + Math.max(this.#length, MARGIN * this.#worst) + GUARD;
    return Math.min(wait, Math.max(LONGEST_WAIT, this.#length + GUARD));
  }
}
