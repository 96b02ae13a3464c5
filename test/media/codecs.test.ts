/** Every pair of codecs between the parties, with monitors in every codec: who hears what, and that wide band stays wide. */
import t from "tap";
import type { CodecName } from "../../src/rtp/codecs/codec.ts";
import type { Phone } from "./support/phone.ts";
import { shareAt, silence, tone } from "./support/signals.ts";
import { CUSTOMER_LEG, Stage } from "./support/stage.ts";

const codecs: readonly CodecName[] = ["PCMA", "PCMU", "G722", "opus"];
const VOICES = { customer: 440, agent: 1000, monitor: 1800 } as const;
type Voice = keyof typeof VOICES;

/** Which of the three are in what a phone heard since `from`. */
function voicesIn(phone: Phone, from: number): string {
  const samples = phone.samples(from);
  const heard = (Object.keys(VOICES) as Voice[]).filter((voice) => shareAt(samples, VOICES[voice], phone.scale) > 0.05);
  const explained = heard.reduce((sum, voice) => sum + shareAt(samples, VOICES[voice], phone.scale), 0);
  return samples.length > 0 && heard.length > 0 && explained < 0.8 ? `${heard.join(" ")} and noise` : heard.join(" ");
}

/** Whether what a phone was sent is one stream: no number missing, timestamps as far apart as the packets are long. */
function isOneStream({ heard, units, ptime }: Phone, senderPtime: number): boolean {
  return heard.every(({ sequence, timestamp }, i) => {
    const last = heard[i - 1];
    if (last === undefined) return true;
    const step = (timestamp - last.timestamp) >>> 0;
    const whole = step === senderPtime * 8 * units || step === ptime * 8 * units;
    return ((sequence - last.sequence) & 0xffff) === 1 && whole;
  });
}

for (const [i, customer] of codecs.entries()) {
  for (const [k, agent] of codecs.entries()) {
    const monitor = codecs[(i + k) % codecs.length]!;
    t.test(`${customer} and ${agent}, the monitor ${monitor}`, async (t) => {
      const stage = new Stage({ customer: { codec: customer }, agent: { codec: agent } });
      const supervisor = stage.monitor("passive", "agent", { codec: monitor });
      stage.customer.speak(tone(VOICES.customer));
      stage.time.advance(3);
      stage.agent.speak(tone(VOICES.agent));
      stage.time.advance(5);
      supervisor.speak(tone(VOICES.monitor));
      const expected = {
        passive: ["agent", "customer", "customer agent"],
        semi_active: ["agent", "customer monitor", "customer agent"],
        active: ["agent monitor", "customer monitor", "customer agent"],
      } as const;
      for (const mode of ["passive", "semi_active", "active"] as const) {
        stage.setMonitor(0, { mode });
        stage.time.advance(700);
        const from = stage.time.now() - 400;
        t.strictSame(
          [stage.customer, stage.agent, supervisor].map((phone) => voicesIn(phone, from)),
          expected[mode],
          mode,
        );
        const last = stage.customer.heard.at(-1)!.payload;
        const same = stage.agent.sent.some((payload) => payload.equals(last));
        if (customer === agent)
          t.equal(same, mode !== "active", "U3 the bytes are the agent's where no monitor speaks");
      }
      t.ok(isOneStream(stage.customer, 20), "one stream to the customer");
      t.ok(isOneStream(stage.agent, 20), "one stream to the agent");
      await stage.end();
    });
  }
}

t.test("packet times may be mixed freely", async (t) => {
  for (const [mine, theirs, codec] of [
    [10, 60, "PCMU"],
    [30, 20, "opus"],
    [40, 10, "G722"],
    [60, 30, "opus"],
  ] as const) {
    const stage = new Stage({ customer: { ptime: mine }, agent: { codec, ptime: theirs } });
    const supervisor = stage.monitor("active", "agent", { codec, ptime: mine });
    stage.customer.speak(tone(VOICES.customer));
    stage.agent.speak(tone(VOICES.agent));
    supervisor.speak(tone(VOICES.monitor));
    stage.time.advance(2000);
    const from = stage.time.now() - 1000;
    t.equal(voicesIn(stage.customer, from), "agent monitor", `${mine} ms and ${theirs} ms of ${codec}: customer`);
    t.equal(voicesIn(stage.agent, from), "customer monitor", "agent");
    t.equal(voicesIn(supervisor, from), "customer agent", "monitor");
    t.ok(isOneStream(stage.customer, theirs) && isOneStream(stage.agent, mine));
    await stage.end();
  }
});

t.test("wide band stays wide between parties, to monitors, and from them", async (t) => {
  for (const [customer, agent, monitor] of [
    ["G722", "G722", "G722"],
    ["G722", "opus", "G722"],
    ["opus", "G722", "opus"],
  ] as const) {
    const stage = new Stage({ customer: { codec: customer }, agent: { codec: agent } });
    const supervisor = stage.monitor("active", "agent", { codec: monitor });
    stage.customer.speak(tone(4500));
    stage.agent.speak(tone(5500));
    supervisor.speak(tone(6500));
    stage.time.advance(2000);
    const from = stage.time.now() - 1000;
    const least = Math.min(
      shareAt(stage.customer.samples(from), 5500, 2),
      shareAt(stage.customer.samples(from), 6500, 2),
      shareAt(stage.agent.samples(from), 4500, 2),
      shareAt(stage.agent.samples(from), 6500, 2),
      shareAt(supervisor.samples(from), 4500, 2),
      shareAt(supervisor.samples(from), 5500, 2),
    );
    t.ok(least > 0.25, `${customer}, ${agent}, ${monitor}: ${least}`);
    await stage.end();
  }
});

t.test("a leg that changes its codec speaks and hears on", async (t) => {
  const stage = new Stage();
  const supervisor = stage.monitor("active");
  stage.customer.speak(tone(VOICES.customer));
  stage.agent.speak(tone(VOICES.agent));
  supervisor.speak(tone(VOICES.monitor));
  stage.time.advance(1000);
  stage.customer.mute();
  const renewed = stage.again(CUSTOMER_LEG, { address: "10.0.1.9", ssrc: 99, codec: "G722" });
  renewed.speak(tone(VOICES.customer));
  stage.time.advance(1000);
  const from = stage.time.now() - 500;
  t.equal(voicesIn(renewed, from), "agent monitor");
  t.equal(voicesIn(stage.agent, from), "customer monitor");
  t.equal(voicesIn(supervisor, from), "customer agent");
  await stage.end();
});

t.test(
  "nobody hears what was said before the mode changed, however the sound is turned from rate to rate",
  async (t) => {
    const stage = new Stage({ customer: { codec: "G722" }, agent: { codec: "PCMU" } });
    const supervisor = stage.monitor("semi_active", "agent", { codec: "PCMU" });
    stage.customer.speak(silence);
    stage.agent.speak(silence);
    supervisor.speak(tone(VOICES.monitor));
    stage.time.advance(1000);
    const silent = stage.customer.samples(0);
    t.ok(shareAt(silent, VOICES.monitor, 2) < 0.01, "the whisper stays with the agent");
    stage.setMonitor(0, { mode: "active" });
    const from = stage.time.now() + 200;
    stage.time.advance(700);
    t.ok(shareAt(stage.customer.samples(from), VOICES.monitor, 2) > 0.9, "and then it is for both");
    await stage.end();
  },
);
