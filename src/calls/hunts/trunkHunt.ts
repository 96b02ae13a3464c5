import { isIP } from "node:net";
import type { Trunk } from "../../accounts/directory/shapes.ts";
import type { DialTarget } from "../legs/dialTarget.ts";
import { hostOf } from "../trunks/hop.ts";
import type { Hunt, HuntEnd, HuntStep, StepOutcome } from "./hunt.ts";
import { mayTryNext, noTrunk, unavailable } from "./outcomes.ts";
import { dialledByContacts } from "./redirect.ts";

export interface TrunkHuntWorld {
  /** Of the trunks of a route that have not been tried, those that may be tried now, the best first. */
  readonly toTry: (trunkIds: readonly string[]) => readonly Trunk[];
  /** Undefined where the trunk cannot be called now. */
  readonly target: (trunk: Trunk, number: string) => DialTarget | undefined;
}

/** How often a carrier may send one call to another number. */
const MAX_REDIRECTS = 5;
/**
 * How long a trunk may be silent while there is another one, ms: four transmissions over UDP. Of one that is given by name the locator tries
 * several servers, each for as long. Deviation: RFC 3261 §17.1.1.2 waits for timer B, by whose 32 seconds a caller has hung up.
 */
const SILENCE_MS = { address: 4_000, name: 12_000 };
const NUMBER = /^\+?\d{1,32}$/;

/** The trunks of a route in order, as long as those before fail for reasons of their own. A carrier's 3xx is followed over its own trunk only. */
export class TrunkHunt implements Hunt {
  readonly #world: TrunkHuntWorld;
  readonly #number: string;
  #left: readonly string[];
  #trunk: Trunk | undefined;
  readonly #dialled = new Set<string>();

  /** @param number as the trunks are to be told it */
  constructor(trunkIds: readonly string[], number: string, world: TrunkHuntWorld) {
    this.#left = trunkIds;
    this.#number = number;
    this.#world = world;
  }

  next(last: StepOutcome | undefined): HuntStep | HuntEnd {
    if (last === undefined) return this.#nextTrunk() ?? noTrunk;
    const instead = this.#redirected(last);
    if (instead !== undefined) return instead;
    if (last.status < 400) return unavailable;
    // Who has been rung by one trunk is not rung again by another.
    return (mayTryNext(last.status) && !last.rang ? this.#nextTrunk() : undefined) ?? last;
  }

  #nextTrunk(): HuntStep | undefined {
    for (const trunk of this.#world.toTry(this.#left)) {
      this.#left = this.#left.filter((id) => id !== trunk.id);
      this.#dialled.clear();
      const step = this.#dial(trunk, this.#number);
      if (step !== undefined) return step;
    }
    return undefined;
  }

  #redirected({ contacts }: StepOutcome): HuntStep | undefined {
    const number = dialledByContacts(contacts).find((user) => NUMBER.test(user) && !this.#dialled.has(user));
    if (number === undefined || this.#trunk === undefined || this.#dialled.size > MAX_REDIRECTS) return undefined;
    return this.#dial(this.#trunk, number);
  }

  #dial(trunk: Trunk, number: string): HuntStep | undefined {
    const target = this.#world.target(trunk, number);
    if (target === undefined) return undefined;
    this.#trunk = trunk;
    this.#dialled.add(number);
    const step = { targets: [{ ...target, agent: undefined }], ringMs: undefined };
    if (this.#world.toTry(this.#left).length === 0) return step;
    return { ...step, silenceMs: isIP(hostOf(trunk)) === 0 ? SILENCE_MS.name : SILENCE_MS.address };
  }
}
