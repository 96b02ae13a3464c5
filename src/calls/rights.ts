/** Who may see and do what with live calls and monitorings. */
import type { User } from "../accounts/shapes.ts";
import type { MonitorMode } from "../mixer/audibility.ts";
import type { CallPlan } from "./callPlan.ts";

const sameEmail = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

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

/** Whether the user is one of the agents of the call: they hold it, hang it up, and see no monitoring mark on it (U5). */
export const isOwnCall = (user: User, plan: CallPlan): boolean =>
  sameEmail(user.email, plan.agent.email) ||
  (plan.callingAgent !== undefined && sameEmail(user.email, plan.callingAgent.email));

/** Whether marks of a monitoring on this call are shown to the user. */
export const maySeeMarks = (user: User, plan: CallPlan): boolean => mayMonitorAtAll(user) && !isOwnCall(user, plan);

/** Holding, resuming, hanging up, pausing the recording. */
export const mayControl = (user: User, plan: CallPlan): boolean => isAdministrator(user) || isOwnCall(user, plan);
