import type { LegNumber } from "../../media/commands.ts";
import type { Side } from "../../mixer/audibility.ts";
import { type OtherEnd, unknownEnd } from "../legs/codecChoice.ts";
import type { UsageNumber } from "../legs/legEvents.ts";
import type { PartyLeg } from "./partyLeg.ts";

export const opposite = (side: Side): Side => (side === "agent" ? "customer" : "agent");

/** The legs at the two ends of a call, as they are now: a transfer puts another in a leg's place. */
export class Ends {
  readonly #at: Record<Side, PartyLeg | undefined>;

  constructor(caller: PartyLeg, callee: PartyLeg) {
    this.#at = caller.side === "customer" ? { customer: caller, agent: callee } : { customer: callee, agent: caller };
  }

  get all(): PartyLeg[] {
    return [this.#at.customer, this.#at.agent].filter((party) => party !== undefined);
  }

  at(side: Side): PartyLeg | undefined {
    return this.#at[side];
  }

  other(party: PartyLeg): PartyLeg | undefined {
    return this.#at[opposite(party.side)];
  }

  /** What is spoken at the other end of a party. */
  beyond(party: PartyLeg): OtherEnd {
    return this.other(party)?.audio.spoken ?? unknownEnd;
  }

  ofUsage(usage: UsageNumber): PartyLeg | undefined {
    return this.all.find((party) => party.usage === usage);
  }

  ofLeg(leg: LegNumber): PartyLeg | undefined {
    return this.all.find((party) => party.leg === leg);
  }

  /** @returns whoever stood there */
  seat(party: PartyLeg): PartyLeg | undefined {
    const before = this.#at[party.side];
    this.#at[party.side] = party;
    return before;
  }

  vacate(side: Side): PartyLeg | undefined {
    const before = this.#at[side];
    this.#at[side] = undefined;
    return before;
  }
}
