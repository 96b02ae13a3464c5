/** Comfort noise (RFC 3389): passed on where it is understood, made for monitors and the recording. */
import t from "tap";
import { NOISE_TYPE } from "./support/phone.ts";
import { tone } from "./support/signals.ts";
import { Stage } from "./support/stage.ts";

/** −50 dBov as an effective value. */
const LEVEL = 50;
const EFFECTIVE = 32_768 * 10 ** (-LEVEL / 20);

const effective = (samples: Int16Array): number =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);

t.test("a pause is passed on as it is told, and monitors and the recording hear its noise", async (t) => {
  const stage = new Stage({ customer: { noise: true }, agent: { noise: true } });
  stage.record();
  const monitor = stage.monitor("passive");
  stage.customer.speak(tone(440));
  stage.agent.speak(tone(1000));
  stage.time.advance(1000);
  stage.customer.pause(LEVEL);
  stage.agent.mute();
  stage.time.advance(3000);
  const noise = stage.agent.heard.filter(({ type }) => type === NOISE_TYPE);
  t.strictSame(
    noise.map(({ payload }) => [...payload]),
    [[LEVEL]],
  );
  const heard = effective(monitor.samples(stage.time.now() - 2000));
  t.ok(heard > 0.7 * EFFECTIVE && heard < 1.4 * EFFECTIVE, `${heard} of ${EFFECTIVE}`);
  stage.customer.speak(tone(440));
  stage.time.advance(500);
  t.ok(effective(monitor.samples(stage.time.now() - 300)) > 3000, "and then speech again");
  await stage.end();
  const recorded = effective(stage.recording.channel(0).subarray(2 * 8000, 3 * 8000));
  t.ok(recorded > 0.7 * EFFECTIVE && recorded < 1.4 * EFFECTIVE, `${recorded} of ${EFFECTIVE} recorded`);
});

t.test("a party that does not know it has a pause, and its sequence no gap", async (t) => {
  const stage = new Stage({ customer: { noise: true } });
  stage.customer.speak(tone(440));
  stage.agent.speak(tone(1000));
  stage.time.advance(500);
  stage.customer.pause(LEVEL);
  stage.time.advance(500);
  stage.customer.speak(tone(440));
  stage.time.advance(500);
  t.notOk(stage.agent.heard.some(({ type }) => type === NOISE_TYPE));
  const steps = stage.agent.heard.map(
    ({ sequence }, i, all) => (sequence - (all[i - 1]?.sequence ?? sequence - 1)) & 0xffff,
  );
  t.ok(steps.every((step) => step === 1));
  await stage.end();
});
