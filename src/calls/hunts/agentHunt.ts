import type { Agent } from "../../accounts/directory/shapes.ts";
import type { DiversionReason } from "./diversion.ts";
import type { Hunt, HuntEnd, HuntStep, HuntTarget, StepOutcome } from "./hunt.ts";
import { InTurn } from "./inTurn.ts";
import { busyHere, isRefusedByPerson, isUnreachable, unavailable } from "./outcomes.ts";
import { dialledByContacts } from "./redirect.ts";

export interface AgentHuntWorld {
  /** As it is now; undefined: it was removed. */
  readonly agent: () => Agent | undefined;
  readonly phones: (agent: Agent) => readonly HuntTarget[];
  /** Its phone belongs to a monitor right now: it is busy (U5). */
  readonly isMonitoring: () => boolean;
  /** How long its phones ring where it forwards calls that are not answered, ms. */
  readonly noAnswerMs: () => number;
  /** Where its calls go on to; undefined: nowhere, or where the call has been already. */
  readonly onward: (dialled: string, reason: DiversionReason) => Hunt | undefined;
}

/** One agent: the phones all at once, or where the agent, or a phone by a 3xx, sends its calls instead. */
export class AgentHunt implements Hunt {
  readonly #world: AgentHuntWorld;
  #onward: Hunt | undefined;

  constructor(world: AgentHuntWorld) {
    this.#world = world;
  }

  next(last: StepOutcome | undefined): HuntStep | HuntEnd {
    if (this.#onward !== undefined) return this.#onward.next(last);
    const agent = this.#world.agent();
    if (agent === undefined || !agent.voip.enabled) return unavailable;
    return last === undefined ? this.#ring(agent) : this.#after(agent, last);
  }

  #ring(agent: Agent): HuntStep | HuntEnd {
    const { forwardTo, doNotDisturb } = agent.voip;
    if (forwardTo.always !== null) return this.#goOn([forwardTo.always], "unconditional", unavailable);
    if (doNotDisturb) return this.#goOn([forwardTo.busy], "do-not-disturb", busyHere);
    if (this.#world.isMonitoring()) return this.#goOn([forwardTo.busy], "user-busy", busyHere);
    const targets = this.#world.phones(agent);
    if (targets.length === 0) return this.#goOn([forwardTo.noAnswer], "unavailable", unavailable);
    return { targets, ringMs: forwardTo.noAnswer === null ? undefined : this.#world.noAnswerMs() };
  }

  #after({ voip: { forwardTo } }: Agent, last: StepOutcome): HuntStep | HuntEnd {
    const end = last.status < 400 ? unavailable : last;
    const instead = dialledByContacts(last.contacts);
    // RFC 3261 §16.7 step 5: after a 6xx nobody else is tried by the word of a phone.
    if (instead.length > 0 && last.status < 600) return this.#goOn(instead, "deflection", end);
    if (isRefusedByPerson(last.status)) return this.#goOn([forwardTo.busy], "user-busy", end);
    if (last.timedOut || isUnreachable(last.status)) return this.#goOn([forwardTo.noAnswer], "no-answer", end);
    return end;
  }

  /** @param end the outcome where nobody is there to go on to */
  #goOn(dialled: readonly (string | null)[], reason: DiversionReason, end: HuntEnd): HuntStep | HuntEnd {
    const places = dialled.filter((place) => place !== null);
    this.#onward = new InTurn(
      places.map((place) => () => this.#world.onward(place, reason)),
      end,
    );
    return this.#onward.next(undefined);
  }
}
