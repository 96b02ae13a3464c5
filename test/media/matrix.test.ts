import t from "tap";
import type { MonitorMode } from "../../src/mixer/audibility.ts";
import type { Phone } from "./support/phone.ts";
import { shareAt, silence, tone } from "./support/signals.ts";
import { Stage } from "./support/stage.ts";

const VOICES = { customer: 440, agent: 1000, monitor: 1800, second: 2600 } as const;
type Voice = keyof typeof VOICES;

/** Which voices are in what a phone heard of the last second; `music` where something else is. */
function voicesIn(samples: Int16Array): string {
  const heard = (Object.keys(VOICES) as Voice[]).filter((voice) => shareAt(samples, VOICES[voice]) > 0.05);
  const explained = heard.reduce((sum, voice) => sum + shareAt(samples, VOICES[voice]), 0);
  if (samples.length > 0 && explained < 0.8 && samples.some((sample) => Math.abs(sample) > 8))
    heard.push("music" as Voice);
  return heard.join(" ");
}

interface Row {
  readonly rule: string;
  readonly when: string;
  readonly mode: MonitorMode;
  readonly prepare?: (stage: Stage) => void;
  readonly customer: string;
  readonly agent: string;
  readonly monitor: string;
  /** The passive second monitor. */
  readonly second: string;
  readonly left: string;
  readonly right: string;
}

const talking = { monitor: "customer agent", second: "customer agent", left: "customer", right: "agent" };
const quiet = { customer: "", agent: "", left: "", right: "" };

const rows: readonly Row[] = [
  { rule: "matrix", when: "passive", mode: "passive", customer: "agent", agent: "customer", ...talking },
  { rule: "M1", when: "semi_active", mode: "semi_active", customer: "agent", agent: "customer monitor", ...talking },
  {
    rule: "M1",
    when: "semi_active towards the customer's place",
    mode: "semi_active",
    prepare: (stage) => stage.setMonitor(0, { target: "customer" }),
    ...talking,
    customer: "agent monitor",
    agent: "customer",
  },
  {
    rule: "M1",
    when: "active",
    mode: "active",
    customer: "agent monitor",
    agent: "customer monitor",
    monitor: "customer agent",
    second: "customer agent monitor",
    left: "customer monitor",
    right: "agent monitor",
  },
  {
    rule: "M3",
    when: "semi_active, held by REST",
    mode: "semi_active",
    prepare: (stage) => stage.set({ waits: { customer: true, agent: false } }),
    ...quiet,
    customer: "music",
    agent: "monitor",
    monitor: "music",
    second: "music",
  },
  {
    rule: "M3",
    when: "active, the agent's phone holds",
    mode: "active",
    prepare: (stage) => stage.hold("agent", true),
    ...quiet,
    customer: "music",
    monitor: "music",
    second: "music",
  },
  {
    rule: "M3",
    when: "active, the customer's phone holds",
    mode: "active",
    prepare: (stage) => stage.hold("customer", true),
    ...quiet,
    agent: "music",
    monitor: "music",
    second: "music",
  },
  {
    rule: "M5",
    when: "active, the monitor's phone holds",
    mode: "active",
    prepare: (stage) => stage.setMonitor(0, { holds: true }),
    ...talking,
    customer: "agent",
    agent: "customer",
    monitor: "",
  },
];

for (const codecs of [
  ["PCMA", "PCMA"],
  ["PCMA", "PCMU"],
] as const) {
  for (const row of rows) {
    t.test(`${row.rule} ${row.when} (${codecs.join(" and ")})`, async (t) => {
      const stage = new Stage({ customer: { codec: codecs[0] }, agent: { codec: codecs[1] } });
      const monitor = stage.monitor(row.mode);
      const second = stage.monitor("passive", "agent", { codec: "PCMU" });
      stage.record();
      const speakers: [Phone, Voice][] = [
        [stage.customer, "customer"],
        [stage.agent, "agent"],
        [monitor, "monitor"],
        [second, "second"],
      ];
      for (const [phone, voice] of speakers) phone.speak(tone(VOICES[voice], 4000));
      row.prepare?.(stage);
      stage.time.advance(2000);
      const since = stage.time.now() - 1000;
      t.equal(voicesIn(stage.customer.samples(since)), row.customer, "customer");
      t.equal(voicesIn(stage.agent.samples(since)), row.agent, "agent");
      t.equal(voicesIn(monitor.samples(since)), row.monitor, "monitor");
      t.equal(voicesIn(second.samples(since)), row.second, "second monitor");
      await stage.end();
      t.equal(voicesIn(stage.recording.channel(0).subarray(8000, 15_000)), row.left, "recording, left");
      t.equal(voicesIn(stage.recording.channel(1).subarray(8000, 15_000)), row.right, "recording, right");
    });
  }
}

t.test("M5 a monitor whose phone holds is sent nothing, and goes on in sequence afterwards", async (t) => {
  const stage = new Stage();
  const monitor = stage.monitor("passive");
  stage.agent.speak(silence);
  stage.time.advance(500);
  stage.setMonitor(0, { holds: true });
  stage.time.advance(20);
  const before = monitor.heard.length;
  stage.time.advance(500);
  t.equal(monitor.heard.length, before);
  stage.setMonitor(0, { holds: false });
  stage.time.advance(100);
  const [last, next] = monitor.heard.slice(before - 1);
  t.equal(next!.sequence, (last!.sequence + 1) & 0xffff);
  t.ok(next!.marker);
  t.ok((next!.timestamp - last!.timestamp) >>> 0 >= 500 * 8, "the time that passed is in the timestamp");
  await stage.end();
});
