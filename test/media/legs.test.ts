/** A leg's life on the engine: ports, sources, RTCP, time-outs, and that nothing is left. */
import t from "tap";
import { seededEntropy } from "../../src/kernel/entropy.ts";
import type { MediaCommand, MediaEvent, MediaStats } from "../../src/media/commands.ts";
import { MediaEngine } from "../../src/media/engine.ts";
import { HEADER_LENGTH, writeHeader } from "../../src/rtp/packet.ts";
import { readReport, writeReport } from "../../src/rtp/rtcp/report.ts";
import { VirtualNet } from "../support/virtualNet.ts";
import { VirtualTime } from "../support/virtualTime.ts";
import { noise, silence } from "./support/signals.ts";
import { AGENT_LEG, MemoryRecording, Stage } from "./support/stage.ts";

t.test("nothing is left after closeCall: no socket, timer or open file", async (t) => {
  const stage = new Stage();
  stage.record();
  for (const mode of ["passive", "semi_active", "active"] as const) stage.monitor(mode).speak(noise(1));
  stage.customer.speak(noise(2));
  stage.agent.speak(noise(3));
  stage.time.advance(1000);
  stage.closeLeg(3);
  stage.time.advance(1000);
  await stage.end();
  t.equal(stage.net.open, 0, "sockets");
  t.equal(stage.time.pending, 0, "timers");
  t.ok(stage.recording.closed, "file");
  t.strictSame(
    stage
      .told("portFreed")
      .map((event) => "port" in event && event.port)
      .sort(),
    [20_002, 20_004, 20_006, 20_008, 20_010],
  );
  const last = stage.events.filter(({ event }) => event !== "stats").at(-1);
  t.equal(last?.event, "callClosed", "and then it is told");
  t.equal((stage.told("stats").at(-1) as { stats: MediaStats }).stats.legs, 0);
});

t.test("callClosed waits for the file", async (t) => {
  const time = new VirtualTime();
  const events: MediaEvent[] = [];
  let finish: () => void = () => undefined;
  const engine = new MediaEngine({
    datagrams: new VirtualNet(time),
    scheduler: time,
    entropy: seededEntropy(1),
    openRecording: (file) => {
      const recording = new MemoryRecording(file);
      const close = recording.close.bind(recording);
      recording.close = async (frames) => {
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        return close(frames);
      };
      return recording;
    },
    emit: (event) => void events.push(event),
  });
  engine.handle({ op: "openCall", call: 1, holdMusic: "silence" });
  engine.handle({ op: "startRecording", call: 1, plan: { path: "/dev/null", layout: "mixed", onHold: "silence" } });
  time.advance(1000);
  engine.handle({ op: "closeCall", call: 1 });
  time.advance(1000);
  t.notOk(events.some(({ event }) => event === "callClosed"));
  finish();
  await new Promise((resolve) => setImmediate(resolve));
  t.strictSame(
    events.map(({ event }) => event).filter((event) => event !== "stats"),
    ["recordingStarted", "recordingClosed", "callClosed"],
  );
  t.match(
    events.find(({ event }) => event === "recordingClosed"),
    { durationMs: 1000, missingMs: 0 },
  );
  t.equal(time.pending, 0);
});

const openLeg = (port: number, leg = 1): Extract<MediaCommand, { op: "openLeg" }> => ({
  op: "openLeg",
  call: 1,
  leg,
  role: "agent",
  address: "10.0.0.1",
  port,
  ssrc: 1,
  sequence: 1,
  timestamp: 1,
});

function bareEngine() {
  const time = new VirtualTime();
  const net = new VirtualNet(time);
  const events: MediaEvent[] = [];
  const engine = new MediaEngine({
    datagrams: net,
    scheduler: time,
    entropy: seededEntropy(1),
    openRecording: (file) => new MemoryRecording(file),
    emit: (event) => {
      if (event.event !== "stats") events.push(event);
    },
  });
  return { time, net, events, engine };
}

for (const [title, taken, refusal, code] of [
  ["its RTP port", 20_000, "EADDRINUSE", "port_taken"],
  ["its RTCP port", 20_001, "EADDRINUSE", "port_taken"],
  ["an address that is not ours", 20_000, "EADDRNOTAVAIL", "bind_failed"],
] as const) {
  t.test(`a leg fails with ${code} for ${title}, and leaves nothing open`, async (t) => {
    const { time, net, events, engine } = bareEngine();
    engine.handle({ op: "openCall", call: 1, holdMusic: "default" });
    net.refuse(taken, refusal);
    engine.handle(openLeg(20_000));
    time.advance(10);
    t.match(events, [{ event: "legFailed", call: 1, leg: 1, code }]);
    t.equal(net.open, 0);
    engine.handle(openLeg(20_002));
    time.advance(10);
    t.match(events[1], { event: "legOpened", leg: 1, port: 20_002 });
    engine.handle({ op: "closeCall", call: 1 });
    time.advance(10);
    t.strictSame([net.open, time.pending], [0, 0]);
  });
}

t.test("a leg that is closed before its ports are bound leaves nothing", async (t) => {
  const { time, net, events, engine } = bareEngine();
  engine.handle({ op: "openCall", call: 1, holdMusic: "default" });
  engine.handle(openLeg(20_000));
  engine.handle({ op: "closeCall", call: 1 });
  time.advance(10);
  t.strictSame([net.open, time.pending], [0, 0]);
  t.strictSame(
    events.map(({ event }) => event),
    ["portFreed", "callClosed"],
  );
});

t.test("commands for a call that is over are ignored; openLeg fails", async (t) => {
  const { time, events, engine } = bareEngine();
  engine.handle(openLeg(20_000));
  engine.handle({ op: "closeLeg", call: 1, leg: 1 });
  engine.handle({ op: "pauseRecording", call: 1, paused: true });
  engine.handle({ op: "closeCall", call: 1 });
  time.advance(10);
  t.match(events, [{ event: "legFailed", code: "bind_failed" }]);
  t.equal(events.length, 1);
});

t.test("a leg's source is locked: what strangers send is neither played, recorded nor answered", async (t) => {
  const stage = new Stage();
  stage.record();
  stage.customer.speak(silence);
  stage.time.advance(200);
  const before = stage.engine.stats().packetsForeign;
  for (const [address, port] of [
    ["10.9.9.9", 5000],
    [stage.customer.address, 6000],
  ] as const) {
    const stranger = stage.net.socket(address, port, () => t.fail("answered"));
    for (let i = 0; i < 10; i++) {
      const packet = Buffer.alloc(HEADER_LENGTH + 160, 0x2a);
      writeHeader(packet, false, 8, 65_510 + i, 0xffff_0000 + 160 * (10 + i), 11);
      stranger.send(packet, 0, packet.length, 20_002, stage.address);
      stage.time.advance(20);
    }
    stranger.close();
  }
  t.equal(stage.engine.stats().packetsForeign - before, 20);
  t.ok(stage.agent.samples().every((sample) => Math.abs(sample) <= 8));
  await stage.end();
  t.ok(stage.recording.samples.every((sample) => Math.abs(sample) <= 16));
});

t.test("hostile bytes cost nothing but their count", async (t) => {
  const stage = new Stage();
  const entropy = seededEntropy(5);
  for (let i = 0; i < 3000; i++) {
    const data = Buffer.from(entropy.hex(entropy.uint32() % 60), "hex");
    if (data.length > 1 && i % 2 === 0) {
      data[0] = 0x80 | (data[0]! & 0x3f);
      data[1] = i % 4 === 0 ? 8 : 101;
    }
    stage.customer.sendRaw(data);
    stage.customer.sendRtcp(data);
    stage.time.advance(1);
  }
  await stage.end();
  t.equal(stage.net.open, 0);
});

t.test("RTCP: each leg is told how it is heard, about every 5 s (RFC 3550 §6)", async (t) => {
  const stage = new Stage();
  stage.customer.speak(noise(1));
  stage.agent.speak(noise(2));
  stage.customer.sendRtcp(
    writeReport(
      { ssrc: 11, cname: "phone", sender: { wall: stage.time.wall(), timestamp: 5, packets: 1, octets: 160 } },
      0,
    ),
  );
  stage.time.advance(20_000);
  const reports = stage.customer.reports.map((data) => readReport(data)!);
  t.ok(reports.length >= 3 && reports.length <= 8, `${reports.length} in 20 s`);
  t.match(reports[0], { ssrc: 0x1001, blocks: [{ ssrc: 11, packetsLost: 0, fractionLost: 0 }] });
  t.type(reports[0]!.ntpMiddle, "number", "a sender report, since we send");
  t.ok(reports[0]!.blocks[0]!.lsr > 0, "it answers the phone's own report");
  await stage.end();
});

t.test("the media timeout: told once, ended by RTP or RTCP", async (t) => {
  const stage = new Stage();
  const describe = (phone: { described: Stage["agent"]["described"] }) =>
    stage.engine.handle({
      op: "describeLeg",
      call: 1,
      leg: AGENT_LEG,
      described: phone.described,
      mediaTimeoutMs: 1000,
    });
  describe(stage.agent);
  stage.time.advance(900);
  t.equal(stage.told("mediaTimeout").length, 0);
  stage.time.advance(2000);
  t.match(stage.told("mediaTimeout"), [{ call: 1, leg: AGENT_LEG }]);
  t.equal(stage.told("mediaTimeout").length, 1);
  stage.agent.speak(silence);
  stage.time.advance(3000);
  stage.agent.mute();
  stage.time.advance(900);
  stage.agent.sendRtcp(writeReport({ ssrc: 22, cname: "phone" }, 0));
  stage.time.advance(900);
  t.equal(stage.told("mediaTimeout").length, 1, "RTCP counts");
  stage.time.advance(200);
  t.equal(stage.told("mediaTimeout").length, 2);
  await stage.end();
});

t.test("a call has room for 27 monitors, again when some have left", async (t) => {
  const stage = new Stage();
  for (let i = 0; i < 27; i++) stage.monitor("passive");
  const leg = { ...openLeg(25_000, 99), role: "monitor" } as const;
  stage.engine.handle(leg);
  t.match(stage.told("legFailed"), [{ leg: 99, code: "bind_failed" }]);
  stage.closeLeg(5);
  stage.engine.handle(leg);
  stage.time.advance(10);
  t.match(stage.told("legOpened").at(-1), { leg: 99 });
  await stage.end();
  t.equal(stage.net.open, 0);
});

t.test("a monitor that leaves takes nobody else's hearing along", async (t) => {
  const stage = new Stage();
  const [, second] = [stage.monitor("active"), stage.monitor("passive")];
  stage.agent.speak(noise(1));
  stage.time.advance(500);
  stage.closeLeg(3);
  stage.set({ monitors: [{ leg: 4, mode: "passive", target: "agent", holds: false }] });
  stage.time.advance(500);
  t.ok(second.samples(600).some((sample) => Math.abs(sample) > 1000));
  await stage.end();
});
