/** Keys between the parties of a call, in every form in which they can come and go. */
import t, { type Test } from "tap";
import type { KeyPlan } from "../../src/media/commands.ts";
import type { CodecName } from "../../src/rtp/codecs/codec.ts";
import { durationOf, eventOf, isEnd, KeyDetector } from "../../src/rtp/dtmf/events.ts";
import { KEYS } from "../../src/rtp/dtmf/keys.ts";
import { addTones } from "../../src/rtp/dtmf/toneGenerator.ts";
import { HOP, TonePresses } from "../../src/rtp/dtmf/tonePresses.ts";
import type { Heard, Phone } from "./support/phone.ts";
import { noise, type Signal, shareAt, silence, tone } from "./support/signals.ts";
import { AGENT_LEG, CUSTOMER_LEG, Stage, type StageOptions } from "./support/stage.ts";

const EVENT_TYPE = 101;
const takes = (form: KeyPlan["takes"], givesTones = false): KeyPlan => ({ takes: form, givesTones });

/** A call whose parties talk, and take keys by these plans. */
function talking(customer: KeyPlan, agent: KeyPlan, options: StageOptions = {}): Stage {
  const stage = new Stage(options);
  for (const [leg, phone, keys] of [
    [CUSTOMER_LEG, stage.customer, customer],
    [AGENT_LEG, stage.agent, agent],
  ] as const) {
    const { described } = phone;
    stage.engine.handle({ op: "describeLeg", call: 1, leg, described, mediaTimeoutMs: 0, keys });
  }
  stage.customer.speak(noise(1));
  stage.agent.speak(noise(2));
  stage.time.advance(300);
  return stage;
}

const press = (stage: Stage, leg: number, key: string, durationMs: number): void =>
  stage.engine.handle({ op: "pressKey", call: 1, leg, key, durationMs });

/** The keys that a phone is sent as events. */
function eventsAt({ heard }: Phone): string {
  const keys = new KeyDetector();
  return heard
    .filter(({ type }) => type === EVENT_TYPE)
    .map(({ ssrc, timestamp, payload, at }) => keys.detect(ssrc, timestamp, payload, 0, payload.length, at) ?? "")
    .join("");
}

/** The keys that it hears as tones, with their durations in whole 20 ms. */
function tonesAt(phone: Phone, from: number): string[] {
  const detector = new TonePresses();
  const samples = phone.samples(from);
  const narrow = samples.filter((_, i) => i % phone.scale === 0);
  const heard: string[] = [];
  for (let at = 0; at + HOP <= narrow.length; at += HOP) {
    if (detector.take(narrow, at, HOP, at) === "ends")
      heard.push(`${KEYS[detector.code]}:${20 * Math.floor(detector.lasted / 160)}`);
  }
  return heard;
}

const toldToParties = (stage: Stage) =>
  stage
    .told("keyForParty")
    .map((event) => (event.event === "keyForParty" ? `${event.leg} ${event.key}:${event.durationMs}` : ""));

/** A phone that dials in the band: what it says, and from `at` on a key for `ms`. */
const dialling =
  (key: string, ms: number): Signal =>
  (index) => {
    const sum = new Int32Array(1);
    addTones(KEYS.indexOf(key), index, 1, ms * 8, sum, 1);
    return sum[0]!;
  };

/** RTP's order: numbers without a gap, timestamps that never go back, and no sound while an event goes on. */
function isOneStream(t: Test, heard: readonly Heard[]): void {
  let broken = 0;
  let eventEnd = Number.NEGATIVE_INFINITY;
  heard.forEach((packet, i) => {
    const before = heard[i - 1];
    if (before === undefined) return;
    if (((packet.sequence - before.sequence) & 0xffff) !== 1) broken++;
    if (((packet.timestamp - before.timestamp) | 0) < 0) broken++;
    if (before.type === EVENT_TYPE) eventEnd = before.timestamp + durationOf(before.payload, 0);
    if (packet.type !== EVENT_TYPE && ((packet.timestamp - eventEnd) | 0) < 0) broken++;
  });
  t.equal(broken, 0, "the stream is one");
}

t.test("a key by INFO is sent as an event: packets each 20 ms, the end three times", async (t) => {
  const stage = talking(takes("info"), takes("events"));
  press(stage, CUSTOMER_LEG, "5", 170);
  stage.time.advance(1000);
  const events = stage.agent.heard.filter(({ type }) => type === EVENT_TYPE);
  t.strictSame(
    events.map(({ marker, payload }) => [marker, eventOf(payload, 0), durationOf(payload, 0), isEnd(payload, 0)]),
    [
      [true, 5, 160, false],
      [false, 5, 320, false],
      [false, 5, 480, false],
      [false, 5, 640, false],
      [false, 5, 800, false],
      [false, 5, 960, false],
      [false, 5, 1120, false],
      [false, 5, 1280, false],
      [false, 5, 1360, true],
      [false, 5, 1360, true],
      [false, 5, 1360, true],
    ],
  );
  t.equal(new Set(events.map(({ timestamp }) => timestamp)).size, 1);
  t.equal(new Set(events.map(({ at }, i) => at - 20 * i)).size, 1, "20 ms apart");
  isOneStream(t, stage.agent.heard);
  const after = stage.agent.heard.slice(stage.agent.heard.indexOf(events.at(-1)!) + 1);
  t.ok(after.length > 30, "and the other party is heard on");
  t.equal(eventsAt(stage.customer), "", "who pressed it is not sent it");
});

t.test("a long press is sent in segments (RFC 4733 §2.5.1.3)", async (t) => {
  for (const codec of ["PCMA", "opus"] as const) {
    const stage = talking(takes("info"), takes("events"), { agent: { codec } });
    press(stage, CUSTOMER_LEG, "#", 9000);
    stage.time.advance(10_000);
    const events = stage.agent.heard.filter(({ type }) => type === EVENT_TYPE);
    t.equal(eventsAt(stage.agent), "#", "one press");
    const last = events.at(-1)!;
    const lasted = ((last.timestamp - events[0]!.timestamp) >>> 0) + durationOf(last.payload, 0);
    t.equal(lasted, 72_000 * stage.agent.units, "9 s in all");
    t.equal(events.filter(({ marker }) => marker).length, 1);
    isOneStream(t, stage.agent.heard);
  }
});

t.test("keys follow one another in order, each as long as it was pressed", async (t) => {
  const stage = talking(takes("info"), takes("events"));
  for (const [key, ms] of [
    ["1", 40],
    ["1", 100],
    ["A", 20],
  ] as const)
    press(stage, CUSTOMER_LEG, key, ms);
  stage.time.advance(1000);
  t.equal(eventsAt(stage.agent), "11A");
  const ends = stage.agent.heard.filter(({ type, payload }) => type === EVENT_TYPE && isEnd(payload, 0));
  t.strictSame(
    ends.map(({ payload }) => durationOf(payload, 0) / 8),
    [40, 40, 40, 100, 100, 100, 40, 40, 40],
  );
});

const codecs: readonly CodecName[] = ["PCMA", "PCMU", "G722", "opus"];

t.test("who understands nothing else hears tones, in any codec and packet time", async (t) => {
  for (const codec of codecs) {
    for (const ptime of [20, 60]) {
      const byInfo = talking(takes("info"), takes("tones"), { agent: { codec, ptime } });
      const from = byInfo.time.now();
      press(byInfo, CUSTOMER_LEG, "7", 160);
      press(byInfo, CUSTOMER_LEG, "*", 100);
      byInfo.time.advance(1000);
      t.strictSame(tonesAt(byInfo.agent, from), ["7:160", "*:100"], `INFO, ${codec} ${ptime} ms`);
      isOneStream(t, byInfo.agent.heard);
      const byEvent = talking(takes("events"), takes("tones"), { agent: { codec, ptime } });
      byEvent.customer.press(9, 10);
      byEvent.time.advance(1000);
      t.strictSame(tonesAt(byEvent.agent, from), ["9:200"], `event, ${codec} ${ptime} ms`);
      t.equal(eventsAt(byEvent.agent), "");
    }
  }
});

t.test("who takes INFO is told at the end of a press", async (t) => {
  const stage = talking(takes("events"), takes("info"));
  stage.customer.press(11, 8);
  press(stage, AGENT_LEG, "3", 120);
  stage.time.advance(1000);
  t.strictSame(toldToParties(stage), [`${AGENT_LEG} #:160`]);
  t.equal(eventsAt(stage.agent), "");
  t.equal(eventsAt(stage.customer), "3");
});

t.test("tones of a trunk that has nothing else become what the agent takes, and are not heard beside it", async (t) => {
  for (const codec of codecs) {
    for (const form of ["events", "info"] as const) {
      const stage = talking(takes("tones", true), takes(form), { customer: { codec } });
      const from = stage.time.now();
      stage.customer.mute();
      stage.customer.speak(silence);
      stage.time.advance(100);
      const start = stage.customer.said.reduce((sum, { samples }) => sum + samples.length / stage.customer.scale, 0);
      const key = dialling("6", 140);
      stage.customer.speak((index) => (index < start ? 0 : key(index - start)));
      stage.time.advance(1000);
      if (form === "events") t.equal(eventsAt(stage.agent), "6", codec);
      else t.match(toldToParties(stage), [/^2 6:1[345]\d$/], codec);
      t.strictSame(tonesAt(stage.agent, from), [], "no tone that a receiver would take for a key");
    }
  }
});

t.test("between two that have tones only, tones pass as they are", async (t) => {
  const stage = talking(takes("tones", true), takes("tones", true));
  stage.customer.speak(dialling("6", 1e6));
  stage.time.advance(1000);
  t.strictSame(
    stage.agent.heard.map(({ payload }) => payload),
    stage.customer.sent.slice(0, stage.agent.heard.length),
  );
});

t.test("a press that comes as an event and as INFO is one, also when packets are lost", async (t) => {
  for (const form of ["events", "tones", "info"] as const) {
    for (const lost of [[], [0], [0, 1, 2], [7, 8, 9]]) {
      const stage = talking(takes("events"), takes(form));
      const from = stage.time.now();
      let event = 0;
      stage.net.setWeather(stage.customer.address, 5000, {
        fate: (data) => ((data[1]! & 0x7f) === EVENT_TYPE && lost.includes(event++) ? undefined : 0),
      });
      stage.customer.press(5, 8);
      stage.time.advance(60);
      press(stage, CUSTOMER_LEG, "5", 160);
      stage.time.advance(1000);
      const keys = eventsAt(stage.agent).length + tonesAt(stage.agent, from).length + toldToParties(stage).length;
      t.equal(keys, 1, `${form}, lost ${lost}`);
    }
  }
});

t.test("beside Opus durations count by 48,000 if the phone does, though it named telephone-event/8000", async (t) => {
  for (const counts of [8000, 48_000] as const) {
    const codec = counts === 8000 ? "G722" : "opus";
    for (const form of ["events", "info"] as const) {
      const stage = talking(takes("events"), takes(form), { customer: { codec } });
      const described = { ...stage.customer.described, eventClockRate: 8000 } as const;
      stage.engine.handle({ op: "describeLeg", call: 1, leg: CUSTOMER_LEG, described, mediaTimeoutMs: 0 });
      for (const key of [5, 6]) {
        stage.customer.press(key, 8);
        stage.time.advance(1000);
      }
      if (form === "info") {
        t.strictSame(toldToParties(stage), ["2 5:160", "2 6:160"], codec);
      } else {
        const last = stage.agent.heard.filter(({ type }) => type === EVENT_TYPE).at(-1)!;
        t.match([eventOf(last.payload, 0), durationOf(last.payload, 0)], [6, 1280], codec);
      }
    }
  }
});

t.test("M8 a monitor's keys reach nobody, whatever the parties take", async (t) => {
  for (const form of ["events", "tones", "info"] as const) {
    const stage = talking(takes(form), takes(form));
    const from = stage.time.now();
    const monitor = stage.monitor("active");
    monitor.speak(silence);
    stage.time.advance(200);
    monitor.press(5, 8);
    press(stage, 3, "5", 160);
    stage.time.advance(1000);
    for (const phone of [stage.customer, stage.agent]) {
      t.equal(eventsAt(phone), "");
      t.strictSame(tonesAt(phone, from), []);
    }
    t.strictSame(toldToParties(stage), []);
    t.match(stage.told("key"), [{ key: "5" }]);
  }
});

t.test(
  "M8 of a monitor's tones in its speech nothing is left that a receiver would take for a key, in any codec",
  async (t) => {
    for (const codec of codecs) {
      const stage = talking(takes("events"), takes("events"));
      stage.customer.speak(silence);
      stage.agent.speak(silence);
      const monitor = stage.monitor("active", "agent", { codec });
      monitor.speak(dialling("5", 1e6));
      const from = stage.time.now() + 100;
      stage.time.advance(1000);
      for (const phone of [stage.customer, stage.agent]) t.strictSame(tonesAt(phone, from), [], codec);
    }
  },
);

t.test("M3 a party that waits is told no key, and what was begun is dropped", async (t) => {
  for (const form of ["events", "tones", "info"] as const) {
    const stage = talking(takes(form), takes(form), { holdMusic: "silence" });
    const from = stage.time.now();
    press(stage, AGENT_LEG, "1", 5000);
    stage.time.advance(60);
    stage.set({ waits: { customer: true, agent: false } });
    press(stage, AGENT_LEG, "2", 100);
    stage.time.advance(500);
    stage.set({ waits: { customer: false, agent: false } });
    stage.time.advance(1000);
    t.notMatch(eventsAt(stage.customer), "2");
    t.notOk(tonesAt(stage.customer, from).some((heard) => heard.startsWith("2")));
    const events = stage.customer.heard.filter(({ type }) => type === EVENT_TYPE);
    t.ok(events.every(({ at }) => at <= from + 80));
  }
});

t.test("a monitor is heard on after a key", async (t) => {
  const stage = talking(takes("info"), takes("events"));
  const monitor = stage.monitor("semi_active");
  monitor.speak(silence);
  stage.time.advance(300);
  press(stage, CUSTOMER_LEG, "8", 400);
  stage.time.advance(300);
  stage.customer.speak(silence);
  monitor.speak(tone(1000));
  stage.time.advance(700);
  const heard = stage.agent.samples(stage.time.now() - 400);
  t.ok(shareAt(heard, 1000) > 0.95, `${shareAt(heard, 1000)}`);
  isOneStream(t, stage.agent.heard);
});
