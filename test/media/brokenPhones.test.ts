/** Parties whose own phones send what no phone should: every pair of codecs lives through it, recorded, with a monitor who speaks. */
import t from "tap";
import { type Entropy, seededEntropy } from "../../src/kernel/entropy.ts";
import type { CodecName } from "../../src/rtp/codecs/codec.ts";
import { HEADER_LENGTH, payloadEnd, payloadStart, writeHeader } from "../../src/rtp/packet.ts";
import { NOISE_TYPE, type Phone } from "./support/phone.ts";
import { shareAt, tone } from "./support/signals.ts";
import { Stage } from "./support/stage.ts";

const CODECS: readonly CodecName[] = ["PCMA", "PCMU", "G722", "opus"];
const EVENT_TYPE = 101;
const STEPS = 400;
const HZ = 800;
const MONITOR_HZ = 2000;

interface Rtp {
  readonly type: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
}

function packetOf({ type, sequence, timestamp, ssrc }: Rtp, payload: Uint8Array): Buffer {
  const packet = Buffer.alloc(HEADER_LENGTH + payload.length);
  writeHeader(packet, false, type, sequence, timestamp, ssrc);
  packet.set(payload, HEADER_LENGTH);
  return packet;
}

/** CSRCs, a header extension and padding around a payload (RFC 3550 §5.1, §5.3.1). */
function dressed(packet: Buffer, sources: number, extension: number, padding: number): Buffer {
  const head = Buffer.from(packet.subarray(0, HEADER_LENGTH));
  head[0] = 0x80 | (padding > 0 ? 0x20 : 0) | 0x10 | sources;
  const more = Buffer.alloc(4 * sources + 4 + 4 * extension, 0xbe);
  more.writeUInt16BE(0xbede, 4 * sources);
  more.writeUInt16BE(extension, 4 * sources + 2);
  return Buffer.concat([head, more, packet.subarray(HEADER_LENGTH), Buffer.alloc(padding, padding)]);
}

/** Packets that a broken phone, or somebody who has its address, sends next to each other. */
function broken(entropy: Entropy, phone: Phone, usual: Rtp): Buffer {
  const below = (limit: number): number => entropy.uint32() % limit;
  const bytes = (count: number): Buffer => Buffer.from(entropy.hex(count), "hex");
  const audio = phone.sent.at(-1) ?? bytes(160);
  const good = packetOf(usual, audio);
  const kinds: readonly (() => Buffer)[] = [
    () => Buffer.alloc(0),
    () => good.subarray(0, 1 + below(12)),
    () => good.subarray(0, HEADER_LENGTH + below(audio.length)),
    () => packetOf(usual, bytes(1 + below(300))),
    () => packetOf(usual, bytes(1400 + below(2000))),
    () => packetOf(usual, Buffer.alloc(60_000, below(256))),
    () => packetOf({ ...usual, type: below(128) }, bytes(below(200))),
    () => packetOf({ ...usual, type: EVENT_TYPE }, bytes(below(9))),
    () => packetOf({ ...usual, type: NOISE_TYPE }, bytes(below(30))),
    () => packetOf({ ...usual, ssrc: entropy.uint32() }, audio),
    () => packetOf({ ...usual, timestamp: entropy.uint32() }, audio),
    () => packetOf({ ...usual, sequence: below(65_536) }, audio),
    () => packetOf({ ...usual, sequence: below(65_536), timestamp: entropy.uint32(), ssrc: entropy.uint32() }, audio),
    () => dressed(good, below(16), below(40), below(256)),
    () => dressed(good, below(16), below(40), 1).fill(0xff, HEADER_LENGTH + 4),
    // A header that says more than there is.
    () => Buffer.concat([Buffer.from([0x9f]), good.subarray(1, HEADER_LENGTH + below(20))]),
    () => bytes(below(200)),
  ];
  return kinds[below(kinds.length)]!();
}

for (const customer of CODECS) {
  for (const agent of CODECS) {
    t.test(`broken packets of both, ${customer} and ${agent}`, async (t) => {
      const stage = new Stage({ customer: { codec: customer, noise: true }, agent: { codec: agent, noise: true } });
      stage.record();
      const monitor = stage.monitor("active");
      const entropy = seededEntropy(CODECS.indexOf(customer) * 4 + CODECS.indexOf(agent) + 1);
      const phones = [stage.customer, stage.agent];
      for (const phone of phones) phone.speak(tone(HZ));
      monitor.speak(tone(MONITOR_HZ));
      stage.time.advance(300);
      for (const phone of phones) phone.mute(false);
      const before = phones.map(({ heard }) => heard.length);
      for (let i = 0; i < STEPS; i++) {
        for (const [n, phone] of phones.entries()) {
          const { described } = phone;
          const usual = {
            type: described.sendPayloadType,
            sequence: i,
            timestamp: 160 * i * phone.units,
            ssrc: 11 + 11 * n,
          };
          for (let burst = entropy.uint32() % 3; burst >= 0; burst--) phone.sendRaw(broken(entropy, phone, usual));
          phone.sendRtcp(Buffer.from(entropy.hex(1 + (entropy.uint32() % 120)), "hex"));
        }
        stage.time.advance(entropy.uint32() % 40);
        if (i === STEPS / 2) stage.setMonitor(0, { mode: "passive" });
      }
      t.strictSame(stage.told("fault"), [], "no defect showed");
      const since = stage.time.now() + 500;
      for (const [n, phone] of phones.entries()) {
        t.ok(phone.heard.length - before[n]! < 4 * STEPS, `${phone.heard.length} packets were sent`);
        t.ok(
          phone.heard.every(({ type, payload }) => payload.length >= (type === EVENT_TYPE ? 4 : 1)),
          "none of them is empty",
        );
        phone.speak(tone(HZ));
      }
      stage.time.advance(1000);
      for (const phone of phones) {
        const share = shareAt(phone.samples(since), HZ, phone.scale);
        t.ok(share > 0.8, `heard again: ${share}`);
      }
      const lasted = stage.time.now();
      await stage.end();
      const { frames, sampleRate } = stage.recording;
      t.ok(Math.abs((frames * 1000) / sampleRate - lasted) <= 200, "the recording is as long as the call");
      t.equal(stage.net.open, 0);
    });

    t.test(`CSRCs, header extensions and padding, from ${customer} to ${agent}`, async (t) => {
      for (const mode of ["passive", "active"] as const) {
        const stage = new Stage({ customer: { codec: customer }, agent: { codec: agent } });
        const monitor = stage.monitor(mode);
        const phone = stage.customer;
        let turn = 0;
        const send = phone.sendRaw.bind(phone);
        phone.sendRaw = (packet) => {
          turn++;
          send(dressed(packet, turn % 16, turn % 5, turn % 200));
        };
        phone.speak(tone(HZ));
        stage.agent.speak(tone(HZ / 2));
        monitor.speak(tone(MONITOR_HZ));
        stage.time.advance(2000);
        const { scale } = stage.agent;
        const heard = stage.agent.played(1000);
        const share = shareAt(heard, HZ, scale);
        if (mode === "passive") t.ok(share > 0.9, `${share} of what is heard is the customer`);
        else
          t.ok(share > 0.35 && shareAt(heard, MONITOR_HZ, scale) > 0.3, `${share} the customer, the rest the monitor`);
        await stage.end();
      }
    });
  }
}

t.test("what is sent has a header that fits what follows it", async (t) => {
  for (const agent of CODECS) {
    const stage = new Stage({ customer: { codec: "PCMA" }, agent: { codec: agent } });
    const packets: Buffer[] = [];
    const monitor = stage.monitor("active");
    const listener = stage.net.socket("10.0.1.2", 7000, (data) => void packets.push(Buffer.from(data)));
    const described = { ...stage.agent.described, rtpPort: 7000, rtcpPort: 7001 };
    stage.engine.handle({ op: "describeLeg", call: 1, leg: 2, described, mediaTimeoutMs: 0 });
    const send = stage.customer.sendRaw.bind(stage.customer);
    stage.customer.sendRaw = (packet) => send(dressed(packet, 2, 3, 40));
    stage.customer.speak(tone(HZ));
    stage.time.advance(500);
    monitor.speak(tone(MONITOR_HZ));
    stage.time.advance(500);
    t.ok(packets.length > 45, `${packets.length}`);
    const payloads = packets.map((packet) => {
      const start = payloadStart(packet, packet.length);
      return start < 0 ? -1 : payloadEnd(packet, packet.length) - start;
    });
    t.ok(
      payloads.every((octets) => (agent === "opus" ? octets > 0 && octets < 200 : octets === 160)),
      payloads.join(" "),
    );
    listener.close();
    await stage.end();
  }
});
