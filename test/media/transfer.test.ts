import t from "tap";
import { HEADER_LENGTH, writeHeader } from "../../src/rtp/packet.ts";
import { noise, shareAt, silence, tone } from "./support/signals.ts";
import { AGENT_LEG, Stage } from "./support/stage.ts";

t.test(
  "another agent takes the call over: the monitor's stream never pauses, both parties are heard at once",
  async (t) => {
    const stage = new Stage();
    stage.record();
    const monitor = stage.monitor("passive");
    stage.customer.speak(tone(440));
    stage.agent.speak(tone(1000));
    monitor.speak(silence);
    stage.time.advance(1000);

    // The new agent's leg stands beside the old one until it is described: then it is the party.
    stage.set({ agent: { answered: false, receives: true, holds: false } });
    const next = stage.join(50, "agent", { address: "10.0.1.3", ssrc: 44 });
    next.speak(tone(2600));
    stage.time.advance(300);
    t.ok(
      stage.customer.samples(1100).every((sample) => Math.abs(sample) <= 8),
      "not heard before the answer",
    );
    stage.set({ agent: { answered: true, receives: true, holds: false } });
    stage.closeLeg(AGENT_LEG);
    const answered = stage.time.now();
    stage.time.advance(1000);

    t.ok(shareAt(stage.customer.samples(answered + 100), 2600) > 0.9, "the customer hears the new agent");
    t.ok(shareAt(next.samples(answered + 100), 440) > 0.9, "the new agent hears the customer");
    const mix = monitor.samples(answered + 100, answered + 200);
    t.ok(shareAt(mix, 440) > 0.4 && shareAt(mix, 2600) > 0.4, "the monitor hears both within 100 ms");
    const stream = monitor.heard.slice(1);
    t.ok(
      stream.every(({ sequence, timestamp, marker, at }, i) => {
        const last = monitor.heard[i]!;
        const step = [
          (sequence - last.sequence) & 0xffff,
          (timestamp - last.timestamp) >>> 0,
          Math.round(at - last.at),
        ];
        return step[0] === 1 && step[1] === 160 && step[2] === 20 && !marker;
      }),
      "its stream did not pause",
    );
    const toCustomer = stage.customer.heard;
    t.ok(
      toCustomer.every(({ sequence }, i) => i === 0 || ((sequence - toCustomer[i - 1]!.sequence) & 0xffff) === 1),
      "the customer's stream goes on in sequence",
    );
    next.close();
    await stage.end();
    const right = stage.recording.channel(1);
    t.ok(shareAt(right.subarray(2000, 7800), 1000) > 0.9, "the first agent is recorded to the end");
    t.ok(shareAt(right.subarray((answered + 50) * 8, (answered + 900) * 8), 2600) > 0.9, "and then the second");
    t.equal(stage.net.open, 0);
  },
);

t.test("a phone that changes its SSRC or restarts its numbers stays one stream for the other party", async (t) => {
  const stage = new Stage();
  const signal = noise(1);
  const send = (ssrc: number, sequence: number, timestamp: number) => {
    const packet = Buffer.alloc(HEADER_LENGTH + 160, 0x20 + (Math.abs(signal(sequence)) % 16));
    writeHeader(packet, false, 8, sequence, timestamp, ssrc);
    stage.customer.sendRaw(packet);
    stage.time.advance(20);
  };
  for (let i = 0; i < 10; i++) send(1, 65_530 + i, i * 160);
  for (let i = 0; i < 10; i++) send(2, 3 + i, 0x8000_0000 + i * 160);
  for (let i = 0; i < 10; i++) send(2, 30_000 + i, 77 + i * 160);
  const heard = stage.agent.heard;
  t.ok(heard.length >= 29, "at most the first packet after a jump is lost");
  t.equal(new Set(heard.map(({ ssrc }) => ssrc)).size, 1);
  t.ok(heard.every(({ sequence }, i) => i === 0 || ((sequence - heard[i - 1]!.sequence) & 0xffff) === 1));
  t.ok(
    heard.every(({ timestamp }, i) => {
      const step = i === 0 ? 160 : (timestamp - heard[i - 1]!.timestamp) >>> 0;
      return step >= 160 && step <= 480;
    }),
  );
  await stage.end();
});

t.test("early media of the called side reaches the caller and nobody else; it is not recorded", async (t) => {
  const stage = new Stage();
  stage.record();
  stage.set({ agent: { answered: false, receives: true, holds: false }, earlyMediaFrom: "agent" });
  stage.agent.speak(tone(1000));
  stage.customer.speak(tone(440));
  stage.time.advance(500);
  t.equal(stage.agent.heard.length, 0);
  t.ok(shareAt(stage.customer.samples(100), 1000) > 0.9);
  await stage.end();
  t.ok(stage.recording.samples.every((sample) => sample === 0));
});
