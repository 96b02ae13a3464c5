/** The recording, sample for sample. */
import t from "tap";
import { seededEntropy } from "../../src/kernel/entropy.ts";
import type { CallAudioState, MonitorMode } from "../../src/mixer/audibility.ts";
import type { Phone } from "./support/phone.ts";
import { noise } from "./support/signals.ts";
import { Stage } from "./support/stage.ts";

/** The call's time line: what each speaker's packets hold, from the position where the first arrived. */
function timeLine(phone: Phone, origin: number, length: number): { samples: Int16Array; start: number } {
  const samples = new Int16Array(length);
  const first = phone.said[0];
  const start = first === undefined ? 0 : Math.round((first.at - origin) * 8);
  let at = start;
  for (const frame of phone.said) {
    samples.set(frame.samples.subarray(0, Math.max(0, length - at)), Math.min(at, length));
    at += frame.samples.length;
  }
  return { samples, start };
}

/** The position after the newest sample that `phone` had sent at `time`: where a stamp of that moment lies. */
function stampOf(phone: Phone, origin: number, time: number): number {
  const sent = phone.said.filter(({ at }) => at <= time);
  if (sent.length === 0) return 0;
  const start = Math.round((sent[0]!.at - origin) * 8);
  return sent.reduce((end, { samples }) => end + samples.length, start);
}

interface Step {
  readonly at: number;
  readonly mode: MonitorMode;
  readonly held: boolean;
  readonly customerHolds: boolean;
}

const clip = (sample: number): number => Math.max(-32768, Math.min(32767, sample));

for (const seed of [1, 2, 3, 4]) {
  for (const layout of ["stereo", "mixed"] as const) {
    t.test(`M2 M6 the recording is the sum of what is public (seed ${seed}, ${layout})`, async (t) => {
      const entropy = seededEntropy(seed);
      const below = (n: number) => entropy.uint32() % n;
      const stage = new Stage({ seed });
      const origin = 0;
      const monitor = stage.monitor("passive");
      stage.time.advance(3);
      stage.record({ layout });
      const start = 3 * 8;
      const speakers = [stage.customer, stage.agent, monitor];
      for (const [i, phone] of speakers.entries()) {
        stage.time.advance(below(20));
        phone.speak(noise(10 * seed + i, 30_000));
      }
      const steps: Step[] = [];
      for (let n = 0; n < 25; n++) {
        stage.time.advance(below(400) + 0.5);
        const step = {
          at: stage.time.now(),
          mode: (["passive", "semi_active", "active", "active"] as const)[below(4)]!,
          held: below(4) === 0,
          customerHolds: below(5) === 0,
        };
        steps.push(step);
        const state: Partial<CallAudioState> = {
          waits: { customer: step.held, agent: false },
          customer: { answered: true, receives: !step.customerHolds, holds: step.customerHolds },
          monitors: [{ leg: 3, mode: step.mode, target: "agent", holds: false }],
        };
        stage.set(state);
      }
      stage.time.advance(700);
      const end = Math.round((stage.time.now() - origin) * 8);
      const lines = speakers.map((phone) => timeLine(phone, origin, end));
      const publicAt = (speaker: number): ((position: number) => boolean) => {
        const phone = speakers[speaker]!;
        const gates = steps.map((step) => ({
          from: stampOf(phone, origin, step.at),
          open: !step.held && !step.customerHolds && (speaker < 2 || step.mode === "active"),
        }));
        return (position) => gates.findLast(({ from }) => from <= position)?.open ?? speaker < 2;
      };
      const isPublic = speakers.map((_, i) => publicAt(i));
      const voice = (speaker: number, position: number) =>
        isPublic[speaker]!(position) ? lines[speaker]!.samples[position]! : 0;
      await stage.end();

      t.equal(stage.recording.frames, end - start, "as long as the call");
      const channels =
        layout === "stereo"
          ? [(at: number) => clip(voice(0, at) + voice(2, at)), (at: number) => clip(voice(1, at) + voice(2, at))]
          : [(at: number) => clip(voice(0, at) + voice(1, at) + voice(2, at))];
      // The last packet's samples reach up to 20 ms beyond the moment the call ends.
      const compared = end - start - 160;
      for (const [i, expected] of channels.entries()) {
        const actual = stage.recording.channel(i);
        let wrong = -1;
        let clipped = 0;
        for (let frame = 0; frame < compared && wrong < 0; frame++) {
          const sample = expected(start + frame);
          if (Math.abs(sample) >= 32_767) clipped++;
          if (actual[frame] !== sample) wrong = frame;
        }
        t.equal(wrong, -1, `channel ${i}: no sample differs`);
        t.ok(clipped > 0, "M4 and some sums were clipped, once");
      }
    });
  }
}

t.test("M2 a paused stretch is silence, its length kept", async (t) => {
  const stage = new Stage();
  stage.record();
  stage.customer.speak(noise(1));
  stage.time.advance(1000);
  stage.pauseRecording(true);
  stage.time.advance(500);
  stage.pauseRecording(false);
  stage.time.advance(1000);
  await stage.end();
  const left = stage.recording.channel(0);
  const loudest = (from: number, to: number) =>
    left.subarray(from * 8, to * 8).reduce((m, x) => Math.max(m, Math.abs(x)), 0);
  t.equal(left.length, 2500 * 8);
  t.ok(loudest(900, 1000) > 1000);
  t.equal(loudest(1000, 1500), 0);
  t.ok(loudest(1500, 1600) > 1000);
});

for (const onHold of ["silence", "music"] as const) {
  t.test(`M2 a hold is recorded as ${onHold}`, async (t) => {
    const stage = new Stage();
    stage.record({ onHold });
    stage.customer.speak(noise(1));
    stage.agent.speak(noise(2));
    stage.time.advance(1000);
    stage.set({ waits: { customer: true, agent: false } });
    stage.time.advance(1500);
    await stage.end();
    for (const channel of [0, 1]) {
      const held = stage.recording.channel(channel).subarray(1100 * 8, 2400 * 8);
      t.equal(
        held.some((sample) => sample !== 0),
        onHold === "music",
      );
      t.ok(
        held.every((sample) => Math.abs(sample) <= 8231),
        "never a party's voice",
      );
    }
  });
}

t.test("M2 what a monitor says with its last packets before it leaves is recorded", async (t) => {
  const stage = new Stage();
  stage.record({ layout: "mixed" });
  const monitor = stage.monitor("active");
  monitor.speak(noise(5));
  stage.time.advance(1010);
  const said = monitor.said.length;
  stage.closeLeg(3);
  stage.set({ monitors: [] });
  monitor.mute(false);
  stage.time.advance(1000);
  await stage.end();
  const mixed = stage.recording.channel(0);
  const expected = monitor.said.slice(0, said).flatMap(({ samples }) => [...samples]);
  t.strictSame([...mixed.subarray(0, expected.length)], expected);
});
