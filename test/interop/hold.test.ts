import t, { type Test } from "tap";
import { TestTrunk } from "../../lab/phone/trunk.ts";
import { ensureNumber, ensureTrunk } from "../../lab/ponto/account.ts";
import { loudness, tonesIn } from "../../lab/sound/analysis.ts";
import { tone } from "../../lab/sound/signals.ts";
import type { CallView, MonitoringView } from "../../src/calls/live/views.ts";
import { eventually } from "../support/eventually.ts";
import { Desk } from "./support/desk.ts";
import { needs } from "./support/tools.ts";

const skip = needs("baresip");

const NUMBER = "1130004000";
const AGENT_HZ = 1000;
const MONITOR_HZ = 1800;
const SETTLE_MS = 300;

/** An agent and an active monitor on baresip; a customer on the lab's trunk, whose ear also hears through holds. */
async function monitoredCall(t: Test, holdMusic: "default" | "silence") {
  const desk = await Desk.open(t, { holdMusic });
  const ana = await desk.seat("Ana", "1001", { voice: tone(AGENT_HZ) });
  const clara = await desk.supervisor("Clara", "1003", { voice: tone(MONITOR_HZ) });
  const trunk = await TestTrunk.start({ server: desk.server.now.sip, voice: tone(440) });
  t.teardown(() => trunk.close());
  await ensureNumber(desk.admin, NUMBER, await ensureTrunk(desk.admin, "Operadora", trunk), ana.agent);
  const customer = await (await trunk.call(NUMBER, "11988887777")).answered();
  const state = async (): Promise<CallView | undefined> => (await desk.admin.list<CallView>("/v1/calls"))[0];
  const until = (wanted: CallView["state"]): Promise<CallView> =>
    eventually(async () => {
      const view = await state();
      return view?.state === wanted && view;
    }, `the call to be ${wanted}`);
  const { id: callId } = await until("answered");
  await clara.api.post<MonitoringView>("/v1/monitorings", { callId, mode: "active" });
  await clara.phone.event("CALL_ESTABLISHED");
  await customer.audio.pass(SETTLE_MS);
  return { desk, ana, clara, customer, callId, until };
}

t.test(
  "the agent's phone holds: no monitor reaches the customer, and both are back afterwards",
  {
    skip,
  },
  async (t) => {
    const { ana, customer, until } = await monitoredCall(t, "silence");
    t.strictSame(tonesIn(await customer.audio.hear(400), [AGENT_HZ, MONITOR_HZ]), [AGENT_HZ, MONITOR_HZ]);

    await ana.phone.command("hold");
    await until("held");
    await customer.audio.pass(SETTLE_MS);
    const from = customer.audio.received.length;
    await customer.audio.pass(600);
    t.strictSame(tonesIn(customer.audio.heard(from), [AGENT_HZ, MONITOR_HZ]), [], "M3");
    t.strictSame(
      customer.requests.filter(({ method }) => method !== "ACK").map(({ method }) => method),
      [],
      "the customer's dialog is left alone",
    );

    await ana.phone.command("resume");
    await until("answered");
    await customer.audio.pass(SETTLE_MS);
    t.strictSame(tonesIn(await customer.audio.hear(400), [AGENT_HZ, MONITOR_HZ]), [AGENT_HZ, MONITOR_HZ]);
  },
);

t.test("hold music is heard by the one who waits, and by the monitor, so that it knows", { skip }, async (t) => {
  const { desk, clara, customer, callId, until } = await monitoredCall(t, "default");
  customer.audio.mute();
  await desk.admin.post(`/v1/calls/${callId}/hold`);
  await until("held");
  await customer.audio.pass(SETTLE_MS);
  const [customerHears, monitorHears] = await Promise.all([customer.audio.hear(1000), clara.phone.hear(1000)]);
  t.ok(loudness(customerHears) > -50, `the customer hears music: ${loudness(customerHears).toFixed(1)} dBFS`);
  t.ok(loudness(monitorHears) > -50, `the monitor hears music: ${loudness(monitorHears).toFixed(1)} dBFS`);
});

t.test("the customer's phone holds: the agent waits, the monitor reaches nobody", { skip }, async (t) => {
  const { ana, customer, until } = await monitoredCall(t, "silence");
  await customer.hold();
  await until("held");
  await customer.audio.pass(SETTLE_MS);
  const from = customer.audio.received.length;
  t.strictSame(tonesIn(await ana.phone.hear(400), [440, MONITOR_HZ]), [], "M3: the agent");
  t.equal(customer.audio.received.length, from, "a party whose own phone holds gets nothing");
  await customer.resume();
  await until("answered");
  t.strictSame(tonesIn(await customer.audio.hear(600), [AGENT_HZ, MONITOR_HZ]), [AGENT_HZ, MONITOR_HZ]);
});
