import t from "tap";
import { answers, ignores, refuses, rings } from "../../lab/phone/manners.ts";
import { tonesIn } from "../../lab/sound/analysis.ts";
import { tone } from "../../lab/sound/signals.ts";
import { CUSTOMER, centre, NUMBER } from "../support/centre.ts";

t.test("a customer calls, the agent answers, they hear each other, it is reported", async (t) => {
  const c = await centre(t);
  c.ana.phone.voice = tone(1000);
  const call = await c.call();
  call.customer.audio.speak(tone(440));
  t.strictSame(tonesIn(await call.agent.audio.hear(300), [440, 1000]), [440]);
  t.strictSame(tonesIn(await call.customer.audio.hear(300), [440, 1000]), [1000]);
  await call.customer.bye();
  t.equal(await call.agent.ended(), "theirs");
  const report = await c.report(call.id);
  t.match(report, { direction: "inbound", disposition: "answered", agentExtension: "1001", hungUpBy: "customer" });
  t.match(report.customerNumber, /88887777$/);
});

t.test("a call that is not answered ends as it should", async (t) => {
  const c = await centre(t);

  c.ana.phone.manner = refuses(486);
  const busy = await c.trunk.call(NUMBER, CUSTOMER);
  t.equal(await busy.ended(), 486);

  c.ana.phone.manner = rings;
  const abandoned = await c.trunk.call(NUMBER, CUSTOMER);
  await abandoned.ringing();
  await c.ana.phone.incoming();
  const ringing = await c.ana.phone.incoming();
  await abandoned.cancel();
  t.equal(await ringing.ended(), 487);

  c.ana.phone.manner = ignores;
  const unknown = await c.trunk.call("1130009999", CUSTOMER);
  t.equal(await unknown.ended(), 404);
});

t.test("one agent calls another by extension", async (t) => {
  const c = await centre(t);
  const bruno = await c.seat("Bruno", "1002", { manner: answers, voice: tone(700) });
  const call = await (await c.ana.phone.dial("1002")).answered();
  const called = await bruno.phone.incoming();
  t.strictSame(tonesIn(await call.audio.hear(300), [700]), [700]);
  await called.bye();
  t.equal(await call.ended(), "theirs");
});

t.test("a phone with a wrong token is refused, and so is a call without one", async (t) => {
  const c = await centre(t);
  const stranger = await c.stranger(c.ana.agent, "wrong");
  await t.rejects(stranger.register(), { message: /REGISTER was answered 40[13]/ });
  const call = await stranger.dial("1003");
  t.match(await call.ended(), /40[137]/);
});
