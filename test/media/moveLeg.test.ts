/** A leg that moves from one call to another: an attended transfer's media. */
import t from "tap";
import type { Described } from "../../src/media/commands.ts";
import { Phone } from "./support/phone.ts";
import { noise, shareAt, tone } from "./support/signals.ts";
import { AGENT_LEG, CUSTOMER_LEG, Stage } from "./support/stage.ts";

const CALL = 1;
const CONSULTATION = 2;
const CONSULTING_LEG = 60;
const SECOND_AGENT_LEG = 61;

/** A consultation beside the stage's call, begun `later` ms after it. */
function consultation(stage: Stage, later: number) {
  stage.time.advance(later);
  stage.engine.handle({ op: "openCall", call: CONSULTATION, holdMusic: "default" });
  const join = (leg: number, role: "customer" | "agent", address: string, ssrc: number): Phone => {
    const port = 20_000 + 2 * leg;
    const seeds = { ssrc: 0x1000 + leg, sequence: 65_530, timestamp: 0xffff_fe00 };
    stage.engine.handle({ op: "openLeg", call: CONSULTATION, leg, role, address: stage.address, port, ...seeds });
    stage.time.advance(0);
    const phone = new Phone(stage.time, stage.net, { address, ssrc });
    phone.connect(stage.address, port);
    const described: Described = phone.described;
    stage.engine.handle({ op: "describeLeg", call: CONSULTATION, leg, described, mediaTimeoutMs: 0 });
    return phone;
  };
  const first = join(CONSULTING_LEG, "customer", "10.0.1.7", 71);
  const second = join(SECOND_AGENT_LEG, "agent", "10.0.1.8", 72);
  const open = { answered: true, receives: true, holds: false };
  const waits = { customer: false, agent: false };
  const state = { customer: open, agent: open, waits, earlyMediaFrom: undefined, monitors: [], notice: 0 };
  stage.engine.handle({ op: "setAudio", call: CONSULTATION, state, stamp: 1000 });
  return { first, second };
}

t.test("attended: the second agent's leg takes the first one's place; nobody's stream breaks", async (t) => {
  const stage = new Stage();
  stage.record();
  const monitor = stage.monitor("passive");
  stage.customer.speak(tone(440));
  stage.agent.speak(tone(1000));
  const { first, second } = consultation(stage, 1230);
  first.speak(tone(1500));
  second.speak(tone(2600));
  stage.set({ waits: { customer: true, agent: false } });
  stage.time.advance(1000);
  t.ok(shareAt(second.samples(1500), 1500) > 0.9, "the agents consult");

  stage.engine.handle({ op: "moveLeg", call: CONSULTATION, leg: SECOND_AGENT_LEG, to: CALL, role: "agent" });
  stage.set({ waits: { customer: false, agent: false } });
  stage.closeLeg(AGENT_LEG);
  stage.engine.handle({ op: "closeCall", call: CONSULTATION });
  const moved = stage.time.now();
  stage.time.advance(1000);

  t.ok(shareAt(stage.customer.samples(moved + 40), 2600) > 0.9, "the customer hears the second agent");
  t.ok(shareAt(second.samples(moved + 40), 440) > 0.9, "the second agent hears the customer");
  const mix = monitor.samples(moved + 100, moved + 300);
  t.ok(shareAt(mix, 440) > 0.4 && shareAt(mix, 2600) > 0.4, "the monitor hears both within 100 ms");
  for (const [who, { heard }] of Object.entries({ customer: stage.customer, second, monitor })) {
    t.ok(
      heard.every(({ sequence, timestamp, ssrc }, i) => {
        const last = heard[i - 1];
        if (last === undefined) return true;
        const forward = ((timestamp - last.timestamp) | 0) > 0;
        return ssrc === last.ssrc && ((sequence - last.sequence) & 0xffff) === 1 && forward;
      }),
      `the stream to ${who} goes on: one source, no sequence number missing, time never backward`,
    );
  }
  first.close();
  second.close();
  await stage.end();
  t.match(stage.told("portFreed"), [
    { port: 20_000 + 2 * AGENT_LEG },
    { port: 20_000 + 2 * CONSULTING_LEG },
    {},
    {},
    {},
  ]);
  t.strictSame(
    stage.told("callClosed").map((event) => "call" in event && event.call),
    [CONSULTATION, CALL],
  );
  t.equal(stage.net.open, 0);
  const right = stage.recording.channel(1);
  t.ok(shareAt(right.subarray((moved + 100) * 8, (moved + 900) * 8), 2600) > 0.9, "recorded in the agent's place");
});

t.test(
  "what was said in the consultation stays in it: not a sample of it reaches the customer, the monitor or the file",
  async (t) => {
    const stage = new Stage();
    stage.record();
    const monitor = stage.monitor("passive");
    stage.customer.speak(tone(440, 0));
    const { first, second } = consultation(stage, 500);
    first.speak(tone(1500));
    // Loud up to the last packet that arrives before the move, silent from then on.
    const loud = noise(3);
    let silent = false;
    second.speak((index) => (silent ? 0 : loud(index)));
    stage.time.advance(1000);
    silent = true;
    stage.time.advance(10);
    stage.engine.handle({ op: "moveLeg", call: CONSULTATION, leg: SECOND_AGENT_LEG, to: CALL, role: "agent" });
    const moved = stage.time.now();
    stage.time.advance(1000);
    // A-law has no zero: its silence is ±8, and a mix of two silences is sent as ±24.
    const quiet = (samples: Int16Array) => samples.every((sample) => Math.abs(sample) <= 24);
    t.ok(quiet(stage.customer.samples(moved)), "the customer");
    t.ok(quiet(monitor.samples(moved)), "the monitor");
    first.close();
    second.close();
    stage.engine.handle({ op: "closeCall", call: CONSULTATION });
    await stage.end();
    t.ok(quiet(stage.recording.channel(1)), "the recording");
    t.equal(stage.net.open, 0);
  },
);

t.test("the source lock moves along: a stranger's packets are refused before and after", async (t) => {
  const stage = new Stage();
  const { first, second } = consultation(stage, 20);
  second.speak(tone(2600));
  stage.time.advance(200);
  stage.engine.handle({ op: "moveLeg", call: CONSULTATION, leg: SECOND_AGENT_LEG, to: CALL, role: "agent" });
  const before = stage.engine.stats().packetsForeign;
  const stranger = new Phone(stage.time, stage.net, { address: "10.0.9.9", ssrc: 72 });
  stranger.connect(stage.address, 20_000 + 2 * SECOND_AGENT_LEG);
  stranger.speak(tone(3000));
  const from = stage.time.now();
  stage.time.advance(400);
  t.ok(stage.engine.stats().packetsForeign - before >= 19);
  t.ok(shareAt(stage.customer.samples(from), 2600) > 0.9);
  for (const phone of [stranger, first, second]) phone.close();
  stage.engine.handle({ op: "closeCall", call: CONSULTATION });
  await stage.end();
  t.equal(stage.net.open, 0);
});

t.test("a leg that moves to a call that is gone, or to its own, stays where it is", async (t) => {
  const stage = new Stage();
  stage.customer.speak(tone(440));
  for (const to of [99, CALL])
    stage.engine.handle({ op: "moveLeg", call: CALL, leg: CUSTOMER_LEG, to, role: "customer" });
  stage.time.advance(200);
  t.ok(shareAt(stage.agent.samples(), 440) > 0.9);
  await stage.end();
  t.equal(stage.net.open, 0);
});
