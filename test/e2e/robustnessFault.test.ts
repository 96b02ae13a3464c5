/** Defects of the program's own: they cost as few calls as can be. */
import t, { type Test } from "tap";
import { tonesIn } from "../../lab/sound/analysis.ts";
import { tone } from "../../lab/sound/signals.ts";
import { type Centre, centre, type LiveCall } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";
import { metric } from "../support/metrics.ts";

const CUSTOMER_HZ = 440;
const AGENT_HZ = 1000;
const tones = [CUSTOMER_HZ, AGENT_HZ];

/** A centre whose server has the defects of `defects.mjs`. */
async function defective(t: Test): Promise<Centre> {
  const defects = import.meta.resolve("../support/defects.mjs");
  const c = await centre(t, { server: { env: { NODE_OPTIONS: `--import=${defects}` } } });
  c.ana.phone.voice = tone(AGENT_HZ);
  return c;
}

async function talking(c: Centre): Promise<LiveCall> {
  const call = await c.call();
  call.customer.audio.speak(tone(CUSTOMER_HZ));
  return call;
}

async function bothHear(t: Test, { customer, agent }: LiveCall, what: string): Promise<void> {
  const [atCustomer, atAgent] = await Promise.all([customer, agent].map(({ audio }) => audio.hear(300)));
  t.strictSame([tonesIn(atCustomer!, tones), tonesIn(atAgent!, tones)], [[AGENT_HZ], [CUSTOMER_HZ]], what);
}

t.test("a defect that nothing catches is told, and the calls go on", async (t) => {
  const c = await defective(t);
  const call = await talking(c);
  process.kill(c.server.now.pid, "SIGUSR2");
  t.match(await c.server.now.logged(({ event }) => event === "fault", "the fault"), {
    cause: /a defect made for a test\n.*defects\.mjs/,
  });
  await bothHear(t, call, "they talk on");
  t.match(await c.admin.request("GET", "/readyz"), {
    status: 200,
    body: { status: "degraded", reasons: ["internal_fault"] },
  });
  await call.customer.bye();
  await call.agent.ended();
  t.match(await c.report(call.id), { disposition: "answered" });
  t.match((await c.recording(call.id)).row, { state: "complete" });
});

t.test("when the media workers die their calls are ended in order, and new ones are served", async (t) => {
  const c = await defective(t);
  const call = await talking(c);
  const monitoring = await c.monitor(call, "passive");
  await call.customer.audio.pass(1500);
  process.kill(c.server.now.pid, "SIGHUP");
  const ends = await Promise.all([call.customer.ended(), call.agent.ended(), monitoring.leg.ended()]);
  t.strictSame(ends, ["theirs", "theirs", "theirs"], "every leg gets a BYE");
  await c.server.now.logged(({ event }) => event === "media_worker_lost", "a line that says so");
  t.match(await c.monitoring(monitoring.id, "ended"), { reason: "call_ended" });
  t.match(await c.report(call.id), { disposition: "interrupted", hungUpBy: "system" });
  const { row, wav } = await c.recording(call.id);
  t.equal(row.state, "recovered");
  t.strictSame(tonesIn(wav.tracks[1]!.subarray(-1600), tones), [AGENT_HZ], "the recording plays to its end");
  t.ok(row.durationMs >= 500, `${row.durationMs} ms were kept`);

  const again = await talking(c);
  await bothHear(t, again, "the next call has audio");
  await again.customer.bye();
  await again.agent.ended();
  t.match((await c.recording(again.id)).row, { state: "complete" });
  await eventually(async () => (await metric(c.admin, "ponto_rtp_ports_in_use")) === 0, "the ports to be free");
});
