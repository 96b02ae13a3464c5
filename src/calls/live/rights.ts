/** Who may see and do what with live calls and monitorings. */
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

const mayMonitorAtAll = (user: User): boolean =>
  mayMonitorIn(user, "passive") || mayMonitorIn(user, "semi_active") || mayMonitorIn(user, "active");

/** The agents of a call: a call has them, and so has the plan of one that was refused. */
export interface AgentsOfCall {
  readonly agent: CallAgent | undefined;
  readonly callingAgent: CallAgent | undefined;
}

/** Whether the user is one of the agents of the call: they hold it, hang it up, and see no monitoring mark on it (U5). */
export const isOwnCall = (user: User, { agent, callingAgent }: AgentsOfCall): boolean =>
  [agent, callingAgent].some((party) => party !== undefined && isAgentOf(user, party));

/** Whether marks of a monitoring on this call are shown to the user. */
export const maySeeMarks = (user: User, call: AgentsOfCall): boolean => mayMonitorAtAll(user) && !isOwnCall(user, call);

/** Holding, resuming, hanging up, pausing the recording. */
export const mayControl = (user: User, call: AgentsOfCall): boolean => isAdministrator(user) || isOwnCall(user, call);
