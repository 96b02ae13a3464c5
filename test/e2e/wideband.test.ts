/** Opus, G.722 and G.711 in one call on the built server: monitored in every mode, held, transferred, recorded, measured. */
import t, { type Test } from "tap";
import type { PhoneCall } from "../../lab/phone/call.ts";
import { tonesIn } from "../../lab/sound/analysis.ts";
import type { Coding } from "../../lab/sound/coding.ts";
import { type Centre, centre, type LiveCall, type Monitoring } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";
import { hearsRoughly as hears, type Speaker, voiceOf, voicesIn } from "../support/hearing.ts";
import { metric } from "../support/metrics.ts";

/** The recording begins and ends with the answer and the BYE, which the report row knows to some packets. */
const EDGE_MS = 100;

interface Codecs {
  readonly customer: Coding;
  readonly agent: Coding;
  readonly monitor: Coding;
}

async function place(t: Test, codecs: Codecs) {
  const c = await centre(t, { customer: { codecs: [codecs.customer] }, agent: { codecs: [codecs.agent] } });
  const dora = await c.supervisor("Dora", "1004", { codecs: [codecs.monitor], voice: voiceOf("monitor") });
  c.trunk.voice = voiceOf("customer");
  c.ana.phone.voice = voiceOf("agent");
  const own = { enabled: true, codecs: [codecs.agent] };
  await c.admin.patch(`/v1/agents/${c.ana.agent.id}`, { voip: own });
  return { c, dora };
}

/** What the customer, the agent and the monitor hear. */
const heard = ({ customer, agent }: LiveCall, monitor: Monitoring): Promise<readonly string[]> =>
  Promise.all([customer, agent, monitor.leg].map(({ audio }) => hears(audio)));

/** The same, once what was heard before has faded away. */
async function heardAfter(t: Test, call: LiveCall, monitor: Monitoring, expected: readonly string[], title: string) {
  const now = await eventually(async () => {
    const one = await heard(call, monitor);
    return one.join() === expected.join() && one;
  }, title).catch(() => heard(call, monitor));
  t.strictSame(now, expected, title);
}

/** The call is over: its row and its recording are whole. */
async function account(t: Test, c: Centre, call: LiveCall, hz: 8000 | 16_000) {
  const { row, wav } = await c.recording(call.id);
  const report = await eventually(async () => {
    const one = await c.report(call.id);
    return one.endedAt !== null && one.quality !== null && one;
  }, "the final row");
  t.match(row, { state: "complete", missingMs: 0, sampleRate: hz });
  t.equal(wav.rate, hz);
  const lasted = Date.parse(report.endedAt!) - Date.parse(report.answeredAt!);
  t.ok(Math.abs(wav.tracks[0]!.length / (hz / 1000) - lasted) <= EDGE_MS, `${lasted} ms, and the recording as long`);
  for (const leg of [report.quality!.customer, report.quality!.agent])
    t.match(leg?.received, { lost: 0 }, JSON.stringify(leg));
  return { report, wav };
}

const combinations: readonly (Codecs & { readonly hz: 8000 | 16_000 })[] = [
  { customer: "PCMU", agent: "opus", monitor: "G722", hz: 8000 },
  { customer: "opus", agent: "opus", monitor: "PCMA", hz: 16_000 },
];

for (const codecs of combinations) {
  const { customer, agent, monitor, hz } = codecs;
  t.test(`a customer with ${customer}, an agent with ${agent}, a monitor with ${monitor}`, async (t) => {
    const { c, dora } = await place(t, codecs);
    const call = await c.call();
    t.equal(call.customer.audio.agreed?.coding, customer);
    t.equal(call.agent.audio.agreed?.coding, agent);
    const monitoring = await c.monitor(call, "passive", dora);
    t.equal(monitoring.leg.audio.agreed?.coding, monitor);

    t.strictSame(await heard(call, monitoring), ["agent", "customer", "customer agent"], "passive");
    await c.mode(monitoring, "semi_active", dora);
    t.strictSame(await heard(call, monitoring), ["agent", "customer monitor", "customer agent"], "whisper");
    await c.mode(monitoring, "active", dora);
    t.strictSame(await heard(call, monitoring), ["agent monitor", "customer monitor", "customer agent"], "barge");

    t.equal((await c.admin.request("POST", `/v1/calls/${call.id}/hold`)).status, 200);
    t.strictSame(await heard(call, monitoring), ["music", "monitor", "music"], "on hold by REST");
    t.equal((await c.admin.request("POST", `/v1/calls/${call.id}/resume`)).status, 200);
    await heardAfter(t, call, monitoring, ["agent monitor", "customer monitor", "customer agent"], "resumed");

    await call.agent.hold();
    t.strictSame(await heard(call, monitoring), ["music", "nothing", "music"], "held by the agent's phone");
    await call.agent.resume();
    await heardAfter(t, call, monitoring, ["agent monitor", "customer monitor", "customer agent"], "resumed");

    await call.customer.bye();
    await monitoring.leg.ended();
    const { wav } = await account(t, c, call, hz);
    for (const track of wav.tracks) t.ok(track.length > 0);
    t.equal(dora.phone.log.requests("INVITE").length, 1, "one INVITE to the monitor");
  });
}

t.test("codecs that change while they talk, and with the transfer, monitored and recorded", async (t) => {
  const { c, dora } = await place(t, { customer: "PCMU", agent: "opus", monitor: "opus" });
  await c.admin.patch(`/v1/agents/${c.ana.agent.id}`, { voip: { codecs: ["opus", "G722", "PCMA"] } });
  const bruno = await c.seat("Bruno", "1002", { codecs: ["PCMA"], voice: voiceOf("second") });
  const call = await c.call();
  const monitoring = await c.monitor(call, "active", dora);
  const whole = async (agent: PhoneCall, voice: Speaker, what: string) =>
    t.strictSame(
      await heard({ ...call, agent }, monitoring),
      [
        `${voice === "second" ? "" : "agent "}monitor${voice === "second" ? " second" : ""}`,
        "customer monitor",
        `customer ${voice}`,
      ],
      what,
    );
  await whole(call.agent, "agent", "Opus");
  for (const coding of ["G722", "PCMA", "opus"] as const) {
    await call.agent.reinvite({ codecs: [coding] });
    t.equal(call.agent.audio.agreed?.coding, coding);
    await whole(call.agent, "agent", `${coding} by re-INVITE`);
  }
  await call.agent.reinvite({ codecs: ["PCMA"], direction: "sendonly" });
  t.equal(await hears(call.customer.audio), "music");
  await call.agent.reinvite({ codecs: ["G722"], direction: "sendrecv" });
  await whole(call.agent, "agent", "resumed with another codec");

  const to = { to: "1002", type: "attended" };
  t.equal((await c.admin.request("POST", `/v1/calls/${call.id}/transfer`, to)).status, 200);
  const next = await bruno.phone.incoming();
  t.strictSame([await hears(call.agent.audio), await hears(next.audio)], ["second", "agent"], "the consultation");
  const consultation = (await c.calls()).find(({ id }) => id !== call.id)!;
  t.equal((await c.admin.request("POST", `/v1/calls/${consultation.id}/transfer/complete`)).status, 200);
  await call.agent.ended();
  await whole(next, "second", "after the attended transfer");

  t.equal((await c.admin.request("POST", `/v1/calls/${call.id}/transfer`, { to: "1001", type: "blind" })).status, 200);
  const back = await c.ana.phone.incoming();
  await back.until(() => back.state === "connected", "Ana to have it back");
  t.equal(back.audio.agreed?.coding, "opus");
  await whole(back, "agent", "after the blind transfer");

  await call.customer.bye();
  await monitoring.leg.ended();
  const { report, wav } = await account(t, c, call, 8000);
  t.equal(report.transfers.length, 2);
  t.strictSame(
    wav.tracks.map((track) => voicesIn(track).filter((voice) => voice !== "monitor")),
    [["customer"], ["agent", "second"]],
  );
  t.ok(
    wav.tracks.every((track) => tonesIn(track, [2500]).length === 1),
    "the monitor was public",
  );
  t.equal(dora.phone.log.requests("INVITE").length, 1, "one INVITE to the monitor");
  t.equal(monitoring.leg.requests.filter(({ method }) => method === "INVITE").length, 0);
  await eventually(async () => (await metric(c.admin, "ponto_rtp_ports_in_use")) === 0, "the ports to be given back");
});
