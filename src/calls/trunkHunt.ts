import { mayTryNext } from "./callEnd.ts";
import type { Hunt, HuntEnd, HuntStep, HuntTarget, StepOutcome } from "./hunt.ts";

const noTrunk: HuntEnd = { status: 503, reason: "No Trunk Available" };

/** One target after the other, as long as those before fail for reasons of their own: the trunks of a route. */
export class TrunkHunt implements Hunt {
  readonly #left: HuntTarget[];

  constructor(targets: readonly HuntTarget[]) {
    this.#left = [...targets];
  }

  next(last: StepOutcome | undefined): HuntStep | HuntEnd {
    const target = last === undefined || mayTryNext(last.status) ? this.#left.shift() : undefined;
    return target === undefined ? (last ?? noTrunk) : { targets: [target], ringMs: undefined };
  }
}
