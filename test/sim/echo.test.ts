/** The echo extension: an agent who dials it hears their own bytes, in a call like any other. */
import t from "tap";
import { codecNames } from "../../src/accounts/directory/shapes.ts";
import { shareAt, tone } from "../media/support/signals.ts";
import { codeOf, must } from "./support/centre.ts";
import { inboundCall, NUMBER, type Office, office } from "./support/office.ts";
import type { PhoneCall } from "./support/phoneCall.ts";

const ECHO = "*43";

/** Ana dials the echo; it has answered. */
async function echoOf({ place, anaPhone }: Office, number = ECHO): Promise<PhoneCall> {
  const ours = anaPhone.dial(number);
  await place.until("the echo to answer", () => ours.state === "connected");
  return ours;
}

for (const codec of codecNames) {
  t.test(`${codec}: what comes back is what was said, byte for byte and in its order`, async (t) => {
    const there = await office({}, { ana: { codec, voice: tone(700) } });
    const { place, ana } = there;
    const ours = await echoOf(there);
    await place.pass(2000);
    const { id, customer, agent, direction, state } = place.liveCall;
    t.strictSame(
      { customer, agent, direction, state },
      {
        customer: { number: ECHO, name: "Echo" },
        agent: { id: ana.id, name: ana.name, extension: ana.extension },
        direction: "internal",
        state: "answered",
      },
      "the agent is the agent",
    );
    const said = ours.sound.sent.map((payload) => payload.toString("hex"));
    const heard = ours.sound.heard.map(({ payload }) => payload.toString("hex"));
    t.ok(heard.length > 90, `${heard.length} packets`);
    t.strictSame(heard, said.slice(said.indexOf(heard[0]!), said.indexOf(heard[0]!) + heard.length));
    const sequences = ours.sound.heard.map(({ sequence }) => sequence);
    t.ok(
      sequences.every((sequence, i) => i === 0 || sequence === ((sequences[i - 1]! + 1) & 0xffff)),
      "numbered one by one",
    );
    t.not(ours.sound.heard[0]!.ssrc, 1234, "under a source of ours");
    ours.hangUp();
    await place.nothingLeft(t);
    t.match(place.account.journal.reports.get(id), {
      direction: "internal",
      disposition: "answered",
      customerNumber: ECHO,
      agentId: ana.id,
      trunkId: null,
      hungUpBy: "agent",
    });
    const [recording] = place.recordings;
    t.ok(
      recording!.channel(0).every((sample) => sample === 0),
      "the recording has nothing of the echo",
    );
    t.ok(shareAt(recording!.channel(1), 700, recording!.sampleRate / 8000) > 0.8, "and the agent once");
  });
}

const VOICES = { ana: 1000, bruno: 1400, clara: 1800 } as const;
const speaking = {
  ana: { voice: tone(VOICES.ana, 4000) },
  bruno: { voice: tone(VOICES.bruno, 4000) },
  clara: { voice: tone(VOICES.clara, 4000) },
};

/** Whose voices a phone hears in the half second that follows the first 300 ms from now; `music` where something else is. */
async function hears({ place }: Office, { sound }: PhoneCall): Promise<string> {
  await place.pass(300);
  const since = place.time.now();
  await place.pass(500);
  const samples = sound.samples(since);
  const shares = Object.entries(VOICES).map(([name, hertz]) => ({ name, share: shareAt(samples, hertz) }));
  const voices = shares.filter(({ share }) => share > 0.05).map(({ name }) => name);
  const explained = shares.reduce((sum, { share }) => sum + share, 0);
  return [...voices, ...(explained < 0.8 && samples.some((sample) => Math.abs(sample) > 8) ? ["music"] : [])].join(" ");
}

t.test("a monitor hears the agent once, and itself never; the agent hears the monitor once", async (t) => {
  const there = await office({}, speaking);
  const { place, clara, claraPhone } = there;
  const ours = await echoOf(there);
  const id = await place.connectMonitor(clara, "passive");
  t.equal(await hears(there, ours), "ana");
  t.equal(await hears(there, claraPhone.call), "ana");
  must(await place.result(place.centre.changeMode(place.viewer(clara), id, "semi_active")));
  t.equal(await hears(there, ours), "ana clara", "a whisper is for the agent");
  t.equal(await hears(there, claraPhone.call), "ana");
  must(await place.result(place.centre.changeMode(place.viewer(clara), id, "active")));
  t.equal(await hears(there, ours), "ana clara");
  t.equal(await hears(there, claraPhone.call), "ana", "M4 nobody else hears itself");
  ours.hangUp();
  await place.until("the monitor to be hung up", () => claraPhone.call.state === "ended");
  await place.nothingLeft(t);
});

t.test("it is held and resumed like any call", async (t) => {
  const there = await office({}, speaking);
  const { place } = there;
  const ours = await echoOf(there);
  must(place.centre.hold(place.administrator, place.liveCall.id));
  t.equal(await hears(there, ours), "");
  must(place.centre.resume(place.administrator, place.liveCall.id));
  t.equal(await hears(there, ours), "ana");
  ours.reinvite({ direction: "sendonly" });
  t.equal(await hears(there, ours), "", "by the phone, too");
  ours.reinvite();
  t.equal(await hears(there, ours), "ana");
  ours.hangUp();
  await place.nothingLeft(t);
});

t.test("it can be given to a colleague, who then hears itself", async (t) => {
  const there = await office({}, speaking);
  const { place, brunoPhone } = there;
  const ours = await echoOf(there);
  must(place.centre.transfer(place.administrator, place.liveCall.id, { to: "1002", type: "blind" }));
  await place.until("Bruno to have the call", () => brunoPhone.calls[0]?.state === "connected");
  await place.until("Ana to have left", () => ours.state === "ended");
  t.equal(await hears(there, brunoPhone.call), "bruno");
  brunoPhone.call.hangUp();
  await place.nothingLeft(t);
});

for (const type of ["blind", "attended"] as const) {
  t.test(`nobody is given to the echo: ${type}`, async (t) => {
    const there = await office();
    const { place } = there;
    const { ours } = await inboundCall(there);
    const asked = place.centre.transfer(place.administrator, place.liveCall.id, { to: ECHO, type });
    t.equal(codeOf(asked), "target_not_found");
    t.equal(ours.state, "connected");
    ours.hangUp();
    await place.nothingLeft(t);
  });
}

t.test("a customer's call is forwarded to nobody's echo", async (t) => {
  const there = await office();
  const { place, ana, customer } = there;
  place.account.agent("Ana", "1001", { ...ana.voip, forwardTo: { ...ana.voip.forwardTo, always: ECHO } });
  const ours = customer.dial(NUMBER);
  await place.until("an answer", () => ours.status !== undefined);
  t.equal(ours.status, 480);
  await place.nothingLeft(t);
});

t.test("click to call: the agent's phone is rung, then hears itself", async (t) => {
  const there = await office({}, speaking);
  const { place, ana, anaPhone } = there;
  must(place.centre.dial(place.administrator, ana.id, ECHO));
  await place.until("the call to be up", () => place.liveCall.state === "answered");
  t.equal(await hears(there, anaPhone.call), "ana");
  anaPhone.call.hangUp();
  await place.nothingLeft(t);
});

t.test("keys come back, and who says nothing for the media timeout is hung up", async (t) => {
  const there = await office({ settings: { media: { timeoutSeconds: 10 } } }, { ana: speaking.ana });
  const { place } = there;
  const ours = await echoOf(there);
  await place.pass(500);
  ours.sound.press(7, 8);
  await place.pass(1000);
  t.ok(
    ours.sound.heard.some(({ type, payload }) => type === 101 && payload[0] === 7),
    "the event as it was sent",
  );
  ours.sound.mute();
  await place.until("the end", () => ours.state === "ended", 20_000);
  await place.nothingLeft(t);
});

t.test("five at a time; the sixth finds it busy, and has its row", async (t) => {
  const there = await office();
  const { place, anaPhone } = there;
  const calls = Array.from({ length: 5 }, () => anaPhone.dial(ECHO));
  await place.until("five echoes", () => calls.every(({ state }) => state === "connected"));
  const sixth = anaPhone.dial(ECHO);
  await place.until("an answer", () => sixth.status !== undefined);
  t.equal(sixth.status, 486);
  t.match(
    [...place.account.journal.reports.values()].map(({ disposition }) => disposition).filter((one) => one === "busy"),
    ["busy"],
  );
  calls[0]!.hangUp();
  await place.until("it to be over", () => place.centre.calls(place.administrator).length === 4);
  const again = anaPhone.dial(ECHO);
  await place.until("an answer", () => again.status !== undefined);
  t.equal(again.status, 200, "one that has ended leaves room");
  for (const call of [...calls.slice(1), again]) call.hangUp();
  await place.nothingLeft(t);
});

for (const [echoExtension, dialled, status] of [
  [null, ECHO, 404],
  ["*99", ECHO, 404],
  ["*99", "*99", 200],
  // With a route's prefix before it.
  ["043", "043", 200],
  // An agent's extension wins.
  ["1002", "1002", 200],
] as const) {
  t.test(`with echoExtension ${echoExtension}, ${dialled} is answered ${status}`, async (t) => {
    const there = await office({ settings: { echoExtension } });
    const { place, anaPhone, brunoPhone } = there;
    const ours = anaPhone.dial(dialled);
    await place.until("an answer", () => ours.status !== undefined);
    t.equal(ours.status, status);
    t.equal(brunoPhone.calls.length, dialled === "1002" ? 1 : 0);
    ours.hangUp();
    await place.nothingLeft(t);
  });
}
