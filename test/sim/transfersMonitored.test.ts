/** Life of a monitoring, 6: transfers while monitored. The monitoring follows the customer, and hears of it without a gap. */
import t from "tap";
import type { MonitorMode } from "../../src/mixer/audibility.ts";
import { noise, shareAt, tone } from "../media/support/signals.ts";
import { calm, must, storm } from "./support/centre.ts";
import { inboundCall, type Office, office } from "./support/office.ts";
import type { PhoneCall } from "./support/phoneCall.ts";
import { connected, isOneStream, PITCH, talkingOffice, uri } from "./support/transfers.ts";

type Kind = "blind" | "by REFER with Replaces" | "by REST, attended";

/** Ana gives the customer to Bruno. @returns when Bruno had answered, and both were to be heard from */
async function giveToBruno(o: Office, kind: Kind, theirs: PhoneCall): Promise<number> {
  const { place, anaPhone, brunoPhone } = o;
  const { id } = place.liveCall;
  if (kind === "blind") {
    theirs.refer(uri("1002"));
    return (await connected(o, brunoPhone, 0)).connectedAt!;
  }
  if (kind === "by REST, attended") {
    must(place.centre.transfer(place.administrator, id, { to: "1002", type: "attended" }));
    await connected(o, brunoPhone, 0);
    await place.pass(300);
    must(place.centre.decideTransfer(place.administrator, id, "complete"));
    return place.time.now();
  }
  const consultation = anaPhone.dial("1002");
  await connected(o, brunoPhone, 0);
  await place.until("the consultation", () => consultation.state === "connected");
  await place.pass(300);
  theirs.refer(uri("1002"), consultation);
  await place.until("the transfer", () => theirs.notified.at(-1) === "SIP/2.0 200 OK");
  return place.time.now();
}

for (const kind of ["blind", "by REFER with Replaces", "by REST, attended"] as const) {
  for (const [name, weather, seed] of [
    ["clean", calm, 3],
    ["lossy", storm, 4],
  ] as const) {
    t.test(`a transfer ${kind} on a ${name} network keeps the monitor`, async (t) => {
      const o = await talkingOffice({ seed, weather });
      const { place, bruno, clara, claraPhone } = o;
      const { ours, theirs } = await inboundCall(o);
      const id = await place.connectMonitor(clara, "active");
      const monitor = claraPhone.call;
      const before = monitor.came.length;
      await place.pass(500);
      const answered = await giveToBruno(o, kind, theirs);
      await place.until("Ana to be free", () => theirs.state === "ended");
      await place.pass(1000);
      t.match(place.monitoring(id), {
        state: "connected",
        agentId: bruno.id,
        callId: place.liveCall.id,
        mode: "active",
      });
      t.strictSame(
        monitor.came.slice(before).filter((what) => what !== "ACK"),
        [],
        "its leg is untouched",
      );
      t.ok(isOneStream(monitor.sound.heard), "its stream never pauses");
      const mix = monitor.sound.samples(answered + 100, answered + 600);
      t.ok(shareAt(mix, PITCH.customer) > 0.3, "the customer is heard 100 ms after the answer");
      t.ok(shareAt(mix, PITCH.bruno) > 0.3, "and so is the new agent");
      // The mode is what it was, toward the new agent as toward the old one.
      monitor.sound.speak(tone(PITCH.clara));
      const from = place.time.now() + 300;
      await place.pass(1000);
      t.ok(shareAt(o.brunoPhone.call.sound.samples(from), PITCH.clara) > 0.3, "Bruno hears the monitor");
      t.ok(shareAt(ours.sound.samples(from), PITCH.clara) > 0.3, "the customer hears it");
      ours.hangUp();
      await place.until("the end", () => monitor.state === "ended");
      t.match(place.monitoring(id), { state: "ended", reason: "call_ended" });
      await place.nothingLeft(t);
    });
  }
}

t.test("where nobody need wait, what the customer says reaches the monitor without a hole", async (t) => {
  const hiss = noise(5);
  const o = await office({}, { customer: { voice: hiss }, ana: { voice: tone(PITCH.ana) } });
  const { place, clara, claraPhone } = o;
  const { ours, theirs } = await inboundCall(o);
  await place.connectMonitor(clara, "passive");
  await place.pass(500);
  // A phone of the new agent that replaces Ana's at once: nobody waits at any time.
  const brunos = o.brunoPhone.dial("1001", { headers: [["Replaces", theirs.named]] });
  await place.until("the transfer", () => theirs.state === "ended" && brunos.state === "connected");
  const at = place.time.now();
  await place.pass(1000);
  const samples = claraPhone.call.sound.samples(at - 400, at + 600);
  let longest = 0;
  let silent = 0;
  for (const sample of samples) {
    silent = Math.abs(sample) <= 8 ? silent + 1 : 0;
    longest = Math.max(longest, silent);
  }
  t.ok(longest < 80, `the longest silence is ${longest} samples`);
  t.ok(isOneStream(claraPhone.call.sound.heard));
  ours.hangUp();
  await place.nothingLeft(t);
});

t.test("to a number by trunk no agent of the account is left: `agent_left`", async (t) => {
  const o = await talkingOffice();
  const { place, clara, claraPhone, customer } = o;
  const { ours, theirs } = await inboundCall(o);
  const id = await place.connectMonitor(clara, "passive");
  const before = customer.calls.length;
  theirs.refer(uri("011977776666"));
  await connected(o, customer, before);
  await place.until("the monitor's BYE", () => claraPhone.call.state === "ended");
  t.match(place.monitoring(id), { state: "ended", reason: "agent_left" });
  ours.hangUp();
  await place.nothingLeft(t);
});

t.test("a monitoring of the consultation ends with it: `call_ended`", async (t) => {
  const o = await talkingOffice();
  const { place, clara } = o;
  const { ours, theirs } = await inboundCall(o);
  const { id } = place.liveCall;
  must(place.centre.transfer(place.administrator, id, { to: "1002", type: "attended" }));
  await connected(o, o.brunoPhone, 0);
  await place.pass(200);
  const consultation = place.centre.calls(place.administrator).find((call) => call.id !== id)!;
  const monitoring = await place.connectMonitor(clara, "passive", { callId: consultation.id });
  must(place.centre.decideTransfer(place.administrator, id, "complete"));
  await place.until("Ana to be free", () => theirs.state === "ended");
  t.match(place.monitoring(monitoring), { state: "ended", reason: "call_ended" });
  ours.hangUp();
  await place.nothingLeft(t);
});

t.test("a transfer to an agent that monitors finds it busy", async (t) => {
  const o = await talkingOffice();
  const { place, clara } = o;
  const { ours, theirs } = await inboundCall(o);
  const id = await place.connectMonitor(clara, "passive");
  theirs.refer(uri("1003"));
  await place.until("the outcome", () => theirs.notified.some((line) => line.startsWith("SIP/2.0 486")));
  t.match(place.monitoring(id), { state: "connected" });
  t.equal(theirs.state, "connected");
  ours.hangUp();
  await place.nothingLeft(t);
});

t.test("a monitor whose phone takes the call itself becomes a party", async (t) => {
  const o = await talkingOffice();
  const { place, clara, claraPhone } = o;
  const { ours, theirs } = await inboundCall(o);
  const id = await place.connectMonitor(clara, "passive");
  claraPhone.dial("1001", { headers: [["Replaces", theirs.named]] });
  await place.until("Ana to be free", () => theirs.state === "ended");
  await place.pass(100);
  t.match(place.monitoring(id), { state: "ended", reason: "became_party" });
  t.match(place.liveCall, { agent: { name: "Clara" } });
  ours.hangUp();
  await place.nothingLeft(t);
});

t.test("U5 the marks vanish for the new agent and come back for the old one", async (t) => {
  const o = await talkingOffice();
  const { place, clara, account } = { ...o, account: o.place.account };
  const [ana, bruno] = [account.user("Ana", { email: o.ana.email }), account.user("Bruno", { email: o.bruno.email })];
  const { ours, theirs } = await inboundCall(o);
  await place.connectMonitor(clara, "passive");
  const seen = () =>
    [ana, bruno].map((user) => place.centre.call(place.viewer(user), place.liveCall.id)?.monitored ?? "no mark");
  t.strictSame(seen(), ["no mark", true]);
  await giveToBruno(o, "blind", theirs);
  await place.until("Ana to be free", () => theirs.state === "ended");
  t.strictSame(seen(), [true, "no mark"]);
  ours.hangUp();
  await place.nothingLeft(t);
});

t.test("an internal call with monitors of opposite targets: each keeps to its own end", async (t) => {
  const o = await office({}, { ana: { voice: tone(PITCH.ana) }, bruno: { voice: tone(PITCH.bruno) } });
  const { place, clara, davi, anaPhone, brunoPhone } = o;
  const anas = anaPhone.dial("1002");
  const brunos = await connected(o, brunoPhone, 0);
  await place.until("the call", () => anas.state === "connected");
  const modes: MonitorMode = "semi_active";
  const ofAna = await place.connectMonitor(clara, modes, { agentId: o.ana.id });
  const ofBruno = await place.connectMonitor(davi, modes, { agentId: o.bruno.id });
  // Bruno gives Ana to somebody outside: Ana is the only agent left.
  brunos.refer(uri("011977776666"));
  const outside = await connected(o, o.customer, 0);
  await place.until("Bruno to be free", () => brunos.state === "ended");
  await place.pass(200);
  t.match(place.monitoring(ofAna), { state: "connected", agentId: o.ana.id });
  t.match(place.monitoring(ofBruno), { state: "connected", agentId: o.ana.id });
  t.match(place.liveCall, { agent: { id: o.ana.id }, customer: { number: "011977776666" } });
  outside.hangUp();
  await place.nothingLeft(t);
});
