import type { Side } from "../../mixer/audibility.ts";
import type { CallAgent, CallPlan } from "../hunts/callPlan.ts";

/** Who stands at one end of a call. */
export interface Person {
  /** An agent's extension, or the number outside. */
  readonly number: string;
  readonly name: string | null;
  /** Undefined: somebody outside the account. */
  readonly agent: CallAgent | undefined;
}

export const personOf = (agent: CallAgent): Person => ({ number: agent.extension, name: agent.name, agent });

/** The people of a call: who its two ends are now. Transfers change them. */
export class People {
  readonly #at: Record<Side, Person | undefined>;
  /** Whom the caller asked for, until somebody answers. */
  #expected: CallAgent | undefined;
  #lastAgent: CallAgent | undefined;

  constructor({ customer, agent, callingAgent, callerSide }: Omit<CallPlan, "hunt">) {
    const calls = callerSide === "agent";
    this.#at = {
      customer: { ...customer, agent: callingAgent },
      agent: calls && agent !== undefined ? personOf(agent) : undefined,
    };
    this.#expected = calls ? undefined : agent;
    this.#lastAgent = calls ? agent : undefined;
  }

  at(side: Side): Person | undefined {
    return this.#at[side];
  }

  /** The agent party: of two agents the one that was asked for. Undefined until it is known whom a call reaches, and where no agent is left. */
  get agent(): CallAgent | undefined {
    return this.#turned
      ? this.#at.customer?.agent
      : this.#at.agent === undefined
        ? this.#expected
        : this.#at.agent.agent;
  }

  /** The other agent, where both ends are agents: the one in the customer's place. */
  get callingAgent(): CallAgent | undefined {
    return this.#turned ? undefined : this.#at.customer?.agent;
  }

  /** Whom the agent talks to: somebody outside, or the agent in the customer's place. */
  get customer(): { readonly number: string; readonly name: string | null } {
    const { number, name } = (this.#turned ? this.#at.agent : this.#at.customer) ?? { number: "", name: null };
    return { number, name };
  }

  /** Those whose call it is: the agents at its ends, and the one it was made for. */
  get agents(): CallAgent[] {
    return [this.agent, this.callingAgent].filter((agent) => agent !== undefined);
  }

  /** For the report: the agent party, or the last one there was. */
  get lastAgent(): CallAgent | undefined {
    return this.agent ?? this.#lastAgent;
  }

  /** The end that the agent stands at. */
  sideOf(agentId: string): Side | undefined {
    if (this.#at.agent?.agent?.id === agentId) return "agent";
    return this.#at.customer?.agent?.id === agentId ? "customer" : undefined;
  }

  /** Somebody has answered, or takes another's place. */
  seat(side: Side, person: Person): void {
    this.#lastAgent = person.agent ?? this.#at[side]?.agent ?? this.#lastAgent;
    this.#at[side] = person;
    this.#expected = undefined;
  }

  /** An agent who called another has stayed alone with somebody outside, who stands on the agent's side. */
  get #turned(): boolean {
    const { agent, customer } = this.#at;
    return agent !== undefined && agent.agent === undefined && customer?.agent !== undefined;
  }
}
