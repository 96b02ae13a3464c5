/** INVITE with Replaces (RFC 3891), and what RFC 5359 §2.16 does with it. */
import t from "tap";
import { shareAt } from "../media/support/signals.ts";
import { inboundCall } from "./support/office.ts";
import { rings } from "./support/phone.ts";
import { isOneStream, PITCH, talkingOffice } from "./support/transfers.ts";

t.test("another agent's phone takes the place of a leg that is up", async (t) => {
  const o = await talkingOffice();
  const { place, bruno, brunoPhone } = o;
  const { ours, theirs } = await inboundCall(o);
  const before = ours.came.length;
  const { id } = place.liveCall;
  const brunos = brunoPhone.dial("1001", { headers: [["Replaces", theirs.named]] });
  await place.until("Ana to be free", () => theirs.state === "ended" && brunos.state === "connected");
  const from = place.time.now() + 100;
  await place.pass(1000);
  t.match(place.liveCall, { id, state: "answered", agent: { id: bruno.id } });
  t.ok(shareAt(ours.sound.samples(from), PITCH.bruno) > 0.9);
  t.ok(shareAt(brunos.sound.samples(from), PITCH.customer) > 0.9);
  t.ok(isOneStream(ours.sound.heard));
  t.strictSame(ours.came.slice(before), []);
  ours.hangUp();
  await place.nothingLeft(t);
});

t.test("RFC 5359 §2.16 call pickup: another agent answers a phone that rings", async (t) => {
  const o = await talkingOffice();
  const { place, bruno, customer, anaPhone, brunoPhone } = o;
  anaPhone.manner = rings;
  const ours = customer.dial("1130004000");
  await place.until("Ana's phone to ring", () => anaPhone.calls.length > 0 && ours.came.includes("180 INVITE"));
  const brunos = brunoPhone.dial("1001", { headers: [["Replaces", `${anaPhone.call.named};early-only`]] });
  await place.until("the answer", () => ours.state === "connected" && brunos.state === "connected");
  t.ok(anaPhone.call.came.includes("CANCEL"));
  t.match(place.liveCall, { state: "answered", agent: { id: bruno.id } });
  const from = place.time.now() + 100;
  await place.pass(500);
  t.ok(shareAt(brunos.sound.samples(from), PITCH.customer) > 0.9);
  brunos.hangUp();
  await place.nothingLeft(t);
  t.match(
    [...place.account.journal.reports.values()],
    [{ agentId: bruno.id, disposition: "answered", hungUpBy: "agent" }],
  );
});

t.test("RFC 3891 §3: what cannot be replaced is refused", async (t) => {
  const o = await talkingOffice();
  const { place, anaPhone, brunoPhone, customer } = o;
  const { ours, theirs } = await inboundCall(o);
  const refusals: readonly (readonly [why: string, value: () => string, status: number])[] = [
    ["a confirmed dialog with early-only", () => `${theirs.named};early-only`, 486],
    ["a dialog that is not there", () => "no-such-call;to-tag=a;from-tag=b", 481],
    ["a dialog with another peer's tag", () => theirs.named.replace(/from-tag=[^;]*/, "from-tag=x"), 481],
    ["a header that cannot be read", () => "no-such-call", 400],
  ];
  for (const [why, value, status] of refusals) {
    const brunos = brunoPhone.dial("1001", { headers: [["Replaces", value()]] });
    await place.until(why, () => brunos.state === "ended");
    t.equal(brunos.status, status, why);
  }
  const self = anaPhone.dial("1001", { headers: [["Replaces", ours.named]] });
  await place.until("Ana's own", () => self.state === "ended");
  t.equal(self.status, 603, "nobody talks to oneself");
  const trunk = customer.dial("1130004000", { headers: [["Replaces", theirs.named]] });
  await place.until("the trunk's", () => trunk.state === "ended");
  t.equal(trunk.status, 403, "a trunk replaces nobody");
  t.equal(theirs.state, "connected");
  ours.hangUp();
  await place.nothingLeft(t);
});
