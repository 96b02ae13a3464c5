/** What a monitor says and who hears it: M4, M6, M7, M8. */
import t from "tap";
import { codecNamed } from "../../src/rtp/codecs/codecs.ts";
import type { Phone } from "./support/phone.ts";
import { noise, type Signal, shareAt, silence, tone } from "./support/signals.ts";
import { Stage } from "./support/stage.ts";

/** Where `part` stands in `whole`, or -1. */
function find(whole: Int16Array, part: Int16Array): number {
  return Buffer.from(whole.buffer, whole.byteOffset, whole.byteLength).indexOf(
    Buffer.from(part.buffer, part.byteOffset, part.byteLength),
  );
}

const allSaid = (phone: Phone): Int16Array => Int16Array.from(phone.said.flatMap(({ samples }) => [...samples]));
const peak = (samples: Int16Array): number => samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);

t.test(
  "M4 a sum is clipped once: with two loud monitors the agent hears the sum of three, cut at full scale",
  async (t) => {
    const stage = new Stage();
    const constant =
      (level: number): Signal =>
      () =>
        level;
    const [one, two] = [stage.monitor("semi_active"), stage.monitor("semi_active")];
    stage.customer.speak(constant(-20_000));
    one.speak(constant(30_000));
    two.speak(constant(20_000));
    stage.time.advance(1000);
    const codec = codecNamed("PCMA");
    const heardAs = (sample: number): number => {
      const code = Buffer.alloc(1);
      codec.encoder().encode(Int16Array.of(sample), 0, 1, code, 0);
      const back = new Int16Array(1);
      codec.decoder().decode(code, 0, 1, back, 0);
      return back[0]!;
    };
    // Clipped after the first addition, -20000 + 30000 + 20000 would be 12767 or the like.
    const expected = heardAs(heardAs(30_000) + heardAs(20_000) + heardAs(-20_000));
    const heard = stage.agent.samples(500);
    t.ok(heard.length > 3000);
    t.ok(
      heard.every((sample) => sample === expected),
      `${heard[0]} is ${expected}`,
    );
    await stage.end();
  },
);

t.test("M4 no monitor ever hears itself", async (t) => {
  const stage = new Stage();
  const [one, two] = [stage.monitor("active"), stage.monitor("active")];
  one.speak(tone(1800));
  two.speak(tone(2600));
  stage.time.advance(1500);
  t.ok(shareAt(one.samples(500), 2600) > 0.9);
  t.ok(shareAt(two.samples(500), 1800) > 0.9);
  await stage.end();
});

t.test(
  "M6 of a whisper nothing is heard by others after the switch to active, and of what follows everything",
  async (t) => {
    // In µ-law, whose silence is zero: sums with it are the monitor's own samples.
    const codec = "PCMU";
    const stage = new Stage({ customer: { codec }, agent: { codec } });
    stage.record({ layout: "mixed" });
    const monitor = stage.monitor("semi_active", "agent", { codec });
    const listener = stage.monitor("passive", "agent", { codec });
    stage.customer.speak(silence);
    stage.time.advance(7);
    stage.agent.speak(silence);
    stage.time.advance(4);
    monitor.speak(noise(1));
    stage.time.advance(1003);
    stage.setMonitor(0, { mode: "active" });
    const stamped = stage.time.now();
    const before = Int16Array.from(monitor.said.flatMap(({ samples }) => [...samples]));
    stage.time.advance(500);
    stage.setMonitor(0, { mode: "passive" });
    const end = stage.time.now();
    const all = allSaid(monitor);
    stage.time.advance(500);
    await stage.end();

    const publicPart = all.subarray(before.length, all.length);
    const recorded = stage.recording.channel(0);
    const from = recorded.findIndex((sample) => sample !== 0);
    t.strictSame(
      [...recorded.subarray(from, from + publicPart.length)],
      [...publicPart],
      "the recording, to the sample",
    );
    t.equal(peak(recorded.subarray(from + publicPart.length)), 0);
    t.ok(from <= (stamped + 20) * 8, "at most 20 ms after the command");

    for (const [name, phone] of [
      ["customer", stage.customer],
      ["monitor", listener],
    ] as const) {
      const heard = phone.samples();
      t.not(find(heard, publicPart.subarray(0, 400)), -1, `the ${name} hears it from its first sample on`);
      t.not(find(heard, publicPart.subarray(-400)), -1, `the ${name} hears it to its last`);
      t.equal(find(heard, before.subarray(-160)), -1, `the ${name} hears nothing of the whisper`);
      t.ok(peak(phone.samples(0, stamped)) <= 8, "nothing before the switch");
      t.ok(peak(phone.samples(end + 200)) <= 8, "changed at most 200 ms later");
    }
  },
);

/** The least share of `frequency` in any 50 ms. */
function leastShare(samples: Int16Array, frequency: number): number {
  let least = 1;
  for (let at = 0; at + 400 <= samples.length; at += 400) {
    least = Math.min(least, shareAt(samples.subarray(at, at + 400), frequency));
  }
  return least;
}

/** The agent's own behaviour while the monitor speaks to the customer. */
const absences: readonly [title: string, agent: (stage: Stage) => void][] = [
  ["muted, its timestamps running on", (stage) => stage.agent.mute()],
  ["muted, its timestamps standing still", (stage) => stage.agent.mute(false)],
  [
    "in DTX: a packet now and then",
    (stage) => {
      stage.agent.mute();
      for (let at = 400; at < 2000; at += 400) {
        stage.time.at(stage.time.now() + at, () => {
          stage.agent.speak(silence);
          stage.agent.mute();
        });
      }
    },
  ],
];

for (const [title, absence] of absences) {
  t.test(`M7 the monitor is heard while the other party is ${title}`, async (t) => {
    const stage = new Stage();
    const monitor = stage.monitor("active");
    stage.agent.speak(silence);
    stage.customer.speak(silence);
    stage.time.advance(1000);
    absence(stage);
    stage.time.advance(500);
    monitor.speak(tone(1800));
    const begun = stage.time.now();
    stage.time.advance(2000);
    const heard = stage.customer.samples(begun + 200);
    // The last packet of the other party may just have come, and the next is waited for.
    t.ok(heard.length > 1720 * 8, `${heard.length / 8} ms of 1800 were heard`);
    t.ok(leastShare(heard, 1800) > 0.9, "the monitor's voice, all the time");
    monitor.mute();
    stage.time.advance(500);
    const fillers = stage.customer.heard.length;
    stage.time.advance(390);
    t.ok(stage.customer.heard.length - fillers <= 1, "no frames are made when nobody speaks");
    stage.agent.speak(silence);
    stage.time.advance(500);

    const stream = stage.customer.heard;
    const headersGoOn = stream.every(({ sequence, timestamp, ssrc }, i) => {
      const last = stream[i - 1];
      if (last === undefined) return true;
      return (
        ssrc === last.ssrc &&
        ((sequence - last.sequence) & 0xffff) === 1 &&
        (timestamp - last.timestamp) >>> 0 >= last.payload.length &&
        (timestamp - last.timestamp) >>> 0 < 3000 * 8
      );
    });
    t.ok(headersGoOn, "sequence and timestamp go on");
    await stage.end();
  });
}

t.test("M7 fillers have the listener's ptime", async (t) => {
  for (const ptime of [10, 30, 40]) {
    const stage = new Stage({ customer: { ptime } });
    stage.monitor("active").speak(tone(1800));
    stage.time.advance(2000);
    const frames = stage.customer.heard.slice(5);
    t.ok(frames.length > 1700 / ptime);
    t.ok(frames.every(({ payload }) => payload.length === ptime * 8));
    t.ok(leastShare(stage.customer.samples(500), 1800) > 0.9);
    await stage.end();
  }
});

t.test("M7 with 10 % of the other party's packets lost the monitor is still heard", async (t) => {
  const stage = new Stage();
  const lost = noise(3, 500);
  stage.net.setWeather(stage.agent.address, 5000, {
    fate: (data) => (Math.abs(lost(data.readUInt16BE(2))) < 50 ? undefined : 5),
  });
  const monitor = stage.monitor("active");
  stage.agent.speak(silence);
  stage.time.advance(7);
  monitor.speak(tone(1800));
  stage.time.advance(4000);
  const heard = stage.customer.samples(500);
  t.ok(heard.length >= 3460 * 8, `${heard.length / 8} ms of 3500: what was lost of the agent is there of the monitor`);
  const ordered = [...stage.customer.heard].sort((a, b) => ((a.sequence - b.sequence) << 16) >> 16);
  const steps = ordered
    .slice(1)
    .map(({ sequence, timestamp }, i) => [
      (sequence - ordered[i]!.sequence) & 0xffff,
      (timestamp - ordered[i]!.timestamp) >>> 0,
    ]);
  t.ok(
    steps.every(([sequence, timestamp]) => sequence === 1 && timestamp === 160),
    "in the lost packets' own places",
  );
  const codec = codecNamed("PCMA");
  const inOrder = new Int16Array(ordered.length * 160);
  ordered.forEach(({ payload }, i) => {
    codec.decoder().decode(payload, 0, 160, inOrder, i * 160);
  });
  t.ok(leastShare(inOrder.subarray(4000), 1800) > 0.99, "and in one piece");
  await stage.end();
});

t.test("M8 RFC 4733 keys of a monitor are told once each and go no further", async (t) => {
  const stage = new Stage();
  stage.record();
  const [monitor, other] = [stage.monitor("active"), stage.monitor("passive")];
  for (const phone of [stage.customer, stage.agent, monitor]) phone.speak(silence);
  stage.time.advance(200);
  monitor.press(5);
  stage.time.advance(300);
  monitor.press(11);
  stage.time.advance(300);
  t.strictSame(
    stage.told("key").map((event) => "key" in event && [event.leg, event.key]),
    [
      [3, "5"],
      [3, "#"],
    ],
  );
  for (const phone of [stage.customer, stage.agent, other]) t.notOk(phone.heard.some(({ type }) => type === 101));
  await stage.end();
  t.ok(peak(stage.recording.samples) <= 16);
});

t.test("M8 a party's keys reach the other party under its own payload type, and are told nobody", async (t) => {
  const stage = new Stage();
  stage.customer.speak(silence);
  stage.time.advance(100);
  stage.customer.press(7);
  stage.time.advance(300);
  const events = stage.agent.heard.filter(({ type }) => type === 101);
  t.equal(events.length, 7);
  t.equal(new Set(events.map(({ timestamp }) => timestamp)).size, 1, "one event");
  t.equal(stage.told("key").length, 0);
  const sequences = stage.agent.heard.map(({ sequence }) => sequence);
  t.ok(
    sequences.every((sequence, i) => i === 0 || ((sequence - sequences[i - 1]!) & 0xffff) === 1),
    "one stream",
  );
  await stage.end();
});

t.test("M8 of in-band tones at most 40 ms pass, whatever the ptime", async (t) => {
  for (const ptime of [10, 20, 30, 40]) {
    const stage = new Stage();
    stage.record({ layout: "mixed" });
    const monitor = stage.monitor("active", "agent", { ptime });
    stage.agent.speak(silence);
    stage.time.advance(5);
    stage.customer.speak(silence);
    /** The key 5 for 200 ms, a little off the grid of the frames. */
    monitor.speak((i) => (i >= 4043 && i < 5643 ? tone(770, 4000)(i) + tone(1336, 4000)(i) : 0));
    stage.time.advance(2000);
    await stage.end();
    const loud = (samples: Int16Array) => samples.reduce((n, sample) => (Math.abs(sample) > 50 ? n + 1 : n), 0) / 8;
    for (const [name, heard] of [
      ["recording", stage.recording.channel(0)],
      ["customer", stage.customer.samples()],
      ["agent", stage.agent.samples()],
    ] as const) {
      t.ok(loud(heard) <= 40, `${name}, ptime ${ptime}: ${loud(heard)} ms`);
    }
  }
});

t.test(
  "M6 what a whisper ended with does not echo after the switch, though concealment would go on with it",
  async (t) => {
    const stage = new Stage();
    stage.record();
    const [monitor, listener] = [stage.monitor("semi_active"), stage.monitor("passive")];
    stage.agent.speak(silence);
    stage.customer.speak(silence);
    stage.time.advance(5);
    monitor.speak(tone(1800));
    stage.time.advance(500);
    monitor.mute();
    stage.setMonitor(0, { mode: "active" });
    stage.time.advance(500);
    await stage.end();
    for (const samples of [stage.customer.samples(), listener.samples(), stage.recording.samples]) {
      t.ok(peak(samples) <= 24, "no more than two parties' silence");
    }
    t.ok(peak(stage.agent.samples()) > 5000, "its target heard it");
  },
);

t.test("U3 a monitor that stops is heard to its end, at most 60 ms of fading longer, and never again", async (t) => {
  const stage = new Stage();
  const monitor = stage.monitor("active");
  stage.agent.speak(silence);
  stage.time.advance(5);
  monitor.speak(tone(1800));
  stage.time.advance(200);
  monitor.mute();
  stage.time.advance(1500);
  const loud = stage.customer.heard.filter(({ payload }) => {
    const samples = new Int16Array(160);
    codecNamed("PCMA").decoder().decode(payload, 0, 160, samples, 0);
    return peak(samples) > 8;
  });
  t.ok(loud.length >= 10 && loud.length <= 15, `${loud.length} frames for 10 that were spoken`);
  await stage.end();
});
