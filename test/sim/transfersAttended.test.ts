/** Attended transfers by REFER with Replaces (RFC 3515, 3891; RFC 5589 §7, RFC 5359 §2.5). */
import t from "tap";
import { shareAt } from "../media/support/signals.ts";
import { calm, storm } from "./support/centre.ts";
import { inboundCall, type Office } from "./support/office.ts";
import { rings } from "./support/phone.ts";
import type { PhoneCall } from "./support/phoneCall.ts";
import { connected, isOneStream, PITCH, talkingOffice, uri } from "./support/transfers.ts";

/** Ana holds the customer and calls Bruno. */
async function consulting(o: Office) {
  const { place, anaPhone, brunoPhone } = o;
  const { ours, theirs } = await inboundCall(o);
  const { id } = place.liveCall;
  theirs.reinvite({ direction: "sendonly" });
  await place.until("the hold", () => place.liveCall.state === "held" && theirs.came.includes("200 INVITE"));
  const consultation = anaPhone.dial("1002");
  const brunos = await connected(o, brunoPhone, 0);
  await place.until("the consultation", () => consultation.state === "connected");
  await place.pass(500);
  return { ours, theirs, consultation, brunos, id };
}

async function heardOf(o: Office, ours: PhoneCall, brunos: PhoneCall) {
  const from = o.place.time.now() + 100;
  await o.place.pass(1000);
  return [
    shareAt(ours.sound.samples(from), PITCH.bruno) > 0.9,
    shareAt(brunos.sound.samples(from), PITCH.customer) > 0.9,
  ];
}

for (const [name, weather] of [
  ["clean", calm],
  ["lossy", storm],
] as const) {
  for (const inThe of ["first", "second"] as const) {
    t.test(`REFER in the ${inThe} dialog, ${name} network`, async (t) => {
      const o = await talkingOffice({ seed: 7, weather });
      const { place, ana, bruno } = o;
      const { ours, theirs, consultation, brunos, id } = await consulting(o);
      const [toOurs, toBruno] = [ours.came.length, brunos.came.length];
      if (inThe === "first") theirs.refer(uri("1002"), consultation);
      else consultation.refer(uri("1001"), theirs);
      await place.until("Ana to be free", () => theirs.state === "ended" && consultation.state === "ended");
      t.strictSame(await heardOf(o, ours, brunos), [true, true], "the customer and Bruno talk");
      t.strictSame(ours.came.slice(toOurs), [], "no SIP message to the customer");
      t.strictSame(
        brunos.came.slice(toBruno).filter((what) => what !== "ACK"),
        [],
        "nor to Bruno",
      );
      t.ok(isOneStream(ours.sound.heard), "the customer's stream goes on");
      t.ok(isOneStream(brunos.sound.heard), "Bruno's, too");
      t.equal((inThe === "first" ? theirs : consultation).notified.at(-1), "SIP/2.0 200 OK");
      t.match(place.liveCall, { id, state: "answered", agent: { id: bruno.id }, customer: { number: "11988887777" } });
      brunos.hangUp();
      await place.nothingLeft(t);
      const rows = [...place.account.journal.reports.values()];
      t.match(rows, [
        {
          callId: id,
          agentId: bruno.id,
          hungUpBy: "agent",
          transfers: [{ type: "attended", fromAgentId: ana.id, toAgentId: bruno.id, toNumber: null }],
        },
        { direction: "internal", disposition: "answered", agentId: bruno.id, transfers: [] },
      ]);
    });
  }
}

t.test("RFC 5589 §7.6 semi-attended: REFER while the consultation rings completes on its answer", async (t) => {
  for (const then of ["hangs up both", "waits"] as const) {
    const o = await talkingOffice();
    const { place, bruno, anaPhone, brunoPhone } = o;
    const { ours, theirs } = await inboundCall(o);
    const { id } = place.liveCall;
    brunoPhone.manner = rings;
    const consultation = anaPhone.dial("1002");
    await place.until("Bruno's phone to ring", () => consultation.came.includes("180 INVITE"));
    theirs.refer(uri("1002"), consultation);
    await place.until("the REFER's answer", () => theirs.came.includes("202 REFER"));
    if (then === "hangs up both") {
      consultation.hangUp();
      theirs.hangUp();
    }
    await place.pass(1000);
    t.equal(brunoPhone.call.state, "offered", "Bruno's phone rings on");
    brunoPhone.call.answer();
    const brunos = await connected(o, brunoPhone, 0);
    await place.until("Ana to be free", () => theirs.state === "ended" && consultation.state === "ended");
    t.strictSame(await heardOf(o, ours, brunos), [true, true], then);
    t.match(place.liveCall, { id, agent: { id: bruno.id } });
    ours.hangUp();
    await place.nothingLeft(t);
  }
});

t.test("semi-attended: whoever rings declines, and the caller is given back", async (t) => {
  const o = await talkingOffice();
  const { place, ana, anaPhone, brunoPhone } = o;
  const { ours, theirs } = await inboundCall(o);
  brunoPhone.manner = rings;
  const consultation = anaPhone.dial("1002");
  await place.until("Bruno's phone to ring", () => consultation.came.includes("180 INVITE"));
  theirs.refer(uri("1002"), consultation);
  await place.until("the REFER's answer", () => theirs.came.includes("202 REFER"));
  brunoPhone.call.refuse(603);
  await place.until("the outcome", () => theirs.notified.some((line) => line.startsWith("SIP/2.0 603")));
  await place.pass(500);
  t.match(place.liveCall, { state: "answered", agent: { id: ana.id } });
  ours.hangUp();
  await place.nothingLeft(t);
});

t.test("a Replaces that names nothing of ours, or somebody else's leg, is told 481", async (t) => {
  const o = await talkingOffice();
  const { place, brunoPhone, claraPhone } = o;
  const { ours, theirs } = await inboundCall(o);
  const others = brunoPhone.dial("1003");
  await place.until("another call", () => others.state === "connected");
  await place.pass(100);
  theirs.refer(uri("1003"), others);
  await place.until("the outcome", () => theirs.notified.some((line) => line.startsWith("SIP/2.0 481")));
  theirs.refer(uri("1003"), claraPhone.call);
  await place.until("the outcome", () => theirs.notified.filter((line) => line.startsWith("SIP/2.0 481")).length === 2);
  t.equal(others.state, "connected");
  t.equal(theirs.state, "connected");
  ours.hangUp();
  others.hangUp();
  await place.nothingLeft(t);
});

t.test(
  "of an internal call and one outside the one outside goes on; of two outside the older, without an agent",
  async (t) => {
    const o = await talkingOffice();
    const { place, ana, bruno, anaPhone, brunoPhone, customer } = o;
    const toBruno = anaPhone.dial("1002");
    await connected(o, brunoPhone, 0);
    await place.until("the internal call", () => toBruno.state === "connected");
    const out = anaPhone.dial("011977776666");
    const theirs = await connected(o, customer, 0);
    await place.until("the outbound call", () => out.state === "connected");
    const { id } = place.centre.calls(place.administrator).find(({ direction }) => direction === "outbound")!;
    toBruno.refer(uri("011977776666"), out);
    await place.until("Ana to be free", () => out.state === "ended" && toBruno.state === "ended");
    t.match(place.liveCall, { id, agent: { id: bruno.id } });
    const second = brunoPhone.dial("011966665555");
    const others = await connected(o, customer, 1);
    await place.until("the second outbound call", () => second.state === "connected");
    await place.pass(200);
    brunoPhone.calls[0]!.refer(uri("011966665555"), second);
    await place.until("Bruno to be free", () => second.state === "ended");
    t.match(place.liveCall, { id, agent: null });
    theirs.hangUp();
    await place.until("the end", () => others.state === "ended");
    await place.nothingLeft(t);
    const row = [...place.account.journal.reports.values()].find(({ callId }) => callId === id);
    t.match(row, {
      agentId: bruno.id,
      transfers: [
        { fromAgentId: ana.id, toAgentId: bruno.id },
        { fromAgentId: bruno.id, toAgentId: null, toNumber: "011966665555" },
      ],
    });
  },
);
