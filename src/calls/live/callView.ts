import type { User } from "../../accounts/directory/shapes.ts";
import { rfc3339 } from "../../kernel/clock.ts";
import type { Call } from "../call/call.ts";
import type { Monitoring } from "../monitorings/monitoring.ts";
import { isOneOf, maySeeMarks } from "./rights.ts";
import type { CallView } from "./views.ts";

/** A call as everybody may see it: no word of its monitorings. */
export function callView(call: Call): CallView {
  const { plan, people, agent, record } = call;
  return {
    id: call.id,
    direction: plan.direction,
    state: call.state,
    customer: people.customer,
    agent: agent === undefined ? null : { id: agent.id, name: agent.name, extension: agent.extension },
    startedAt: rfc3339(record.startedAt.wall),
    answeredAt: record.answeredAt === undefined ? null : rfc3339(record.answeredAt.wall),
    recording: call.recording,
    mos: call.mos,
  };
}

/** The same with its monitoring marks, for those who may see them (not before `connected`: life of a monitoring, 4). */
export function markedCallView(view: CallView, monitorings: readonly Monitoring[]): CallView {
  const connected = monitorings.filter((monitoring) => monitoring.state === "connected");
  return {
    ...view,
    monitored: connected.length > 0,
    monitorings: connected.map(({ id, mode, state, options }) => ({ id, mode, state, userId: options.userId })),
  };
}

/**
 * A call as it is now, to be shown to any user then or later: its marks to those who may see them, who are no agent of it, neither now nor
 * then (U5). All who may see the same are shown the same object.
 */
export function callNow(call: Call, monitorings: readonly Monitoring[]): (user: User) => CallView {
  const view = callView(call);
  const marked = markedCallView(view, monitorings);
  const { agents } = call.people;
  return (user) => (maySeeMarks(user, call) && !isOneOf(user, agents) ? marked : view);
}
