import type { Agent } from "../api/agents.ts";
import { phoneNumber } from "./phoneNumber.ts";

export interface Party {
  /** As it is read, empty where it is not known. */
  readonly number: string;
  readonly name: string | null;
}

/** With whom the agent speaks: of an internal call both ends are agents, and who called stands in the customer's place. */
export function otherParty({ id, call }: Agent): Party | undefined {
  if (call === undefined) return undefined;
  const { agent, customer, direction } = call;
  if (direction === "internal" && agent !== null && agent.id !== id)
    return { number: agent.extension, name: agent.name };
  return { number: phoneNumber(customer.number), name: customer.name };
}
