import type { Call } from "../call/call.ts";

/** Of several calls the one talking, else the one answered last. */
export function mostLive(calls: readonly Call[]): Call | undefined {
  const live = calls.filter((call) => call.live);
  const [latest] = live.toSorted((a, b) => (b.record.answeredAt?.now ?? 0) - (a.record.answeredAt?.now ?? 0));
  return live.find((call) => call.talking) ?? latest;
}

/** Whether the call is still the agent's, who may be away from it for a consultation. */
export const remainsIn = (agentId: string, call: Call | undefined): call is Call =>
  call?.live === true && call.people.sideOf(agentId) !== undefined;

/**
 * The call in which a monitoring that stays with an agent belongs now.
 * @param calls those that the agent is in, or is rung by
 * @param here where the monitoring is: it stays while the agent talks nowhere else
 */
export function attended(agentId: string, calls: readonly Call[], here: Call | undefined): Call | undefined {
  const own = calls.filter((call) => !call.rings(agentId));
  if (!remainsIn(agentId, here)) return mostLive(own);
  return here.talking ? here : (own.find((call) => call.talking) ?? here);
}
