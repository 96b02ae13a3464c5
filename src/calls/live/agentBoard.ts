/** What each agent is doing, and since when. Monitorings do not count: the monitor's agent keeps its status (U5). */
import type { Agent } from "../../accounts/directory/shapes.ts";
import { rfc3339 } from "../../kernel/clock.ts";
import type { Call } from "../call/call.ts";
import type { AgentLiveView } from "./views.ts";

export type AgentStatus = AgentLiveView["status"];

export class AgentBoard {
  readonly #known = new Map<string, { status: AgentStatus; since: number }>();

  /** Takes note of the agent's status at `wall`; true when it has changed. */
  update(agent: Agent, calls: readonly Call[], registered: boolean, wall: number): boolean {
    const status = statusOf(agent, calls, registered);
    const known = this.#known.get(agent.id);
    if (known?.status === status) return false;
    this.#known.set(agent.id, { status, since: wall });
    return known !== undefined;
  }

  forget(agentId: string): void {
    this.#known.delete(agentId);
  }

  /** Since when the agent is available, wall clock, ms; else whether it has a phone at all. */
  idleSince(agentId: string): number | "busy" | "away" {
    const { status, since } = this.#known.get(agentId) ?? { status: "offline", since: 0 };
    if (status === "offline") return "away";
    return status === "available" ? since : "busy";
  }

  view({ id, name, email, extension }: Agent): Omit<AgentLiveView, "groups"> {
    const { status, since } = this.#known.get(id) ?? { status: "offline" as const, since: 0 };
    return { id, name, email, extension, status, since: rfc3339(since) };
  }
}

function statusOf(agent: Agent, calls: readonly Call[], registered: boolean): AgentStatus {
  const own = calls.filter((call) => !call.rings(agent.id));
  if (own.some((call) => call.talking)) return "in_call";
  if (own.some((call) => call.live)) return "on_hold";
  // A caller is busy from the moment it dials; a called agent rings.
  if (own.length > 0) return "in_call";
  if (calls.length > 0) return "ringing";
  if (!agent.voip.enabled || !registered) return "offline";
  return agent.voip.doNotDisturb ? "do_not_disturb" : "available";
}
