/** Server-sent events of whole calls: the order of things, and readers that come back. */
import t from "tap";
import type { EventStream, ServerEvent } from "../../lab/ponto/eventStream.ts";
import type { AgentLiveView, CallView } from "../../src/calls/live/views.ts";
import { centre } from "../support/centre.ts";

/** What happened, in a word each; of agents, only Ana. */
const story = (events: readonly ServerEvent[], ana: string): readonly string[] =>
  events.flatMap(({ type, data }) => {
    if (type !== "agent.status") return [type];
    const agent = data.agent as AgentLiveView;
    return agent.id === ana ? [`Ana ${agent.status}`] : [];
  });

const recordingOf = (events: EventStream, call: string): Promise<ServerEvent> =>
  events.next("recording.ready", ({ data }) => (data.recording as { callId: string }).callId === call);

t.test("events", async (t) => {
  const c = await centre(t);
  const events = await c.admin.events();
  t.teardown(() => events.close());
  const call = await c.call();
  const monitoring = await c.monitor(call, "passive");
  await c.mode(monitoring, "active");
  await call.agent.hold();
  await events.next("call.held");
  await call.agent.resume();
  await events.next("call.resumed");
  await c.clara.api.delete(`/v1/monitorings/${monitoring.id}`);
  await events.next("monitoring.ended");
  await call.customer.bye();
  await recordingOf(events, call.id);

  t.strictSame(story(events.events, c.ana.agent.id), [
    "call.started",
    "Ana ringing",
    "call.answered",
    "Ana in_call",
    "monitoring.dialing",
    "monitoring.connected",
    "monitoring.mode_changed",
    "call.held",
    "Ana on_hold",
    "call.resumed",
    "Ana in_call",
    "monitoring.ended",
    "call.ended",
    "Ana available",
    "recording.ready",
  ]);
  for (const { type, data } of events.events) {
    t.match(data, { type, at: /^\d{4}-\d\d-\d\dT.*Z$/, accountId: String });
    if (type.startsWith("call.")) t.equal((data.call as CallView).id, call.id);
  }
  t.match((await events.next("call.ended")).data, { call: { state: "ended" } });
  t.equal(new Set(events.events.map(({ id }) => id)).size, events.events.length, "each has an id of its own");

  await t.test("a reader that comes back gets what it missed, in order, and then what is new", async (t) => {
    const { id } = await events.next("call.answered");
    const back = await c.admin.events(id);
    t.teardown(() => back.close());
    const next = await c.call("11966665555");
    await next.customer.bye();
    await Promise.all([recordingOf(back, next.id), recordingOf(events, next.id)]);
    const seen = events.events.findIndex((event) => event.id === id);
    t.strictSame(back.events, events.events.slice(seen + 1));
  });

  await t.test("one that was away for too long is told so first", async (t) => {
    const lost = await c.admin.events("evt_of_another_time");
    t.teardown(() => lost.close());
    await lost.next("events.lost");
    t.equal(lost.events[0]?.type, "events.lost");
  });

  await t.test("without an account there are no events", async (t) => {
    await t.rejects(c.server.now.api.events(), { message: /401/ });
  });
});
