/** M8: a monitor's keys steer the monitoring and are heard by nobody; a party's keys reach the other party once. */
import t from "tap";
import type { AudioPort } from "../../lab/media/audioPort.ts";
import type { EventStream } from "../../lab/ponto/eventStream.ts";
import { silence, sum, tone } from "../../lab/sound/signals.ts";
import type { MonitoringView } from "../../src/calls/live/views.ts";
import { centre, type LiveCall, type Monitoring } from "../support/centre.ts";
import { hears, voiceOf } from "../support/hearing.ts";

const FRAME_MS = 20;
/** At most so much of an in-band tone gets through, ms. */
const LEAK_MS = 40;
/** The key 4 as it sounds (ITU-T Q.23). */
const FOUR = sum(tone(770, 6000), tone(1209, 6000));

/** How long a sound lasts from its first to its last sample above the noise of G.711, ms. */
function lengthOf(sound: Int16Array): number {
  const loud = (sample: number): boolean => Math.abs(sample) > 50;
  const first = sound.findIndex(loud);
  return first === -1 ? 0 : (sound.findLastIndex(loud) + 1 - first) / 8;
}

/** The modes that the stream of events told, one after another. */
const modesTold = (events: EventStream): readonly string[] =>
  events.events
    .filter(({ type }) => type === "monitoring.mode_changed")
    .map(({ data }) => (data.monitoring as MonitoringView).mode);

const eventPackets = (audio: AudioPort): number =>
  audio.received.filter(({ payloadType }) => payloadType === audio.agreed?.eventType).length;

t.test("M8: keys", async (t) => {
  const c = await centre(t);
  const dora = await c.supervisor("Dora", "1004");
  const events = await c.clara.api.events();
  t.teardown(() => events.close());
  const told = (mode: string, nth: number) =>
    events.next(
      "monitoring.mode_changed",
      () => modesTold(events).length >= nth && modesTold(events)[nth - 1] === mode,
    );
  const end = async ({ customer, agent }: LiveCall) => {
    await customer.bye();
    await agent.ended();
  };

  const presses = {
    "RFC 4733": ({ leg }: Monitoring, key: string) => leg.audio.press(key),
    "INFO (dtmf-relay)": ({ leg }: Monitoring, key: string) => leg.info(key),
    "INFO (dtmf)": ({ leg }: Monitoring, key: string) =>
      leg.request("INFO", [["Content-Type", "application/dtmf"]], key),
  } as const;
  for (const [way, press] of Object.entries(presses)) {
    await t.test(`the monitor's keys select the mode, by ${way}`, async (t) => {
      const before = modesTold(events).length;
      const call = await c.call();
      const monitoring = await c.monitor(call, "passive");
      for (const [i, [key, mode]] of [
        ["5", "semi_active"],
        ["6", "active"],
        ["4", "passive"],
      ].entries()) {
        await press(monitoring, key!);
        await told(mode!, before + i + 1);
        t.equal((await c.monitoring(monitoring.id, "connected")).mode, mode, `key ${key}`);
      }
      await press(monitoring, "1");
      await press(monitoring, "6");
      await told("active", before + 4);
      t.strictSame(modesTold(events).slice(before), ["semi_active", "active", "passive", "active"], "1 means nothing");
      for (const { audio } of [call.customer, call.agent]) t.equal(eventPackets(audio), 0, "no party gets a key");
      t.strictSame(call.customer.requests, [], "not by INFO either");
      t.strictSame(
        call.agent.requests.filter(({ method }) => method !== "ACK"),
        [],
      );
      await end(call);
    });

    await t.test(`a key for a mode that the user may not use changes nothing, by ${way}`, async (t) => {
      await c.admin.patch(`/v1/users/${c.clara.user.id}`, { monitoring: { active: false } });
      const before = modesTold(events).length;
      const call = await c.call();
      const monitoring = await c.monitor(call, "passive");
      await press(monitoring, "6");
      await press(monitoring, "5");
      await told("semi_active", before + 1);
      t.strictSame(modesTold(events).slice(before), ["semi_active"]);
      t.equal((await c.monitoring(monitoring.id, "connected")).mode, "semi_active", "nor does it end the monitoring");
      await end(call);
      await c.admin.patch(`/v1/users/${c.clara.user.id}`, { monitoring: { active: true } });
    });
  }

  await t.test("a key pressed while the monitor is public reaches neither party, monitor nor recording", async (t) => {
    const call = await c.call();
    const monitoring = await c.monitor(call, "active");
    const second = await c.monitor(call, "passive", dora);
    const ears = [call.customer, call.agent, second.leg].map(({ audio }) => audio);
    await monitoring.leg.audio.press("9", 200);
    await monitoring.leg.audio.pass(300);
    for (const ear of ears) {
      t.equal(eventPackets(ear), 0, "no event");
      t.equal(lengthOf(ear.heard()), 0, "no sound");
    }
    await end(call);
    const { wav } = await c.recording(call.id);
    t.strictSame(wav.tracks.map(lengthOf), [0, 0], "nothing recorded");
  });

  await t.test("of a tone that the monitor's phone makes in the sound, at most 40 ms get through", async (t) => {
    const call = await c.call();
    const monitoring = await c.monitor(call, "active");
    const second = await c.monitor(call, "passive", dora);
    const ears = [call.customer, call.agent, second.leg].map(({ audio }) => audio);
    monitoring.leg.audio.speak(FOUR);
    await monitoring.leg.audio.pass(400);
    monitoring.leg.audio.speak(silence);
    await monitoring.leg.audio.pass(400);
    for (const ear of ears) t.ok(lengthOf(ear.heard()) <= LEAK_MS, `${lengthOf(ear.heard())} ms got through`);
    t.equal((await c.monitoring(monitoring.id, "connected")).mode, "active", "such a tone selects no mode");
    monitoring.leg.audio.speak(voiceOf("monitor"));
    t.strictSame(await Promise.all(ears.map(hears)), ["monitor", "monitor", "monitor"], "speech gets through again");
    monitoring.leg.audio.speak(silence);
    await end(call);
  });

  await t.test("nor is more of it recorded", async (t) => {
    const call = await c.call();
    const monitoring = await c.monitor(call, "active");
    monitoring.leg.audio.speak(FOUR);
    await monitoring.leg.audio.pass(400);
    monitoring.leg.audio.speak(silence);
    await monitoring.leg.audio.pass(400);
    await end(call);
    const { wav } = await c.recording(call.id);
    for (const track of wav.tracks) t.ok(lengthOf(track) <= LEAK_MS, `${lengthOf(track)} ms were recorded`);
  });

  await t.test("a party's keys reach the other party, each once, whoever listens", async (t) => {
    const call = await c.call();
    const monitoring = await c.monitor(call, "active");
    for (const key of "7*#") await call.customer.audio.press(key, 100);
    for (const key of "A0") await call.agent.audio.press(key, 100);
    const reached = (audio: AudioPort, count: number) =>
      audio.changes.until(() => audio.keys().length >= count && audio.keys().every(({ end }) => end), `${count} keys`);
    await Promise.all([reached(call.agent.audio, 3), reached(call.customer.audio, 2)]);
    await call.agent.audio.pass(5 * FRAME_MS);
    const pressed = (keys: string) => [...keys].map((key) => ({ key, end: true, duration: 800 }));
    t.strictSame(call.agent.audio.keys(), pressed("7*#"));
    t.strictSame(call.customer.audio.keys(), pressed("A0"));
    t.equal(eventPackets(call.agent.audio), 3 * (5 + 3), "every packet of every key, none twice");
    t.equal((await c.monitoring(monitoring.id, "connected")).mode, "active", "a party's keys steer nothing");
    await end(call);
  });
});
