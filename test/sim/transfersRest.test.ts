/** Transfers by REST: blind, and attended on the agent's own leg, whose phone notices nothing but another voice. */
import t from "tap";
import { shareAt } from "../media/support/signals.ts";
import { codeOf, must } from "./support/centre.ts";
import { inboundCall, type Office } from "./support/office.ts";
import { refuses, rings } from "./support/phone.ts";
import type { PhoneCall } from "./support/phoneCall.ts";
import { connected, isOneStream, PITCH, talkingOffice, uri } from "./support/transfers.ts";

const transfer = ({ place }: Office, id: string, to: string, type: "blind" | "attended") =>
  place.centre.transfer(place.administrator, id, { to, type });

const decide = ({ place }: Office, id: string, decision: "complete" | "cancel") =>
  place.centre.decideTransfer(place.administrator, id, decision);

/** Whose pitch a phone hears during the next second, after all playout delays. */
async function hears({ place }: Office, ...calls: PhoneCall[]): Promise<string[]> {
  const from = place.time.now() + 200;
  await place.pass(1000);
  return calls.map(({ sound }) => {
    const samples = sound.samples(from, from + 700);
    const of = (pitch: number) => shareAt(samples, pitch) > 0.9;
    return Object.entries(PITCH).find(([, pitch]) => of(pitch))?.[0] ?? "nobody";
  });
}

/** A consultation with Bruno, ringing or up, that the administrator has begun for Ana. */
async function consulting(o: Office, manner: "answers" | "rings") {
  const { place, brunoPhone } = o;
  const { ours, theirs } = await inboundCall(o);
  await place.pass(500);
  const { id } = place.liveCall;
  const [toOurs, toTheirs] = [ours.came.length, theirs.came.length];
  if (manner === "rings") brunoPhone.manner = rings;
  t.match(must(transfer(o, id, "1002", "attended")), { id, state: "held" });
  if (manner === "answers") await connected(o, brunoPhone, 0);
  else await place.until("Bruno's phone to ring", () => brunoPhone.calls.length > 0);
  await place.pass(100);
  const consultation = place.centre.calls(place.administrator).find((call) => call.id !== id)!;
  return { ours, theirs, id, consultation, toOurs, toTheirs };
}

t.test("attended: Ana consults Bruno on her own leg, then completes", async (t) => {
  const o = await talkingOffice();
  const { place, ana, bruno, brunoPhone } = o;
  const { ours, theirs, id, consultation, toOurs, toTheirs } = await consulting(o, "answers");
  t.match(consultation, { direction: "internal", state: "answered", agent: { id: bruno.id } });
  t.strictSame(await hears(o, ours, theirs, brunoPhone.call), ["nobody", "bruno", "ana"], "the customer hears music");
  t.equal(codeOf(transfer(o, id, "1003", "blind")), "already_transferring");
  t.match(must(decide(o, id, "complete")), { id, state: "answered", agent: { id: bruno.id } });
  await place.until("Ana to be free", () => theirs.state === "ended");
  t.strictSame(await hears(o, ours, brunoPhone.call), ["bruno", "customer"]);
  t.strictSame(theirs.came.slice(toTheirs), ["BYE"], "no INVITE to Ana");
  t.strictSame(ours.came.slice(toOurs), [], "nothing to the customer");
  t.ok([ours, theirs, brunoPhone.call].every(({ sound }) => isOneStream(sound.heard)));
  ours.hangUp();
  await place.nothingLeft(t);
  t.match(
    [...place.account.journal.reports.values()],
    [
      { callId: id, agentId: bruno.id, transfers: [{ type: "attended", fromAgentId: ana.id, toAgentId: bruno.id }] },
      { direction: "internal", agentId: bruno.id, transfers: [] },
    ],
  );
});

t.test("attended: cancelled, Ana has the customer back", async (t) => {
  for (const manner of ["answers", "rings"] as const) {
    const o = await talkingOffice();
    const { place, ana, brunoPhone } = o;
    const { ours, theirs, id, consultation, toTheirs } = await consulting(o, manner);
    t.match(must(decide(o, consultation.id, "cancel")), { id, state: "answered", agent: { id: ana.id } });
    await place.until("Bruno to be free", () => brunoPhone.call.state === "ended");
    t.strictSame(await hears(o, ours, theirs), ["ana", "customer"]);
    t.strictSame(theirs.came.slice(toTheirs), []);
    t.equal(codeOf(decide(o, id, "complete")), "no_transfer");
    ours.hangUp();
    await place.nothingLeft(t);
  }
});

t.test("attended: whoever is asked declines, Ana has the customer back", async (t) => {
  const o = await talkingOffice();
  const { place, ana, brunoPhone } = o;
  const { ours, theirs } = await inboundCall(o);
  const { id } = place.liveCall;
  brunoPhone.manner = refuses(603);
  must(transfer(o, id, "1002", "attended"));
  await place.until("the end of the consultation", () => place.centre.calls(place.administrator).length === 1);
  t.strictSame(await hears(o, ours, theirs), ["ana", "customer"]);
  t.match(place.liveCall, { id, state: "answered", agent: { id: ana.id } });
  ours.hangUp();
  await place.nothingLeft(t);
});

t.test("attended: Ana hangs up while consulting, which completes it", async (t) => {
  for (const manner of ["answers", "rings"] as const) {
    const o = await talkingOffice();
    const { place, bruno, brunoPhone } = o;
    const { ours, theirs, id } = await consulting(o, manner);
    theirs.hangUp();
    await place.pass(300);
    if (manner === "rings") brunoPhone.call.answer();
    await place.until("one call", () => place.centre.calls(place.administrator).length === 1);
    t.match(place.liveCall, { id, agent: { id: bruno.id }, state: "answered" });
    t.strictSame(await hears(o, ours, brunoPhone.call), ["bruno", "customer"], manner);
    ours.hangUp();
    await place.nothingLeft(t);
  }
});

t.test("attended: completed while Bruno's phone rings; he declines, and Ana is rung again", async (t) => {
  const o = await talkingOffice();
  const { place, ana, anaPhone, brunoPhone } = o;
  const { ours, theirs, id } = await consulting(o, "rings");
  must(decide(o, id, "complete"));
  await place.until("Ana to be free", () => theirs.state === "ended");
  brunoPhone.call.refuse(486);
  const back = await connected(o, anaPhone, 1);
  t.strictSame(await hears(o, ours, back), ["ana", "customer"]);
  t.match(place.liveCall, { id, state: "answered", agent: { id: ana.id } });
  ours.hangUp();
  await place.nothingLeft(t);
});

t.test("attended: the customer hangs up, and the consultation is a call like any other", async (t) => {
  for (const manner of ["answers", "rings"] as const) {
    const o = await talkingOffice();
    const { place, brunoPhone } = o;
    const { ours, theirs, consultation } = await consulting(o, manner);
    ours.hangUp();
    if (manner === "rings") brunoPhone.call.answer();
    await place.until("one call", () => place.centre.calls(place.administrator).length === 1);
    await place.until("the answer", () => place.liveCall.state === "answered");
    t.equal(place.liveCall.id, consultation.id);
    t.strictSame(await hears(o, theirs, brunoPhone.call), ["bruno", "ana"], manner);
    theirs.hangUp();
    await place.nothingLeft(t);
  }
});

t.test("attended to a number by trunk, completed: the call goes on without an agent", async (t) => {
  const o = await talkingOffice();
  const { place, customer } = o;
  const { ours, theirs } = await inboundCall(o);
  const { id } = place.liveCall;
  const before = customer.calls.length;
  must(transfer(o, id, "011977776666", "attended"));
  const outside = await connected(o, customer, before);
  t.strictSame(await hears(o, theirs), ["customer"]);
  must(decide(o, id, "complete"));
  await place.until("Ana to be free", () => theirs.state === "ended");
  t.match(place.liveCall, { id, agent: null, state: "answered" });
  t.strictSame(await hears(o, ours, outside), ["customer", "customer"]);
  outside.hangUp();
  await place.nothingLeft(t);
});

t.test("blind by REST", async (t) => {
  const o = await talkingOffice();
  const { place, bruno, brunoPhone } = o;
  const { ours, theirs } = await inboundCall(o);
  const { id } = place.liveCall;
  t.equal(codeOf(transfer(o, id, "7777", "blind")), "target_not_found");
  t.match(must(transfer(o, id, "1002", "blind")), { id, state: "held" });
  await connected(o, brunoPhone, 0);
  await place.until("Ana to be free", () => theirs.state === "ended");
  t.strictSame(await hears(o, ours, brunoPhone.call), ["bruno", "customer"]);
  t.match(place.liveCall, { id, agent: { id: bruno.id } });
  ours.hangUp();
  await place.nothingLeft(t);
});

t.test("outbound and internal calls: the id stays with the customer, else with the older call", async (t) => {
  const o = await talkingOffice();
  const { place, bruno, anaPhone, brunoPhone, customer } = o;
  const out = anaPhone.dial("011977776666");
  await place.until("the outbound call", () => out.state === "connected" && customer.call.connectedAt !== undefined);
  const { id } = place.liveCall;
  must(transfer(o, id, "1002", "blind"));
  const brunos = await connected(o, brunoPhone, 0);
  await place.until("Ana to be free", () => out.state === "ended");
  t.match(place.liveCall, { id, direction: "outbound", agent: { id: bruno.id } });
  t.strictSame(await hears(o, customer.call, brunos), ["bruno", "customer"]);
  // Bruno passes it back to Ana, who is asked by REFER with Replaces.
  const consultation = brunoPhone.dial("1001");
  await place.until("Ana's answer", () => consultation.state === "connected");
  await place.pass(200);
  brunos.refer(uri("1001"), consultation);
  await place.until("Bruno to be free", () => brunos.state === "ended" && consultation.state === "ended");
  t.match(place.liveCall, { id, direction: "outbound" });
  t.strictSame(await hears(o, customer.call, anaPhone.call), ["ana", "customer"]);
  customer.call.hangUp();
  await place.nothingLeft(t);
});
