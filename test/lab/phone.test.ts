import t, { type Test } from "tap";
import { answers, refuses, rings } from "../../lab/phone/manners.ts";
import { TestPhone } from "../../lab/phone/phone.ts";
import { TestTrunk } from "../../lab/phone/trunk.ts";
import { locate, tonesIn } from "../../lab/sound/analysis.ts";
import { noise, silence, take, tone } from "../../lab/sound/signals.ts";

/** Two phones that call each other without a server: whatever is wrong here is wrong in the phone. */
async function pair(test: Test, options: Partial<Parameters<typeof TestPhone.start>[0]> = {}) {
  const called = await TestPhone.start({ user: "1002", server: { address: "127.0.0.1", port: 9 }, ...options });
  const caller = await TestPhone.start({
    user: "1001",
    server: { address: "127.0.0.1", port: called.port },
    ...options,
  });
  test.teardown(() => Promise.all([caller.close(), called.close()]));
  return { caller, called };
}

for (const transport of ["udp", "tcp"] as const) {
  t.test(`a call over ${transport}: rings, is answered, is heard on both sides, ends`, async (t) => {
    const { caller, called } = await pair(t, { transport });
    const out = await caller.dial("1002", { from: "5511999998888", name: "Maria" });
    const back = await called.incoming();
    t.match(back.from, /"Maria" <sip:5511999998888@/);
    await out.ringing();
    t.equal(out.state, "calling");
    await Promise.all([back.answer(), out.answered()]);

    out.audio.speak(tone(440));
    back.audio.speak(tone(1000));
    const [forward, backward] = [await back.audio.hear(300), await out.audio.hear(300)];
    t.strictSame(tonesIn(forward, [440, 1000]), [440]);
    t.strictSame(tonesIn(backward, [440, 1000]), [1000]);

    t.equal((await back.bye()).status, 200);
    t.equal(await out.ended(), "theirs");
    t.equal(back.ending, "ours");
  });
}

t.test("a call is refused, and another taken back", async (t) => {
  const { caller, called } = await pair(t);
  called.manner = refuses(486);
  await t.rejects((await caller.dial("1002")).answered(), { message: "INVITE was answered 486 Busy Here" });

  called.manner = rings;
  const out = await caller.dial("1002");
  await called.incoming();
  const back = await called.incoming();
  await out.cancel();
  t.equal(await out.ended(), 487);
  t.equal(await back.ended(), 487);
  t.equal(called.log.requests("CANCEL").length, 1);
});

t.test("hold, resume and a new address by re-INVITE", async (t) => {
  const { caller, called } = await pair(t);
  called.manner = answers;
  const out = await (await caller.dial("1002")).answered();
  const back = await called.incoming();

  await out.hold();
  t.equal(back.remote?.direction, "sendonly");
  t.equal(out.remote?.direction, "recvonly");
  t.equal(back.audio.agreed?.sends, false, "a held phone says nothing");
  await back.hold("inactive");
  t.equal(out.remote?.direction, "inactive");
  await out.resume();
  t.equal(out.remote?.direction, "inactive", "the other side still holds");
  await back.resume();
  t.equal(out.audio.agreed?.sends, true);
});

t.test("keys: RFC 4733 once a press, with three ends, and INFO", async (t) => {
  const { caller, called } = await pair(t);
  called.manner = answers;
  const out = await (await caller.dial("1002")).answered();
  const back = await called.incoming();
  await out.audio.press("5");
  await out.audio.press("#");
  await back.audio.changes.until(() => back.audio.keys().at(1)?.end, "two keys");
  t.strictSame(back.audio.keys(), [
    { key: "5", end: true, duration: 800 },
    { key: "#", end: true, duration: 800 },
  ]);
  const events = back.audio.received.filter((packet) => packet.payloadType === 101);
  t.ok(events.length >= 14, "five reports and at least two of three ends each");
  t.equal(events.filter((packet) => packet.marker).length, 2);
  await out.info("6");
  t.match(back.requests.at(-1)?.body, "Signal=6");
});

t.test("what a phone sends is the same bytes in each run with the same seed", async (t) => {
  const run = async (): Promise<string> => {
    const { caller, called } = await pair(t, { seed: 7 });
    called.manner = answers;
    caller.voice = noise(3);
    const out = await (await caller.dial("1002")).answered();
    await out.audio.pass(200);
    return Buffer.concat(out.audio.sent.slice(0, 10)).toString("hex");
  };
  t.equal(await run(), await run());
});

t.test("packets leave on time and the sound arrives sample for sample", async (t) => {
  const { caller, called } = await pair(t, { ptime: 10 });
  called.manner = answers;
  caller.voice = noise(5);
  await (await caller.dial("1002")).answered();
  const back = await called.incoming();
  const heard = await back.audio.hear(400);
  const found = locate(heard.subarray(800, 1600), take(noise(5), 1000));
  t.ok(found.similarity > 0.999, `similarity ${found.similarity}`);
  const [first, last] = [back.audio.received[0]!, back.audio.received.at(-1)!];
  const sent = ((last.timestamp - first.timestamp) | 0) / 8;
  t.ok(Math.abs(last.at - first.at - sent) < 40, "no drift");
  t.equal(first.payload.length, 80);
});

t.test("muting stops RTP, speaking again marks the spurt and keeps time", async (t) => {
  const { caller, called } = await pair(t);
  called.manner = answers;
  const out = await (await caller.dial("1002")).answered();
  const back = await called.incoming();
  await back.audio.hear(100);
  out.audio.mute();
  await out.audio.pass(100);
  const quiet = back.audio.received.length;
  await out.audio.pass(100);
  t.equal(back.audio.received.length, quiet);
  out.audio.speak(silence);
  await back.audio.hear(40);
  const [before, after] = [back.audio.received[quiet - 1]!, back.audio.received[quiet]!];
  t.equal(after.marker, true);
  t.equal((after.sequence - before.sequence) & 0xffff, 1);
  t.ok(((after.timestamp - before.timestamp) | 0) >= 1600, "the clock ran on");
});

t.test("a request is repeated until the phone hears again, and seen once", async (t) => {
  const { caller, called } = await pair(t);
  called.manner = answers;
  called.deaf = true;
  const out = await caller.dial("1002");
  await caller.changes.until(() => caller.log.sent("INVITE").length === 2, "the repeated INVITE");
  const [first] = caller.log.sent("INVITE");
  called.deaf = false;
  await out.answered();
  t.equal(called.calls.length, 1);
  for (const repeated of caller.log.sent("INVITE")) t.equal(repeated.toString(), first?.toString());
});

t.test("a trunk demands digest of the server that registers", async (t) => {
  const registrant = { user: "ponto", password: "segredo" };
  const trunk = await TestTrunk.start({ server: { address: "127.0.0.1", port: 9 }, registrant });
  const server = { address: "127.0.0.1", port: trunk.port };
  const right = await TestPhone.start({ server, ...registrant });
  const wrong = await TestPhone.start({ server, user: "ponto", password: "guess" });
  t.teardown(() => Promise.all([trunk.close(), right.close(), wrong.close()]));
  t.equal((await right.register()).status, 200);
  await t.rejects(wrong.register(), { message: "REGISTER was answered 401 Unauthorized" });
  t.equal(trunk.registrations, 1);
});
