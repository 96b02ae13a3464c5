/** What monitoring is offered on an agent's call. The server decides; this only keeps from offering what it would refuse. */
import type { Agent } from "../../api/agents.ts";
import { isAdministrator, type Me, type Mode, modesOf } from "../../api/me.ts";

/** Why nothing can be begun now though it is not forbidden. */
export type Hindrance = "ringing" | "own_call" | "no_phone";

export interface Offer {
  /** None: nothing is said of monitoring to whom it is not permitted. */
  readonly modes: readonly Mode[];
  readonly hindrance?: Hindrance;
}

const isInScope = (me: Me, agent: Agent): boolean => {
  const { groupIds } = me.monitoring;
  return isAdministrator(me) || groupIds === null || agent.groups.some(({ id }) => groupIds.includes(id));
};

/** @param own the agent of whoever looks, if any */
export function offerOf(me: Me, agent: Agent, own: Agent | undefined): Offer {
  const modes = isInScope(me, agent) ? modesOf(me) : [];
  const { call } = agent;
  if (modes.length === 0 || call === undefined) return { modes: [] };
  if (agent.id === own?.id || own?.call?.id === call.id) return { modes, hindrance: "own_call" };
  if (me.agent === null) return { modes, hindrance: "no_phone" };
  return call.answeredAt === null ? { modes, hindrance: "ringing" } : { modes };
}
