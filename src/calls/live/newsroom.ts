/** Makes live events of what happens in calls, tailored to what each viewer may see, and hands them to subscribers. */

import type { User } from "../../accounts/directory/shapes.ts";
import type { RecordingRow } from "../../accounts/journal/journal.ts";
import { rfc3339 } from "../../kernel/clock.ts";
import type { Call } from "../call/call.ts";
import type { Monitoring } from "../monitorings/monitoring.ts";
import type { MonitoringNews } from "../monitorings/monitoringProtocol.ts";
import type { LiveEvent } from "./callCentre.ts";
import { callNow, callView, markedCallView } from "./callView.ts";
import { isAdministrator, isOneOf, isOwnCall, mayOpenDashboard, maySeeMarks } from "./rights.ts";
import { sharedBy } from "./shared.ts";
import type { AgentLiveView, CallView, TrunkView } from "./views.ts";

export class Newsroom {
  readonly #subscribers = new Set<(event: LiveEvent) => void>();

  subscribe(listener: (event: LiveEvent) => void): () => void {
    this.#subscribers.add(listener);
    return () => this.#subscribers.delete(listener);
  }

  /** @param more what the event says besides the call */
  call(
    type: string,
    call: Call,
    monitorings: readonly Monitoring[],
    wall: number,
    more: Record<string, unknown> = {},
  ): void {
    const viewFor = callNow(call, monitorings);
    const dataOf = sharedBy((view: CallView) => ({ call: view, ...more }));
    this.#publish(type, wall, (user) =>
      mayOpenDashboard(user) || isOwnCall(user, call) ? dataOf(viewFor(user)) : undefined,
    );
  }

  /** `agentOf` gives the agent as a viewer may see it: one object for all who see the same. */
  agent(agentOf: (user: User) => AgentLiveView, wall: number): void {
    const dataOf = sharedBy((agent: AgentLiveView) => ({ agent }));
    this.#publish("agent.status", wall, (user) => (mayOpenDashboard(user) ? dataOf(agentOf(user)) : undefined));
  }

  /**
   * The monitoring to its owner and the administrator; the mark on the call to those who may see marks (U5).
   * @param call whose marks have changed; undefined between two calls
   */
  monitoring(
    news: MonitoringNews,
    monitoring: Monitoring,
    call: Call | undefined,
    all: readonly Monitoring[],
    wall: number,
  ): void {
    const marks = call === undefined ? {} : { call: markedCallView(callView(call), all) };
    const whole = { monitoring: monitoring.view(), ...marks };
    const { agents } = monitoring;
    this.#publish(`monitoring.${news}`, wall, (user) => {
      const owner = user.id === whole.monitoring.userId;
      if (!owner && isOneOf(user, agents)) return undefined;
      if (owner || isAdministrator(user)) return whole;
      return call !== undefined && mayOpenDashboard(user) && maySeeMarks(user, call) ? marks : undefined;
    });
  }

  /** To the user alone, who asks anew what it may do; what changed is told to nobody. */
  user(userId: string, wall: number): void {
    const data = {};
    this.#publish("user.changed", wall, (user) => (user.id === userId ? data : undefined));
  }

  trunk(trunk: TrunkView, wall: number): void {
    const data = { trunk };
    this.#publish("trunk.state", wall, (user) => (isAdministrator(user) ? data : undefined));
  }

  recording(row: RecordingRow, wall: number): void {
    const data = { recording: row };
    this.#publish("recording.ready", wall, (user) =>
      isAdministrator(user) || user.profiles.analytics ? data : undefined,
    );
  }

  #publish(type: string, wall: number, render: LiveEvent["render"]): void {
    const event: LiveEvent = { type, at: rfc3339(wall), render };
    for (const subscriber of this.#subscribers) subscriber(event);
  }
}
