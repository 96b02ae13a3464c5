/** Who hears whom over the whole server, when, and how soon after a change. */
import t, { type Test } from "tap";
import type { MonitorMode } from "../../src/mixer/audibility.ts";
import type { Phone as Sound } from "../media/support/phone.ts";
import { noise, shareAt, silence, tone } from "../media/support/signals.ts";
import { must } from "./support/centre.ts";
import { inboundCall, type Office, office } from "./support/office.ts";
import type { PhoneCall } from "./support/phoneCall.ts";

const VOICES = { customer: 700, ana: 1000, bruno: 1400, clara: 1800, davi: 2600 } as const;
type Voice = keyof typeof VOICES;

const speaking = Object.fromEntries(
  Object.entries(VOICES).map(([name, hertz]) => [name, { voice: tone(hertz, 4000) }]),
) as Record<Voice, { voice: (index: number) => number }>;

/** Which voices a phone has heard since a moment; `music` where something else is. */
function heard(sound: Sound, since: number): string {
  const samples = sound.samples(since);
  const voices = (Object.keys(VOICES) as Voice[]).filter((voice) => shareAt(samples, VOICES[voice]) > 0.05);
  const explained = voices.reduce((sum, voice) => sum + shareAt(samples, VOICES[voice]), 0);
  const music = explained < 0.8 && samples.some((sample) => Math.abs(sample) > 8);
  return [...voices, ...(music ? ["music"] : [])].join(" ");
}

/** What each phone hears in the half second that follows the first 300 ms from now. */
async function listen({ place }: Office, calls: Record<string, PhoneCall>): Promise<Record<string, string>> {
  await place.pass(300);
  const since = place.time.now();
  await place.pass(500);
  return Object.fromEntries(Object.entries(calls).map(([name, { sound }]) => [name, heard(sound, since)]));
}

async function withMonitors(
  t: Test,
  run: (
    there: Office,
    calls: Record<"customer" | "ana" | "clara" | "davi", PhoneCall>,
    ids: { clara: string; davi: string },
  ) => Promise<void>,
) {
  const there = await office({}, speaking);
  const { place, clara, davi, claraPhone, daviPhone } = there;
  const { ours, theirs } = await inboundCall(there);
  const ids = {
    clara: await place.connectMonitor(clara, "passive"),
    davi: await place.connectMonitor(davi, "passive"),
  };
  await run(there, { customer: ours, ana: theirs, clara: claraPhone.call, davi: daviPhone.call }, ids);
  ours.hangUp();
  await place.nothingLeft(t);
}

const parties = { customer: "ana", ana: "customer", clara: "customer ana", davi: "customer ana" };

t.test("M1 M3 M5 the matrix, mode by mode and hold by hold, on one call that goes on", (t) =>
  withMonitors(t, async (there, calls, ids) => {
    const { place, clara } = there;
    const callId = place.liveCall.id;
    const mode = (wanted: MonitorMode) =>
      place.result(place.centre.changeMode(place.viewer(clara), ids.clara, wanted)).then(must);
    const everybody = async (expected: Record<string, string>, when: string) =>
      t.strictSame(await listen(there, calls), expected, when);

    await everybody(parties, "passive");
    await mode("semi_active");
    await everybody({ ...parties, ana: "customer clara" }, "semi_active: a whisper is for its target alone");
    await mode("active");
    const active = { ...parties, customer: "ana clara", ana: "customer clara", davi: "customer ana clara" };
    await everybody(active, "active: everybody hears the monitor but itself");

    must(place.centre.hold(place.administrator, callId));
    const waiting = { customer: "music", clara: "music", davi: "music" };
    await everybody({ ...waiting, ana: "clara" }, "active, held by REST: the agent stays open");
    await mode("semi_active");
    await everybody({ ...waiting, ana: "clara" }, "semi_active, held by REST");
    must(place.centre.resume(place.administrator, callId));
    await everybody({ ...parties, ana: "customer clara" }, "resumed");
    await mode("active");

    calls.ana.reinvite({ direction: "sendonly" });
    await everybody({ ...waiting, ana: "" }, "the agent's phone holds: it gets nothing, the customer music");
    calls.ana.reinvite();
    await everybody(active, "resumed by the agent's phone");
    calls.customer.reinvite({ direction: "inactive" });
    await everybody({ customer: "", ana: "music", clara: "music", davi: "music" }, "the customer's phone holds");
    calls.customer.reinvite();
    await everybody(active, "resumed by the customer's phone");

    calls.clara.reinvite({ direction: "sendonly" });
    await everybody({ ...parties, clara: "" }, "M5 the monitor's own phone holds");
    calls.clara.reinvite();
    await everybody(active, "and resumes");
    place.centre.release(place.viewer(clara), ids.clara);
    await everybody({ ...parties, clara: "" }, "released");
  }),
);

t.test("M1 monitors of opposite targets on an internal call whisper each to its own", async (t) => {
  const there = await office({}, speaking);
  const { place, ana, bruno, clara, davi, anaPhone, brunoPhone, claraPhone, daviPhone } = there;
  const ours = brunoPhone.dial("1001");
  await place.until("the call to be live", () => ours.state === "connected");
  const callId = place.liveCall.id;
  await place.connectMonitor(clara, "semi_active", { agentId: bruno.id });
  const second = await place.connectMonitor(davi, "semi_active", { agentId: ana.id });
  const calls = { bruno: ours, ana: anaPhone.call, clara: claraPhone.call, davi: daviPhone.call };
  t.strictSame(await listen(there, calls), {
    bruno: "ana clara",
    ana: "bruno davi",
    clara: "ana bruno",
    davi: "ana bruno",
  });
  must(place.centre.release(place.viewer(davi), second));
  await place.pass(500);
  const byCall = must(await place.monitor(davi, "passive", { callId }));
  t.equal(byCall.monitoring.agentId, ana.id, "the target is the one who was called where no agent is named");
  ours.hangUp();
  await place.nothingLeft(t);
});

/** Louder than the parties' silence, whose A-law samples of 8 add up. */
const LOUD = 100;

/** When a phone was sent something loud since a moment. */
function loudTimes(sound: Sound, since: number): number[] {
  const loud = (from: number) => sound.samples(from, from + 0.001).some((sample) => Math.abs(sample) > LOUD);
  return sound.heard.filter(({ at }) => at >= since && loud(at)).map(({ at }) => at);
}

for (const seed of [1, 2, 3]) {
  t.test(`M6 a change is stamped within 20 ms and has reached everybody within 200 ms (seed ${seed})`, async (t) => {
    const quiet = { voice: silence };
    const there = await office(
      { seed, rtpWeather: { delay: 10, jitter: 10 } },
      { customer: quiet, ana: { ...quiet, ptime: 30 }, clara: { voice: noise(seed) }, davi: quiet },
    );
    const { place, clara, davi, daviPhone } = there;
    const { ours, theirs } = await inboundCall(there);
    const id = await place.connectMonitor(clara, "passive");
    await place.connectMonitor(davi, "passive");
    const listeners = { customer: ours, ana: theirs, davi: daviPhone.call };
    await place.pass(1000 + 7 * seed);
    t.strictSame(
      Object.values(listeners).flatMap(({ sound }) => loudTimes(sound, 0)),
      [],
      "nobody hears her yet",
    );
    for (const [mode, pick] of [
      ["active", (times: number[]) => times[0]!],
      ["passive", (times: number[]) => times.at(-1)!],
    ] as const) {
      const asked = place.time.now();
      const view = must(await place.result(place.centre.changeMode(place.viewer(clara), id, mode)));
      const stamped = Date.parse(view.effectiveAt!) - (place.time.wall() - asked - (place.time.now() - asked));
      t.ok(stamped - asked <= 20, `stamped after ${stamped - asked} ms`);
      await place.pass(1000);
      const changes = Object.values(listeners).map(({ sound }) => pick(loudTimes(sound, asked)));
      t.ok(Math.max(...changes) - stamped <= 200, `${mode}: everybody's stream has changed at ${changes} (${stamped})`);
      t.ok(Math.max(...changes) - Math.min(...changes) <= 100, "within 100 ms of one another");
    }
    ours.hangUp();
    await place.nothingLeft(t);
  });
}
