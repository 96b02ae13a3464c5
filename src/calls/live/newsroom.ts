/** Makes live events of what happens in calls, tailored to what each viewer may see, and hands them to subscribers. */

import type { User } from "../../accounts/directory/shapes.ts";
import type { RecordingRow } from "../../accounts/journal/journal.ts";
import { rfc3339 } from "../../kernel/clock.ts";
import type { Call } from "../call/call.ts";
import type { Monitoring } from "../monitorings/monitoring.ts";
import type { MonitoringNews } from "../monitorings/monitoringProtocol.ts";
import type { LiveEvent } from "./callCentre.ts";
import { callView, markedCallView } from "./callView.ts";
import { isAdministrator, isOwnCall, mayOpenDashboard, maySeeMarks } from "./rights.ts";
import type { AgentLiveView, TrunkView } from "./views.ts";

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
    const view = callView(call);
    const marked = markedCallView(view, monitorings);
    this.#publish(type, wall, (user) => {
      if (!mayOpenDashboard(user) && !isOwnCall(user, call)) return undefined;
      return { call: maySeeMarks(user, call) ? marked : view, ...more };
    });
  }

  /** `agentOf` gives the agent as a viewer may see it. */
  agent(agentOf: (user: User) => AgentLiveView, wall: number): void {
    this.#publish("agent.status", wall, (user) => (mayOpenDashboard(user) ? { agent: agentOf(user) } : undefined));
  }

  /** The monitoring to its owner and the administrator; the mark on the call to those who may see marks (U5). */
  monitoring(news: MonitoringNews, monitoring: Monitoring, call: Call, all: readonly Monitoring[], wall: number): void {
    const view = monitoring.view();
    const marked = markedCallView(callView(call), all);
    this.#publish(`monitoring.${news}`, wall, (user) => {
      const owner = user.id === view.userId;
      if (!owner && isOwnCall(user, call)) return undefined;
      if (owner || isAdministrator(user)) return { monitoring: view, call: marked };
      return mayOpenDashboard(user) && maySeeMarks(user, call) ? { call: marked } : undefined;
    });
  }

  trunk(trunk: TrunkView, wall: number): void {
    this.#publish("trunk.state", wall, (user) => (isAdministrator(user) ? { trunk } : undefined));
  }

  recording(row: RecordingRow, wall: number): void {
    this.#publish("recording.ready", wall, (user) =>
      isAdministrator(user) || user.profiles.analytics ? { recording: row } : undefined,
    );
  }

  #publish(type: string, wall: number, render: LiveEvent["render"]): void {
    const event: LiveEvent = { type, at: rfc3339(wall), render };
    for (const subscriber of this.#subscribers) subscriber(event);
  }
}
