/** Who may do what: the column "who" of the API's table. */
import type { Directory } from "../../accounts/directory/directory.ts";
import type { Agent, User } from "../../accounts/directory/shapes.ts";
import type { CallView } from "../../calls/live/views.ts";

/**
 * What a route asks of its caller. `user`: anybody signed in; what they see or may do then depends on the thing.
 * `operator`: whoever runs the server; no user is, since it serves several accounts.
 */
export type Access = "anyone" | "user" | "dashboard" | "analytics" | "financial" | "administrator" | "operator";

export const isAdministrator = (user: User): boolean => user.role === "administrator";

export function permits(user: User, access: Access): boolean {
  if (isAdministrator(user)) return access !== "operator";
  switch (access) {
    case "anyone":
    case "user":
      return true;
    case "dashboard":
      return user.screens.agentsDashboard;
    case "analytics":
      return user.profiles.analytics;
    case "financial":
      return user.profiles.financial;
    case "administrator":
    case "operator":
      return false;
  }
}

/** Whether the agent belongs to this user: the same e-mail, in whatever case. */
export const isOwnAgent = (user: User, agent: Agent | undefined): boolean =>
  agent !== undefined && agent.email.toLowerCase() === user.email.toLowerCase();

/** Whether the user's own agent is a party of the call. On an internal call the one who called stands in the customer's place. */
export function isOwnCall(user: User, call: CallView, directory: Directory): boolean {
  if (call.agent !== null && isOwnAgent(user, directory.agent(call.agent.id))) return true;
  return call.direction === "internal" && isOwnAgent(user, directory.agentByExtension(call.customer.number));
}
