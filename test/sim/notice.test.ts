/** From the settings to the ear: in which calls the parties are told that they may be heard, and when. */
import t, { type Test } from "tap";
import { defaultSettings, type Settings } from "../../src/accounts/directory/shapes.ts";
import { shareAt, silence } from "../media/support/signals.ts";
import { must } from "./support/centre.ts";
import { inboundCall, type Office, office } from "./support/office.ts";
import type { PhoneCall } from "./support/phoneCall.ts";

type Notice = Settings["notice"];

const quiet = { voice: silence };
const officeWith = (notice: Partial<Notice>, settings: Partial<Settings> = {}): Promise<Office> =>
  office(
    { settings: { ...settings, notice: { ...defaultSettings.notice, ...notice } } },
    { customer: quiet, ana: quiet, bruno: quiet, clara: quiet, davi: quiet },
  );

/** When a tone begins in what a call has been sent since `from`: ms after that, to 100 ms. */
function tones(call: PhoneCall, from: number): number[] {
  return beginnings(call.sound.samples(from));
}

function beginnings(samples: Int16Array): number[] {
  const frame = 160;
  const sounds = Array.from({ length: Math.floor(samples.length / frame) }, (_, i) => {
    const piece = samples.subarray(i * frame, (i + 1) * frame);
    return piece.some((sample) => Math.abs(sample) > 1000) && shareAt(piece, 1400) > 0.5;
  });
  return sounds.flatMap((isTone, i) => (isTone && sounds[i - 1] !== true ? [Math.round(i / 5) / 10] : []));
}

const same = (t: Test, calls: readonly PhoneCall[], from: number, expected: readonly number[], what: string) => {
  for (const call of calls) {
    const heard = tones(call, from);
    const fits = heard.length === expected.length && heard.every((at, i) => Math.abs(at - expected[i]!) <= 0.15);
    t.ok(fits, `${what}: ${heard} s, expected ${expected}`);
  }
};

t.test("off unless it is asked for: whoever listens and whatever is recorded", async (t) => {
  const o = await officeWith({});
  const { ours, theirs } = await inboundCall(o);
  const from = o.place.time.now();
  await o.place.connectMonitor(o.clara, "active");
  await o.place.pass(20_000);
  same(t, [ours, theirs], from, [], "nothing");
  ours.hangUp();
  await o.place.nothingLeft(t);
});

t.test(
  "all calls: from the answer on, as the account had it when the call began; the recording and a monitor have it",
  async (t) => {
    const o = await officeWith({ calls: "all", everySeconds: 5 });
    const { place } = o;
    const { ours, theirs } = await inboundCall(o);
    const from = place.time.now();
    await place.connectMonitor(o.clara, "passive");
    place.account.directory.setSettings({ ...place.account.directory.settings(), notice: defaultSettings.notice });
    await place.pass(11_000);
    same(t, [ours, theirs, o.claraPhone.call], from, [0.5, 5.5, 10.5], "each five seconds");
    ours.hangUp();
    await place.nothingLeft(t);
    for (const channel of [0, 1])
      t.strictSame(beginnings(place.recordings[0]!.channel(channel)).length, 3, `track ${channel} of the recording`);
    const next = await inboundCall(o);
    const since = place.time.now();
    await place.pass(3000);
    same(t, [next.ours, next.theirs], since, [], "not in the next call");
    next.ours.hangUp();
    await place.nothingLeft(t);
  },
);

t.test(
  "monitored calls: while somebody listens, and from the moment on at which somebody begins; no SIP message tells",
  async (t) => {
    const o = await officeWith({ calls: "monitored", everySeconds: 15 });
    const { place, clara, davi } = o;
    const { ours, theirs } = await inboundCall(o);
    const [cameBefore, theirsBefore] = [ours.came.length, theirs.came.length];
    let from = place.time.now();
    await place.pass(3000);
    same(t, [ours, theirs], from, [], "nobody listens");
    const first = await place.connectMonitor(clara, "passive");
    from = place.time.now();
    await place.pass(4000);
    same(t, [ours, theirs], from, [0.5], "a passive monitor");
    await place.connectMonitor(davi, "semi_active");
    from = place.time.now();
    await place.pass(4000);
    same(t, [ours, theirs], from, [], "a second one changes nothing");
    must(place.centre.release(place.viewer(clara), first));
    from = place.time.now();
    await place.pass(9000);
    same(t, [ours, theirs], from, [7.5], "it goes on while one is left");
    o.daviPhone.call.hangUp();
    await place.pass(100);
    from = place.time.now();
    await place.pass(20_000);
    same(t, [ours, theirs], from, [], "nobody listens any longer");
    await place.connectMonitor(clara, "active");
    from = place.time.now();
    await place.pass(2000);
    same(t, [ours, theirs], from, [0.5], "somebody listens again");
    t.strictSame([ours.came.slice(cameBefore), theirs.came.slice(theirsBefore)], [[], []], "U1");
    ours.hangUp();
    await place.nothingLeft(t);
  },
);

t.test("recorded calls: while the recording runs", async (t) => {
  const o = await officeWith({ calls: "recorded", everySeconds: 4 });
  const { place } = o;
  const { ours, theirs } = await inboundCall(o);
  const pause = (paused: boolean) => must(place.centre.pauseRecording(place.administrator, place.liveCall.id, paused));
  let from = place.time.now();
  await place.pass(2000);
  same(t, [ours, theirs], from, [0.5], "from the answer on");
  pause(true);
  from = place.time.now();
  await place.pass(8000);
  same(t, [ours, theirs], from, [], "paused");
  pause(false);
  from = place.time.now();
  await place.pass(2000);
  same(t, [ours, theirs], from, [0.5], "it goes on");
  ours.hangUp();
  await place.nothingLeft(t);
});

t.test("recorded calls: none where the account records nothing", async (t) => {
  const o = await officeWith({ calls: "recorded" }, { recording: { ...defaultSettings.recording, enabled: false } });
  const { ours, theirs } = await inboundCall(o);
  const from = o.place.time.now();
  await o.place.connectMonitor(o.clara, "passive");
  await o.place.pass(2000);
  same(t, [ours, theirs], from, [], "nothing");
  ours.hangUp();
  await o.place.nothingLeft(t);
});

t.test("it is put off while a party holds", async (t) => {
  const o = await officeWith({ calls: "all", everySeconds: 5 });
  const { place } = o;
  const { ours, theirs } = await inboundCall(o);
  await place.pass(2000);
  theirs.reinvite({ direction: "sendonly" });
  await place.until("the hold", () => place.liveCall.state === "held");
  let from = place.time.now();
  await place.pass(8000);
  t.strictSame(tones(theirs, from), [], "who holds is sent nothing");
  t.strictSame(tones(ours, from), [], "who waits hears the music");
  theirs.reinvite();
  await place.until("the end of the hold", () => place.liveCall.state === "answered");
  from = place.time.now();
  await place.pass(2000);
  same(t, [ours, theirs], from, [0.5], "it is over");
  ours.hangUp();
  await place.nothingLeft(t);
});

t.test("once: whoever takes a party's place hears it too", async (t) => {
  const o = await officeWith({ calls: "all", everySeconds: 0 });
  const { place } = o;
  const { ours, theirs } = await inboundCall(o);
  let from = place.time.now();
  await place.pass(20_000);
  same(t, [ours, theirs], from, [0.5], "once");
  must(place.centre.hold(place.administrator, place.liveCall.id));
  await place.pass(1000);
  must(place.centre.resume(place.administrator, place.liveCall.id));
  from = place.time.now();
  await place.pass(2000);
  same(t, [ours, theirs], from, [], "not again after a hold");
  must(place.centre.transfer(place.administrator, place.liveCall.id, { to: "1002", type: "blind" }));
  await place.until(
    "Bruno's answer",
    () => place.liveCall.agent?.id === o.bruno.id && place.liveCall.state === "answered",
  );
  from = place.time.now();
  await place.pass(3000);
  same(t, [ours, o.brunoPhone.call], from, [0.5], "to the new agent, and the customer with it");
  ours.hangUp();
  await place.nothingLeft(t);
});
