import { type Hunt, type HuntEnd, type HuntStep, isHuntEnd, type StepOutcome } from "./hunt.ts";

/** Several hunts, each begun when the one before has found nobody. */
export class InTurn implements Hunt {
  /** Each opens one, or tells that there is none. */
  readonly #left: (() => Hunt | undefined)[];
  #now: Hunt | undefined;
  #end: HuntEnd;

  /** @param end the outcome where there is nobody to ask at all */
  constructor(hunts: readonly (() => Hunt | undefined)[], end: HuntEnd) {
    this.#left = [...hunts];
    this.#end = end;
  }

  next(last: StepOutcome | undefined): HuntStep | HuntEnd {
    let outcome = last;
    for (;;) {
      if (this.#now !== undefined) {
        const step = this.#now.next(outcome);
        if (!isHuntEnd(step)) return step;
        this.#end = step;
        outcome = undefined;
      }
      const open = this.#left.shift();
      if (open === undefined) return this.#end;
      this.#now = open();
    }
  }
}
