/** Blind transfers by REFER (RFC 3515, RFC 5589 §6, RFC 5359 §2.4): who talks to whom, who is told what, and who notices nothing. */
import t from "tap";
import { shareAt } from "../media/support/signals.ts";
import { calm, storm } from "./support/centre.ts";
import { inboundCall } from "./support/office.ts";
import { refuses, rings } from "./support/phone.ts";
import { connected, isOneStream, PITCH, talkingOffice, uri } from "./support/transfers.ts";

for (const [name, weather, seeds] of [
  ["clean", calm, [1]],
  ["lossy", storm, [1, 2, 3]],
] as const) {
  for (const seed of seeds) {
    t.test(`to another agent, ${name} network, seed ${seed}`, async (t) => {
      const o = await talkingOffice({ seed, weather });
      const { place, bruno, ana, brunoPhone } = o;
      const { ours, theirs } = await inboundCall(o);
      await place.pass(500);
      const { id } = place.liveCall;
      const before = ours.came.length;
      theirs.refer(uri("1002"));
      const brunos = await connected(o, brunoPhone, 0);
      await place.until("Ana to be free", () => theirs.state === "ended");
      t.match(brunos.invite?.headers.get("From"), /11988887777/, "Bruno sees the customer's number");
      t.match(brunos.invite?.headers.get("Referred-By"), /sip:1001@/);
      await place.pass(1000);
      t.strictSame(ours.came.slice(before), [], "no SIP message to the customer");
      t.equal(theirs.notified.at(-1), "SIP/2.0 200 OK");
      t.match(place.liveCall, { id, state: "answered", agent: { id: bruno.id } });
      const from = (brunos.connectedAt ?? 0) + 200;
      t.ok(shareAt(ours.sound.samples(from), PITCH.bruno) > 0.9, "the customer hears Bruno");
      t.ok(shareAt(brunos.sound.samples(from), PITCH.customer) > 0.9, "Bruno hears the customer");
      t.ok(isOneStream(ours.sound.heard), "the customer's stream goes on");
      ours.hangUp();
      await place.nothingLeft(t);
      t.match(
        [...place.account.journal.reports.values()],
        [
          {
            agentId: bruno.id,
            disposition: "answered",
            hungUpBy: "customer",
            transfers: [{ type: "blind", fromAgentId: ana.id, toAgentId: bruno.id, toNumber: null }],
          },
        ],
      );
    });
  }
}

t.test("while the new agent's phone rings the customer waits, and the statuses say so", async (t) => {
  const o = await talkingOffice();
  const { place, ana, bruno, brunoPhone } = o;
  const { ours, theirs } = await inboundCall(o);
  const statusOf = (id: string) =>
    place.centre.agentsLive(place.administrator).find((agent) => agent.id === id)?.status;
  brunoPhone.manner = rings;
  theirs.refer(uri("1002"));
  await place.until("Bruno's phone to ring", () => brunoPhone.calls.length > 0);
  await place.pass(500);
  const from = place.time.now();
  await place.pass(1000);
  t.equal(place.liveCall.state, "held");
  t.strictSame([statusOf(ana.id), statusOf(bruno.id)], ["on_hold", "ringing"]);
  t.ok(shareAt(ours.sound.samples(from), PITCH.ana) < 0.1, "Ana is not heard any more");
  t.ok(theirs.notified.includes("SIP/2.0 180 Ringing"));
  theirs.hangUp();
  await place.until("Ana to be free", () => statusOf(ana.id) === "available");
  brunoPhone.call.answer();
  await connected(o, brunoPhone, 0);
  await place.until("Bruno to talk", () => statusOf(bruno.id) === "in_call");
  t.equal(place.liveCall.agent?.id, bruno.id);
  ours.hangUp();
  await place.nothingLeft(t);
});

t.test("a transfer that fails gives the caller back to the agent that waited", async (t) => {
  const o = await talkingOffice();
  const { place, ana, brunoPhone } = o;
  const { ours, theirs } = await inboundCall(o);
  brunoPhone.manner = refuses(486);
  theirs.refer(uri("1002"));
  await place.until("the refusal", () => theirs.notified.some((line) => line.startsWith("SIP/2.0 486")));
  await place.pass(200);
  const from = place.time.now();
  await place.pass(500);
  t.match(place.liveCall, { state: "answered", agent: { id: ana.id } });
  t.ok(shareAt(ours.sound.samples(from), PITCH.ana) > 0.9);
  ours.hangUp();
  await place.nothingLeft(t);
  t.match([...place.account.journal.reports.values()], [{ agentId: ana.id, transfers: [] }]);
});

t.test("an agent that hung up is rung again when the transfer fails", async (t) => {
  const o = await talkingOffice();
  const { place, ana, anaPhone, brunoPhone } = o;
  const { ours, theirs } = await inboundCall(o);
  brunoPhone.manner = rings;
  theirs.refer(uri("1002"));
  await place.until("Bruno's phone to ring", () => brunoPhone.calls.length > 0);
  theirs.hangUp();
  await place.pass(500);
  brunoPhone.call.refuse(603);
  const back = await connected(o, anaPhone, 1);
  t.match(back.invite?.headers.get("From"), /11988887777/);
  const from = place.time.now() + 200;
  await place.pass(700);
  t.match(place.liveCall, { state: "answered", agent: { id: ana.id } });
  t.ok(shareAt(ours.sound.samples(from), PITCH.ana) > 0.9);
  ours.hangUp();
  await place.nothingLeft(t);
});

t.test("where nobody takes the caller back either, the call ends", async (t) => {
  const o = await talkingOffice();
  const { place, anaPhone, brunoPhone } = o;
  const { ours, theirs } = await inboundCall(o);
  [anaPhone.manner, brunoPhone.manner] = [refuses(486), refuses(486)];
  theirs.refer(uri("1002"));
  theirs.hangUp();
  await place.until("the end", () => ours.state === "ended");
  await place.nothingLeft(t);
});

t.test("the customer hangs up while the new agent's phone rings: all of it ends", async (t) => {
  const o = await talkingOffice();
  const { place, brunoPhone } = o;
  const { ours, theirs } = await inboundCall(o);
  brunoPhone.manner = rings;
  theirs.refer(uri("1002"));
  await place.until("Bruno's phone to ring", () => brunoPhone.calls.length > 0);
  ours.hangUp();
  await place.until("Ana to be free", () => theirs.state === "ended");
  t.ok(brunoPhone.call.came.includes("CANCEL"));
  t.equal(theirs.notified.at(-1), "SIP/2.0 487 Request Terminated");
  await place.nothingLeft(t);
});

t.test("to a number by trunk: the call goes on without an agent", async (t) => {
  const o = await talkingOffice();
  const { place, ana, customer } = o;
  const { ours, theirs } = await inboundCall(o);
  const before = customer.calls.length;
  theirs.refer(uri("011977776666"));
  const outside = await connected(o, customer, before);
  await place.until("Ana to be free", () => theirs.state === "ended");
  t.match(place.liveCall, { state: "answered", agent: null });
  outside.hangUp();
  await place.until("the end", () => ours.state === "ended");
  await place.nothingLeft(t);
  t.match(
    [...place.account.journal.reports.values()],
    [{ agentId: ana.id, transfers: [{ fromAgentId: ana.id, toAgentId: null, toNumber: "011977776666" }] }],
  );
});

t.test("a trunk transfers nobody", async (t) => {
  const o = await talkingOffice();
  const { place, brunoPhone } = o;
  const { ours } = await inboundCall(o);
  ours.refer(uri("1002"));
  await place.until("an answer", () => ours.came.includes("403 REFER"));
  t.equal(brunoPhone.calls.length, 0);
  t.equal(place.liveCall.state, "answered");
  ours.hangUp();
  await place.nothingLeft(t);
});
