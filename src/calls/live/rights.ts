/** Who may see and do what with live calls and monitorings. */
import type { Directory } from "../../accounts/directory/directory.ts";
import type { User } from "../../accounts/directory/shapes.ts";
import type { MonitorMode } from "../../mixer/audibility.ts";
import type { CallAgent } from "../hunts/callPlan.ts";

/** A user is an agent by having its e-mail; e-mails compare without case. */
export const isAgentOf = (user: User, agent: { readonly email: string }): boolean =>
  user.email.toLowerCase() === agent.email.toLowerCase();

export const isAdministrator = (user: User): boolean => user.role === "administrator";

export const mayOpenDashboard = (user: User): boolean => isAdministrator(user) || user.screens.agentsDashboard;

export function mayMonitorIn(user: User, mode: MonitorMode): boolean {
  if (isAdministrator(user)) return true;
  switch (mode) {
    case "passive":
      return user.monitoring.passive;
    case "semi_active":
      return user.monitoring.semiActive;
    case "active":
      return user.monitoring.active;
  }
}

/** Whether the agent is within the scope of the user's permissions: in one of the groups that they are limited to. */
export function mayMonitorAgent(user: User, agentId: string, directory: Pick<Directory, "group">): boolean {
  const { groupIds } = user.monitoring;
  if (isAdministrator(user) || groupIds === null) return true;
  return groupIds.some((id) => directory.group(id)?.agentIds.includes(agentId) === true);
}

const mayMonitorAtAll = (user: User): boolean =>
  mayMonitorIn(user, "passive") || mayMonitorIn(user, "semi_active") || mayMonitorIn(user, "active");

/** The agents of a call: a call has them, and so has the plan of one that was refused. */
export interface AgentsOfCall {
  readonly agent: CallAgent | undefined;
  readonly callingAgent: CallAgent | undefined;
}

/** Whether the user is one of these agents. */
export const isOneOf = (user: User, agents: readonly { readonly email: string }[]): boolean =>
  agents.some((agent) => isAgentOf(user, agent));

/** Whether the user is one of the agents of the call: they hold it, hang it up, and see no monitoring mark on it (U5). */
export const isOwnCall = (user: User, { agent, callingAgent }: AgentsOfCall): boolean =>
  isOneOf(
    user,
    [agent, callingAgent].filter((party) => party !== undefined),
  );

/** Whether marks of a monitoring on this call are shown to the user. */
export const maySeeMarks = (user: User, call: AgentsOfCall): boolean => mayMonitorAtAll(user) && !isOwnCall(user, call);

/**
 * The same of a call that is over, by the agents that it had. Whoever of them is no longer an agent cannot be told from the user, unless that
 * is the administrator.
 */
export function maySeeMarksOf(user: User, agentIds: readonly string[], directory: Pick<Directory, "agent">): boolean {
  if (!mayMonitorAtAll(user)) return false;
  return agentIds.every((id) => {
    const agent = directory.agent(id);
    return agent === undefined ? isAdministrator(user) : !isAgentOf(user, agent);
  });
}

/** Holding, resuming, hanging up, pausing the recording. */
export const mayControl = (user: User, call: AgentsOfCall): boolean => isAdministrator(user) || isOwnCall(user, call);

/** A monitoring is its owner's, and the administrator's to look at: unless that is an agent of one of its calls (U5). */
export const readsMonitoring = (user: User, { options, agents }: MonitoringOfAgents): boolean =>
  options.userId === user.id || (isAdministrator(user) && !isOneOf(user, agents));

/** Whose a monitoring is, and whom it has watched. */
interface MonitoringOfAgents {
  readonly options: { readonly userId: string };
  readonly agents: readonly CallAgent[];
}
