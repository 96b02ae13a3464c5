import type { Agent, Group } from "../../accounts/directory/shapes.ts";
import type { Hunt, HuntEnd, HuntStep, HuntTarget, StepOutcome } from "./hunt.ts";
import { busyHere, isRefusedByPerson, unavailable } from "./outcomes.ts";
import type { Tried } from "./tried.ts";

/** Whether a group may ring one of its agents now. */
export type Availability =
  /** `since`: wall clock, ms. */
  | { readonly is: "free"; readonly agent: Agent; readonly since: number }
  | { readonly is: "busy" }
  /** No phone is registered, or there is no such agent any more. */
  | { readonly is: "away" };

export interface GroupHuntWorld {
  /** As it is now; undefined: it was removed. */
  readonly group: () => Group | undefined;
  readonly availability: (agentId: string) => Availability;
  readonly phones: (agent: Agent) => readonly HuntTarget[];
  /** Of the whole call: nobody is rung twice. */
  readonly tried: Tried;
}

type Free = Extract<Availability, { is: "free" }>;

/**
 * A group's agents, by its strategy. Each is rung once a call, if free when its turn comes; where its own phone or settings would
 * send a call elsewhere, the group's call goes to the next member instead.
 */
export class GroupHunt implements Hunt {
  readonly #world: GroupHuntWorld;
  #sawBusy = false;
  #sawNoAnswer = false;

  constructor(world: GroupHuntWorld) {
    this.#world = world;
  }

  next(last: StepOutcome | undefined): HuntStep | HuntEnd {
    if (last !== undefined) this.#note(last);
    const group = this.#world.group();
    if (group === undefined) return unavailable;
    const rung = turnOf(group.strategy, this.#free(group));
    if (rung.length === 0) return this.#sawBusy && !this.#sawNoAnswer ? busyHere : unavailable;
    for (const { agent } of rung) this.#world.tried.add(agent.id);
    return {
      targets: rung.flatMap(({ agent }) => this.#world.phones(agent)),
      ringMs: group.ringSeconds * 1000,
    };
  }

  #note({ status, timedOut }: StepOutcome): void {
    if (isRefusedByPerson(status) && !timedOut) this.#sawBusy = true;
    else this.#sawNoAnswer = true;
  }

  #free({ agentIds }: Group): Free[] {
    const standings = agentIds.filter((id) => !this.#world.tried.has(id)).map((id) => this.#world.availability(id));
    if (standings.some(({ is }) => is === "busy")) this.#sawBusy = true;
    return standings.filter((standing) => standing.is === "free");
  }
}

/** Whose turn it is, of those who are free in the group's order. */
function turnOf(strategy: Group["strategy"], free: readonly Free[]): readonly Free[] {
  switch (strategy) {
    case "all":
      return free;
    case "sequential":
      return free.slice(0, 1);
    case "longest_idle":
      return free.toSorted((a, b) => a.since - b.since).slice(0, 1);
  }
}
