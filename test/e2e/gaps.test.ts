/** M7: an audible monitor is heard also where the other party sends nothing, and the stream goes on as one stream. */
import t, { type Test } from "tap";
import type { AudioPort } from "../../lab/media/audioPort.ts";
import type { RtpPacket } from "../../lab/media/rtp.ts";
import { share } from "../../lab/sound/analysis.ts";
import { seededEntropy } from "../../src/kernel/entropy.ts";
import { centre, type LiveCall } from "../support/centre.ts";
import { hears, voiceOf, voicesIn } from "../support/hearing.ts";

const FRAME = 160;

/** Drops about three packets of ten of those that the phone sends from now on, its clock and numbers going on. */
function loseSome(audio: AudioPort): void {
  const luck = seededEntropy(7);
  const send = audio.transmit.bind(audio);
  audio.transmit = (packet) => {
    if (luck.uint32() % 10 >= 3) send(packet);
  };
}

/** Speaks in bursts of 100 ms and sends nothing in between, as a phone with DTX. */
async function speakInBursts(audio: AudioPort, speaker: "customer" | "agent"): Promise<void> {
  for (let i = 0; i < 4; i++) {
    audio.mute();
    await audio.pass(160);
    audio.speak(voiceOf(speaker));
    await audio.pass(100);
  }
}

/** One SSRC, and timestamps that only move on by whole frames from one sequence number to the next. */
function goesOn(t: Test, received: readonly RtpPacket[], who: string, { lossy = false } = {}): void {
  const packets = lossy ? inOrder(received) : received;
  t.equal(new Set(packets.map(({ ssrc }) => ssrc)).size, 1, `${who}: one SSRC`);
  const steps = packets.slice(1).map((packet, i) => ({
    sequence: (packet.sequence - packets[i]!.sequence) & 0xffff,
    timestamp: (packet.timestamp - packets[i]!.timestamp) | 0,
  }));
  const numbers = new Set(steps.map(({ sequence }) => sequence));
  if (!lossy) t.strictSame([...numbers], [1], `${who}: no number is left out or used twice`);
  t.notOk(numbers.has(0), `${who}: no number is used twice`);
  t.ok(
    steps.every(({ timestamp }) => timestamp >= FRAME && timestamp % FRAME === 0),
    `${who}: each packet's sound comes after that of the one before`,
  );
}

/** By sequence number: what stands in for a lost packet may come after its successors. */
const inOrder = (packets: readonly RtpPacket[]): readonly RtpPacket[] => {
  const start = packets[0]?.sequence ?? 0;
  const ahead = ({ sequence }: RtpPacket): number => ((sequence - start) << 16) >> 16;
  return [...packets].sort((a, b) => ahead(a) - ahead(b));
};

t.test("M7: a monitor speaks over gaps", async (t) => {
  const c = await centre(t);
  c.trunk.voice = voiceOf("customer");
  c.ana.phone.voice = voiceOf("agent");
  c.clara.phone.voice = voiceOf("monitor");
  const watch = async (mode: "semi_active" | "active"): Promise<LiveCall> => {
    const call = await c.call();
    await c.monitor(call, mode);
    return call;
  };
  const end = async ({ customer, agent }: LiveCall) => {
    await customer.bye();
    await agent.ended();
  };

  await t.test("the customer is muted while the monitor whispers", async (t) => {
    const call = await watch("semi_active");
    t.equal(await hears(call.agent.audio), "customer monitor");
    call.customer.audio.mute();
    t.equal(await hears(call.agent.audio), "monitor");
    call.customer.audio.speak(voiceOf("customer"));
    t.equal(await hears(call.agent.audio), "customer monitor");
    t.equal(await hears(call.customer.audio), "agent");
    goesOn(t, call.agent.audio.received, "the agent");
    goesOn(t, call.customer.audio.received, "the customer");
    await end(call);
  });

  await t.test("both parties are muted while the monitor speaks to both", async (t) => {
    const call = await watch("active");
    for (const { audio } of [call.customer, call.agent]) audio.mute();
    t.strictSame(await Promise.all([call.customer, call.agent].map(({ audio }) => hears(audio))), [
      "monitor",
      "monitor",
    ]);
    call.agent.audio.speak(voiceOf("agent"));
    t.equal(await hears(call.customer.audio), "agent monitor");
    goesOn(t, call.agent.audio.received, "the agent");
    goesOn(t, call.customer.audio.received, "the customer");
    await end(call);
  });

  await t.test("the customer was never heard at all", async (t) => {
    c.trunk.voice = undefined;
    const call = await watch("semi_active");
    call.customer.audio.fallSilent();
    t.equal(await hears(call.agent.audio), "monitor");
    goesOn(t, call.agent.audio.received, "the agent");
    await end(call);
    c.trunk.voice = voiceOf("customer");
  });

  await t.test("the agent's phone sends nothing while the agent is silent (DTX)", async (t) => {
    const call = await watch("active");
    await speakInBursts(call.agent.audio, "agent");
    t.equal(await hears(call.customer.audio), "agent monitor");
    goesOn(t, call.customer.audio.received, "the customer");
    await end(call);
  });

  await t.test("packets of the customer are lost", async (t) => {
    const call = await watch("semi_active");
    loseSome(call.customer.audio);
    // The customer's voice has holes now and is no steady tone any more; the monitor's has none.
    const sound = await call.agent.audio.hear(1000);
    t.strictSame(voicesIn(sound), ["customer", "monitor"]);
    t.equal(share(sound, 2500), 1, "the monitor is heard all the time");
    goesOn(t, call.agent.audio.received, "the agent", { lossy: true });
    await end(call);
  });
});
