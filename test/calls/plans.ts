/** Plans of calls between Ana and a customer, or Bruno in the customer's place. */
import type { Direction } from "../../src/accounts/journal/journal.ts";
import type { CallAgent, CallPlan } from "../../src/calls/hunts/callPlan.ts";

const ana = { id: "agent_ana", name: "Ana", extension: "1001", email: "Ana@ponto.example" };
const bruno = { id: "agent_bruno", name: "Bruno", extension: "1002", email: "bruno@ponto.example" };

export function planOf(direction: Direction): CallPlan & { readonly agent: CallAgent } {
  return {
    direction,
    customer: direction === "internal" ? { number: "1002", name: "Bruno" } : { number: "11988887777", name: null },
    agent: ana,
    callingAgent: direction === "internal" ? bruno : undefined,
    callerSide: direction === "outbound" ? "agent" : "customer",
    trunkId: direction === "internal" ? undefined : "trunk_1",
    ownNumber: direction === "internal" ? null : "+551130003000",
    hunt: { next: () => ({ status: 480, reason: "Temporarily Unavailable" }) },
    callerTargets: undefined,
  };
}
