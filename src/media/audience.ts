import { AGENT, CUSTOMER, MAX_MONITORS, monitorBit, RECORDING } from "../mixer/audibility.ts";
import type { LegNumber } from "./commands.ts";

/**
 * The listeners' bits of one call. `audibility` numbers monitors by their order, which changes when one leaves; a speaker's
 * stamps stay. So each monitor leg keeps a bit of its own, and a freed bit is given out again as late as possible.
 */
export class Audience {
  readonly #legs: (LegNumber | undefined)[] = new Array(MAX_MONITORS).fill(undefined);
  #next = 0;

  /** @returns the leg's bit, or undefined when there is no room for another monitor */
  admit(leg: LegNumber): number | undefined {
    for (let tried = 0; tried < MAX_MONITORS; tried++) {
      const seat = (this.#next + tried) % MAX_MONITORS;
      if (this.#legs[seat] !== undefined) continue;
      this.#legs[seat] = leg;
      this.#next = (seat + 1) % MAX_MONITORS;
      return monitorBit(seat);
    }
    return undefined;
  }

  dismiss(leg: LegNumber): void {
    const seat = this.#legs.indexOf(leg);
    if (seat >= 0) this.#legs[seat] = undefined;
  }

  /** A mask of `audibility`, whose monitors stand in the order of `legs`, in this call's own bits. */
  translate(mask: number, legs: readonly LegNumber[]): number {
    let translated = mask & (CUSTOMER | AGENT | RECORDING);
    for (let i = 0; i < legs.length; i++) {
      const seat = (mask & monitorBit(i)) === 0 ? -1 : this.#legs.indexOf(legs[i]);
      if (seat >= 0) translated |= monitorBit(seat);
    }
    return translated;
  }
}
