/** What happened while a call was recorded: where it was held, paused, and where a monitor was heard by everybody. */
import t from "tap";
import { maySeeMarksOf } from "../../src/calls/live/rights.ts";
import { must } from "./support/centre.ts";
import { inboundCall, office } from "./support/office.ts";

const near = (ms: number, expected: number): boolean => Math.abs(ms - expected) <= 50;

t.test("a call that is held, paused and monitored, given away and ended while it is held", async (t) => {
  const there = await office();
  const { place, ana, bruno, clara, davi, brunoPhone } = there;
  const { ours } = await inboundCall(there);
  const callId = place.liveCall.id;
  const begun = place.time.now();
  const events: string[] = [];
  const end = place.centre.subscribe(({ type, render }) => {
    if (type === "recording.ready") events.push(JSON.stringify(render(place.administrator.user)));
  });
  const { centre, administrator } = place;
  const since = () => place.time.now() - begun;
  const expected: [string, number, number][] = [];
  const during = async (kind: string, from: () => unknown, until: () => unknown) => {
    await from();
    const at = since();
    await place.pass(1000);
    await until();
    expected.push([kind, at, since() - at]);
    await place.pass(500);
  };
  await place.pass(500);
  await during(
    "hold",
    () => must(centre.hold(administrator, callId)),
    () => must(centre.resume(administrator, callId)),
  );
  await during(
    "pause",
    () => must(centre.pauseRecording(administrator, callId, true)),
    () => must(centre.pauseRecording(administrator, callId, false)),
  );
  const id = await place.connectMonitor(clara, "semi_active");
  await place.pass(500);
  const mode = (wanted: "active" | "passive") =>
    place.result(centre.changeMode(place.viewer(clara), id, wanted)).then(must);
  await during(
    "monitor_public",
    () => mode("active"),
    () => mode("passive"),
  );
  const waits = since();
  must(centre.transfer(administrator, callId, { to: "1002", type: "blind" }));
  await place.until("Bruno to have the call", () => brunoPhone.calls[0]?.state === "connected");
  expected.push(["hold", waits, since() - waits]);
  await place.pass(500);
  await mode("active");
  const active = since();
  await place.pass(500);
  must(centre.hold(administrator, callId));
  const held = since();
  expected.push(["monitor_public", active, held - active]);
  await place.pass(1000);
  expected.push(["hold", held, since() - held]);
  ours.hangUp();
  await place.nothingLeft(t);
  end();

  const kept = place.account.journal.recordings.get(callId);
  const items = kept?.marks?.items ?? [];
  t.strictSame(
    items.map(({ kind }) => kind),
    expected.map(([kind]) => kind),
  );
  for (const [i, [kind, at, duration]] of expected.entries()) {
    t.ok(near(items[i]!.atMs, at), `${kind} at ${items[i]!.atMs}, not ${at}`);
    t.ok(near(items[i]!.durationMs, duration), `${kind} for ${items[i]!.durationMs}, not ${duration}`);
  }
  const { directory } = place.account;
  t.strictSame(kept?.marks?.agentIds, [ana.id, bruno.id], "everybody who had the call");
  t.equal(events.length, 1);
  t.notMatch(events[0], /monitor|marks/, "no event tells of them");

  const agentIds = kept?.marks?.agentIds ?? [];
  const sees = (user: Parameters<typeof maySeeMarksOf>[0]) => maySeeMarksOf(user, agentIds, directory);
  t.ok(sees(davi));
  t.ok(sees(place.administrator.user));
  t.notOk(sees(place.account.user("Ana")), "U5 who had the call may monitor others, and sees nothing of this");
  t.notOk(sees(place.account.user("Bruno")));
  t.notOk(sees(place.account.user("Eva", { monitoring: { passive: false, semiActive: false, active: false } })));
  place.account.removeAgent(bruno);
  t.notOk(sees(davi), "whose agent is gone cannot be told from anybody");
  t.ok(sees(place.administrator.user));
});

t.test("a call without anything of the kind", async (t) => {
  const there = await office();
  const { place, clara } = there;
  const { ours } = await inboundCall(there);
  const callId = place.liveCall.id;
  await place.connectMonitor(clara, "semi_active");
  await place.pass(1000);
  ours.hangUp();
  await place.nothingLeft(t);
  t.strictSame(place.account.journal.recordings.get(callId)?.marks?.items, [], "a whisper is no mark");
});
