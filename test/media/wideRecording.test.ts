/** The rate of a recording, and a track for each kind of voice. */
import t from "tap";
import type { CodecName } from "../../src/rtp/codecs/codec.ts";
import { shareAt, silence, tone } from "./support/signals.ts";
import { Stage } from "./support/stage.ts";

/** What narrowband cannot hold, and what it can. */
const high = tone(5000);
const low = tone(440);

for (const [customer, agent, sampleRate] of [
  ["PCMA", "PCMU", 8000],
  ["G722", "PCMA", 8000],
  ["PCMU", "opus", 8000],
  ["G722", "G722", 16_000],
  ["G722", "opus", 16_000],
  ["opus", "opus", 16_000],
] as const satisfies readonly (readonly [CodecName, CodecName, number])[]) {
  t.test(`${customer} and ${agent}: ${sampleRate} Hz`, async (t) => {
    const stage = new Stage({ customer: { codec: customer }, agent: { codec: agent } });
    stage.record();
    t.match(stage.told("recordingStarted"), [{ sampleRate }]);
    stage.customer.speak(sampleRate === 16_000 ? high : silence);
    stage.agent.speak(silence);
    stage.time.advance(2000);
    await stage.end();
    const { recording } = stage;
    t.match(recording, { sampleRate, channels: 2, frames: 2 * sampleRate });
    t.match(stage.told("recordingClosed"), [{ durationMs: 2000 }]);
    if (sampleRate === 16_000) {
      const heard = recording.channel(0).subarray(sampleRate / 2, 1.5 * sampleRate);
      t.ok(shareAt(heard, 5000, 2) > 0.9, "5 kHz are kept");
    }
  });
}

t.test("the rate stays when a party's codec changes", async (t) => {
  const stage = new Stage({ customer: { codec: "G722" }, agent: { codec: "G722" } });
  stage.record();
  stage.customer.speak(high);
  stage.time.advance(1000);
  stage.agent.close();
  const agent = stage.again(2, { address: "10.0.1.9", ssrc: 99 });
  agent.speak(low);
  stage.time.advance(2000);
  agent.close();
  await stage.end();
  t.match(stage.recording, { sampleRate: 16_000, frames: 48_000 });
  const since = stage.recording.channel(1).subarray(24_000, 44_000);
  t.ok(shareAt(since, 440, 2) > 0.9, "what is narrowband from then on is played at its pitch");
});

t.test("multitrack: customer, agent, what monitors say in public, the hold music", async (t) => {
  const stage = new Stage({ customer: { codec: "G722" }, agent: { codec: "G722" } });
  stage.record({ layout: "multitrack", onHold: "music" });
  stage.customer.speak(high);
  stage.agent.speak(silence);
  const monitor = stage.monitor("active");
  monitor.speak(low);
  stage.time.advance(2000);
  stage.set({ waits: { customer: true, agent: false } });
  stage.time.advance(2000);
  await stage.end();
  const { recording } = stage;
  t.match(recording, { channels: 4, sampleRate: 16_000 });
  const track = (index: number, from: number, to: number) =>
    recording.channel(index).subarray(from * 16_000, to * 16_000);
  const isSilent = (samples: Int16Array) => samples.every((sample) => Math.abs(sample) <= 24);
  t.ok(shareAt(track(0, 0.5, 1.9), 5000, 2) > 0.9, "the customer");
  t.ok(isSilent(track(1, 0.5, 1.9)), "the agent");
  t.ok(shareAt(track(2, 0.5, 1.9), 440, 2) > 0.9, "the monitor");
  t.ok(isSilent(track(3, 0, 1.9)), "no music while they talk");
  for (const index of [0, 1, 2]) t.ok(isSilent(track(index, 2.2, 3.9)), `track ${index} while they do not`);
  t.notOk(isSilent(track(3, 2.2, 3.9)), "music");
});
