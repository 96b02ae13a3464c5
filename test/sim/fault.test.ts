/** A defect in one call costs that call and no other. */
import t from "tap";
import { Call } from "../../src/calls/call/call.ts";
import { inboundCall, office } from "./support/office.ts";

t.test("where a call's work fails once, both phones are hung up, and the next call is as ever", async (t) => {
  const there = await office();
  const { place } = there;
  const { journal } = place.account;
  const { ours, theirs } = await inboundCall(there);
  const callId = place.liveCall.id;
  let failed = 0;
  const { handle } = Call.prototype;
  t.teardown(() => {
    Call.prototype.handle = handle;
  });
  Call.prototype.handle = function (input, at) {
    if (this.id === callId && input.in === "hold" && failed++ === 0) throw new Error("a defect");
    return handle.call(this, input, at);
  };
  place.centre.hold(place.administrator, callId);
  await place.until("both to be hung up", () => [ours, theirs].every(({ state }) => state === "ended"));
  t.equal(failed, 1);
  t.match(journal.reports.get(callId), { disposition: "answered", hungUpBy: "system", live: false });

  const again = await inboundCall(there);
  again.ours.hangUp();
  await place.until("the end", () => again.theirs.state === "ended");
  await place.nothingLeft(t);
});

t.test("a call that fails whatever it is told is let go of; its phones are hung up all the same", async (t) => {
  const there = await office();
  const { place } = there;
  const { ours, theirs } = await inboundCall(there);
  const callId = place.liveCall.id;
  const { handle } = Call.prototype;
  t.teardown(() => {
    Call.prototype.handle = handle;
  });
  Call.prototype.handle = function (input, at) {
    if (this.id === callId) throw new Error("a defect");
    return handle.call(this, input, at);
  };
  place.centre.hold(place.administrator, callId);
  await place.until("both to be hung up", () => [ours, theirs].every(({ state }) => state === "ended"));
  t.same(place.centre.calls(place.administrator), []);
  const again = await inboundCall(there);
  again.ours.hangUp();
  await place.until("the end", () => again.theirs.state === "ended");
  await place.pass(70_000);
  t.match(place.exchange.counts(), { calls: 0, usages: 0, timers: 0, transactions: 0 });
  t.equal(place.ports.inUse, 0);
});

t.test("a request whose taking fails is answered 500", async (t) => {
  const there = await office();
  const { place, customer } = there;
  const { trunks } = place.account.directory;
  place.account.directory.trunks = () => {
    throw new Error("a defect");
  };
  const refused = customer.dial("1130004000");
  await place.until("the answer", () => refused.state === "ended");
  t.equal(refused.status, 500);
  place.account.directory.trunks = trunks;
  const { ours, theirs } = await inboundCall(there);
  ours.hangUp();
  await place.until("the end", () => theirs.state === "ended");
  await place.nothingLeft(t);
});
