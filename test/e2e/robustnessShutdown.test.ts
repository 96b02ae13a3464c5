/** SIGTERM: no new calls, the live ones go on for a while, and then everybody is told and everything is written. */
import t, { type Test } from "tap";
import { tonesIn } from "../../lab/sound/analysis.ts";
import { tone } from "../../lab/sound/signals.ts";
import type { RecordingRow, ReportRow } from "../../src/accounts/journal/journal.ts";
import { type Centre, type CentreOptions, CUSTOMER, centre, NUMBER } from "../support/centre.ts";

const AGENT_HZ = 1000;

/** A centre whose server lets calls go on for so many seconds. */
const withGrace = (t: Test, seconds: number): Promise<Centre> => {
  const options: CentreOptions = { server: { env: { PONTO_SHUTDOWN_GRACE_SECONDS: String(seconds) } } };
  return centre(t, options);
};

const terminate = async (c: Centre): Promise<void> => {
  process.kill(c.server.now.pid, "SIGTERM");
  await c.server.now.logged(
    ({ event }) => event === "draining" || event === "stopped_at_once",
    "a word about the signal",
  );
};

t.test("live calls go on for the grace, new ones are refused, then all is closed in order", async (t) => {
  const c = await withGrace(t, 3);
  c.ana.phone.voice = tone(AGENT_HZ);
  const bruno = await c.seat("Bruno", "1002");
  const call = await c.call();
  const monitoring = await c.monitor(call, "passive");
  const events = await c.admin.events();
  t.teardown(() => events.close());
  await terminate(c);

  t.equal(await (await c.trunk.call(NUMBER, CUSTOMER)).ended(), 503, "a trunk's call");
  t.equal(await (await bruno.phone.dial("1001")).ended(), 503, "an agent's call");
  const refusal = { status: 503, body: { code: "shutting_down" } };
  t.match(await c.admin.request("POST", "/v1/calls", { agentId: bruno.agent.id, to: "1001" }), refusal);
  t.match(await c.clara.api.request("POST", "/v1/monitorings", { callId: call.id, mode: "active" }), refusal);
  t.match(await c.admin.request("GET", "/readyz"), { status: 503, body: { status: "unavailable" } });
  t.match(await c.admin.request("GET", "/healthz"), { status: 200 });
  t.strictSame(tonesIn(await call.customer.audio.hear(300), [AGENT_HZ]), [AGENT_HZ], "the call goes on meanwhile");

  const ends = await Promise.all([call.customer.ended(), call.agent.ended(), monitoring.leg.ended()]);
  t.strictSame(ends, ["theirs", "theirs", "theirs"], "every leg gets a BYE");
  t.equal(await c.server.now.ended(), 0);
  t.match(c.server.now.logs.at(-1), { event: "stopped" });

  const admin = await c.server.restart().then((server) => server.administrator());
  const rows = await admin.list<ReportRow>("/v1/reports/calls");
  const [row] = rows.filter(({ callId }) => callId === call.id);
  t.match(row, { disposition: "answered", hungUpBy: "system" });
  t.match(await admin.list<RecordingRow>("/v1/recordings"), [{ callId: call.id, state: "complete", missingMs: 0 }]);
});

t.test("when the last call ends the server does not wait any longer", async (t) => {
  const c = await withGrace(t, 3600);
  const call = await c.call();
  await terminate(c);
  await call.customer.bye();
  t.equal(await c.server.now.ended(), 0);
  const admin = await c.server.restart().then((server) => server.administrator());
  t.match(await admin.list<ReportRow>("/v1/reports/calls"), [{ callId: call.id, disposition: "answered" }]);
});

t.test("a second SIGTERM ends at once, and nothing is lost that a crash would not lose", async (t) => {
  const c = await withGrace(t, 3600);
  const call = await c.call();
  await call.customer.audio.pass(1500);
  await terminate(c);
  process.kill(c.server.now.pid, "SIGTERM");
  t.equal(await c.server.now.ended(), 1);
  const admin = await c.server.restart().then((server) => server.administrator());
  t.match(await admin.list<ReportRow>("/v1/reports/calls"), [{ callId: call.id, disposition: "interrupted" }]);
  const recordings = await admin.list<RecordingRow>("/v1/recordings");
  t.match(recordings, [{ callId: call.id, state: "recovered" }]);
  t.ok(recordings[0]!.durationMs >= 500, `${recordings[0]!.durationMs} ms were kept`);
});

t.test("without calls, and with a call that only rings", async (t) => {
  const c = await withGrace(t, 0);
  c.ana.phone.manner = (call) => call.ring();
  const ringing = await c.trunk.call(NUMBER, CUSTOMER);
  await ringing.ringing();
  const rung = await c.ana.phone.incoming();
  await terminate(c);
  t.match(await ringing.ended(), Number, "the caller is answered");
  t.equal(await rung.ended(), 487, "the agent's phone stops ringing");
  t.equal(await c.server.now.ended(), 0);
});
