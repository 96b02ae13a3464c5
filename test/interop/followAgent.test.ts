/** A monitoring that stays with its agent, with real phones: two calls after one another, and the monitor's phone hears both on one leg. */
import t from "tap";
import { TestTrunk } from "../../lab/phone/trunk.ts";
import { ensureNumber, ensureTrunk } from "../../lab/ponto/account.ts";
import { tonesIn } from "../../lab/sound/analysis.ts";
import { tone } from "../../lab/sound/signals.ts";
import type { CallView, MonitoringView } from "../../src/calls/live/views.ts";
import { eventually } from "../support/eventually.ts";
import { aftermath } from "./support/aftermath.ts";
import { Desk } from "./support/desk.ts";
import { needs } from "./support/tools.ts";

const skip = needs("baresip");

const NUMBER = "1130004000";
const CUSTOMER_HZ = 1500;
const ANA_HZ = 2000;
const BRUNO_HZ = 2500;
const tones = [CUSTOMER_HZ, ANA_HZ, BRUNO_HZ];
/** What is heard in the dump of a phone lags by its buffers, ms. */
const SETTLE_MS = 500;
const LISTEN = 3200;

t.test("the customer's call, then a colleague's, with one INVITE in all", { skip }, async (t) => {
  const desk = await Desk.open(t);
  const ana = await desk.seat("Ana", "1001", { voice: tone(ANA_HZ) });
  const bruno = await desk.seat("Bruno", "1002", { voice: tone(BRUNO_HZ) });
  const clara = await desk.supervisor("Clara", "1003");
  const trunk = await TestTrunk.start({ server: desk.server.now.sip, voice: tone(CUSTOMER_HZ) });
  t.teardown(() => trunk.close());
  await ensureNumber(desk.admin, NUMBER, await ensureTrunk(desk.admin, "Operadora", trunk), ana.agent);
  const live = (): Promise<CallView> =>
    eventually(async () => {
      const calls = await desk.admin.list<CallView>("/v1/calls");
      return calls.find(({ state }) => state === "answered");
    }, "a call to be live");
  const ask = { agentId: ana.agent.id, mode: "passive", follow: "agent" };
  let id = "";
  const inCall = (callId: string | null) =>
    eventually(async () => {
      const view = await clara.api.get<MonitoringView>(`/v1/monitorings/${id}`);
      return view.state === "connected" && view.callId === callId;
    }, `the monitoring to be in ${callId}`);
  const heardNow = async (): Promise<readonly number[]> => {
    await clara.phone.hear(SETTLE_MS + LISTEN / 8);
    return tonesIn((await clara.phone.heard()).subarray(-LISTEN), tones);
  };

  const customer = await (await trunk.call(NUMBER, "11988887777")).answered();
  const first = await live();
  ({ id } = await clara.api.post<MonitoringView>("/v1/monitorings", ask));
  await clara.phone.event("CALL_ESTABLISHED");
  await inCall(first.id);
  t.strictSame(await heardNow(), [CUSTOMER_HZ, ANA_HZ], "the first call");
  await customer.bye();
  await inCall(null);
  t.strictSame(await heardNow(), [], "silence between the two");

  await bruno.phone.command("dial", desk.uri("1001"));
  const second = await live();
  t.not(second.id, first.id);
  await inCall(second.id);
  t.strictSame(await heardNow(), [ANA_HZ, BRUNO_HZ], "the second call");
  t.strictSame(
    clara.phone.printed().match(/^(INVITE|UPDATE) sip:1003/gm),
    ["INVITE sip:1003"],
    "its leg had one INVITE in all",
  );
  await clara.api.delete(`/v1/monitorings/${id}`);
  await clara.phone.event("CALL_CLOSED");
  await bruno.phone.command("hangup");
  const rows = await aftermath(t, desk.admin, 2);
  t.strictSame(
    rows.map(({ callId }) => callId),
    [first.id, second.id],
  );
});
