/** How a leg sounds, as it is told: over a network of which we know what it lost. */
import t from "tap";
import type { MediaEvent } from "../../src/media/commands.ts";
import { ReceptionStatistics } from "../../src/rtp/reception.ts";
import { ntpMiddleOf } from "../../src/rtp/rtcp/ntp.ts";
import { readReport, writeReport } from "../../src/rtp/rtcp/report.ts";
import type { Phone } from "./support/phone.ts";
import { noise } from "./support/signals.ts";
import { AGENT_LEG, CUSTOMER_LEG, Stage } from "./support/stage.ts";

type Told = Extract<MediaEvent, { event: "quality" }>;

const told = (stage: Stage, leg: number): Told[] =>
  stage.events.filter((event): event is Told => event.event === "quality" && event.leg === leg);
const last = (stage: Stage, leg: number): Told["quality"] => told(stage, leg).at(-1)!.quality;

/** Counts the packets from a place, and of them those that the network takes away by their number. */
function losing(stage: Stage, from: { address: string; port?: number }, lost: (packet: number) => boolean) {
  const count = { lost: 0, sent: 0 };
  stage.net.setWeather(from.address, from.port ?? 5000, {
    fate: () => {
      count.sent++;
      if (!lost(count.sent)) return 10;
      count.lost++;
      return undefined;
    },
  });
  return count;
}

t.test("the figures of what we receive are what was lost", async (t) => {
  const stage = new Stage();
  // Five in a row out of a hundred, and one by itself.
  const count = losing(
    stage,
    stage.customer,
    (packet) => packet % 100 >= 50 && (packet % 100 < 55 || packet % 100 === 90),
  );
  stage.customer.speak(noise(1));
  stage.agent.speak(noise(2));
  stage.time.advance(30_010);
  await stage.end();
  const { received, codec } = last(stage, CUSTOMER_LEG);
  t.match(received, { expected: count.sent, lost: count.lost, discarded: 0, duplicates: 0, reordered: 0, jitterMs: 0 });
  t.match(received, { burstDensity: 1, burstMs: 100, lossRatio: Math.round((1e4 * count.lost) / count.sent) / 1e4 });
  t.ok(received!.gapDensity! > 0.005 && received!.gapDensity! < 0.02, String(received!.gapDensity));
  t.ok(received!.mos < 4 && received!.mos > 3, String(received!.mos));
  t.equal(codec, "PCMA");
  t.match(last(stage, AGENT_LEG).received, { lost: 0, mos: 4.38 });
  t.equal(told(stage, CUSTOMER_LEG).length, 7, "each five seconds, and at the end");
  t.match(
    told(stage, CUSTOMER_LEG).map(({ recent }) => recent.received !== null),
    [true, true, true, true, true, true, false],
    "of the packet or two after the last time nothing is told",
  );
});

/** A phone that reports like a phone: what it received, and of our last report when it came. */
function reporting(stage: Stage, phone: Phone, ssrc: number): () => void {
  const reception = new ReceptionStatistics();
  let heard = 0;
  return () => {
    for (; heard < phone.heard.length; heard++)
      reception.receive(phone.heard[heard]!.ssrc, phone.heard[heard]!.sequence);
    const ours = phone.reports
      .map((report) => readReport(report))
      .findLast((report) => report?.ntpMiddle !== undefined);
    const last =
      ours?.ntpMiddle === undefined ? undefined : { ntpMiddle: ours.ntpMiddle, arrival: stage.time.now() - 100 };
    const sender = { wall: 1e12, timestamp: 0, packets: 1, octets: 160 };
    phone.sendRtcp(
      writeReport(
        { ssrc, cname: "phone", sender, reception: reception.report(), lastSenderReport: last },
        stage.time.now(),
      ),
    );
  };
}

t.test("what the phone hears of us: its loss is counted for its own leg alone", async (t) => {
  const stage = new Stage();
  const upstream = losing(stage, stage.agent, (packet) => packet % 10 === 5);
  const ourPort = 20_000 + 2 * CUSTOMER_LEG;
  const downstream = losing(stage, { address: stage.address, port: ourPort }, (packet) => packet % 50 === 7);
  stage.customer.speak(noise(1));
  stage.agent.speak(noise(2));
  const report = reporting(stage, stage.customer, 11);
  for (let i = 0; i < 4; i++) {
    stage.time.advance(5000);
    report();
  }
  stage.time.advance(100);
  await stage.end();
  t.ok(upstream.lost > 90 && downstream.lost > 15, `${upstream.lost} and ${downstream.lost}`);
  const { sent: heard } = last(stage, CUSTOMER_LEG);
  t.ok(Math.abs(heard!.lost - downstream.lost) <= 1, `${heard!.lost} of ${downstream.lost}`);
  t.ok(Math.abs(heard!.lossRatio - 0.02) < 0.003, String(heard!.lossRatio));
  t.equal(last(stage, AGENT_LEG).sent, null, "a phone that sends no RTCP tells nothing");
  t.equal(last(stage, AGENT_LEG).roundTripMs, null);
});

t.test("RFC 3550 §6.4.1: the round trip", async (t) => {
  const stage = new Stage();
  for (const phone of [stage.customer, stage.agent]) {
    stage.net.setWeather(phone.address, 5001, { delay: 30 });
    phone.speak(noise(1));
  }
  stage.net.setWeather(stage.address, 20_001 + 2 * CUSTOMER_LEG, { delay: 20 });
  while (stage.customer.reports.length === 0) stage.time.advance(1);
  const ours = readReport(stage.customer.reports[0]!)!;
  stage.time.advance(100);
  const lastSenderReport = { ntpMiddle: ours.ntpMiddle!, arrival: stage.time.now() - 100 };
  const about = { ssrc: ours.ssrc, fractionLost: 0, packetsLost: 0, highestSequence: 1, jitter: 40 };
  stage.customer.sendRtcp(writeReport({ ssrc: 11, cname: "a", reception: about, lastSenderReport }, stage.time.now()));
  stage.time.advance(6000);
  const { roundTripMs, sent, received } = last(stage, CUSTOMER_LEG);
  t.ok(Math.abs(roundTripMs! - 50) <= 1.1, String(roundTripMs));
  t.equal(sent?.jitterMs, 5, "40 units of 8 kHz");
  t.ok(Math.abs(received!.delayMs! - 65) <= 1, "half of it, and 40 ms of playout");
  await stage.end();
});

t.test("RFC 3611 §4.4, §4.5: who receives only measures by reference times", async (t) => {
  const stage = new Stage();
  stage.customer.speak(noise(1));
  stage.net.setWeather(stage.customer.address, 5001, { delay: 30 });
  while (stage.customer.reports.length === 0) stage.time.advance(1);
  const { extended, ntpMiddle, ssrc } = readReport(stage.customer.reports[0]!)!;
  t.equal(ntpMiddle, undefined, "nothing was sent to the customer: no SR");
  t.ok(extended.reference !== undefined);
  t.match(extended.metrics, [{ ssrc: 11, lossRatio: 0, rFactor: 92, mosCq: 4.4, mosLq: 4.4, playoutMs: 40 }]);
  const peerReference = { ssrc, ntpMiddle: extended.reference!, arrival: stage.time.now() };
  stage.time.advance(40);
  stage.customer.sendRtcp(
    writeReport({ ssrc: 11, cname: "a", extended: { reference: 2e12, peerReference } }, stage.time.now()),
  );
  stage.time.advance(15_000);
  const { roundTripMs } = last(stage, CUSTOMER_LEG);
  t.ok(Math.abs(roundTripMs! - 30) <= 1.1, String(roundTripMs));
  const answers = stage.customer.reports.flatMap((report) => readReport(report)!.extended.delays);
  t.match(answers, [{ ssrc: 11, reference: ntpMiddleOf(2e12) }], "theirs is answered, once");
  await stage.end();
});

t.test("RFC 3550 §6.6: a leg says goodbye when it is closed, not when it moves, and theirs ends nothing", async (t) => {
  const stage = new Stage();
  stage.customer.speak(noise(1));
  stage.agent.speak(noise(2));
  stage.time.advance(1000);
  stage.agent.sendRtcp(writeReport({ ssrc: 22, cname: "b", bye: true }, 0));
  stage.time.advance(1000);
  const heard = stage.customer.heard.length;
  stage.time.advance(1000);
  t.ok(stage.customer.heard.length >= heard + 49, "after the agent's BYE its packets flow on");
  stage.closeLeg(AGENT_LEG);
  stage.time.advance(20);
  const goodbyes = stage.agent.reports.map((report) => readReport(report)).filter((report) => report?.bye);
  t.match(goodbyes, [{ ssrc: 0x1000 + AGENT_LEG, ntpMiddle: Number }], "with an SR before it");
  t.notOk(stage.customer.reports.some((report) => readReport(report)?.bye));
  const at = stage.events.findIndex(({ event }) => event === "quality");
  t.ok(at >= 0 && at < stage.events.findIndex(({ event }) => event === "portFreed"), "its last figures come first");
  stage.closeLeg(CUSTOMER_LEG);
  stage.time.advance(20);
  t.ok(stage.customer.reports.some((report) => readReport(report)?.bye));
  await stage.end();
  t.equal(stage.net.open, 0);
});

t.test(
  "§6.3.7: a leg that never sent anything leaves without a word; and U4: of a monitor's leg nothing is told",
  async (t) => {
    const stage = new Stage();
    const monitor = stage.monitor("active");
    monitor.speak(noise(3));
    stage.agent.speak(noise(2));
    stage.closeLeg(AGENT_LEG);
    stage.time.advance(12_000);
    t.strictSame(stage.agent.reports, []);
    await stage.end();
    const legs = new Set(stage.events.filter((event) => event.event === "quality").map((event) => event.leg));
    t.notOk(legs.has(3));
  },
);
