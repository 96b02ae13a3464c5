import fc from "fast-check";
import t from "tap";
import { RtcpPacketConverter, RtcpRrPacket, RtcpSourceDescriptionPacket, RtcpSrPacket } from "werift-rtp";
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import { readReport, rtcpInterval, writeReport } from "../../../src/rtp/rtcp/report.ts";

const WALL = Date.UTC(2030, 0, 1, 12, 0, 0, 250);
const reception = { ssrc: 0xffff_fffe, fractionLost: 25, packetsLost: -3, highestSequence: 0x1_0005, jitter: 80 };
const sender = { wall: WALL, timestamp: 0xffff_ff00, packets: 500, octets: 80_000 };

t.test("a sender report says what we sent and received", async (t) => {
  const data = writeReport(
    { ssrc: 7, cname: "abc", sender, reception, lastSenderReport: { ntpMiddle: 0xabcd, arrival: 1000 } },
    3500,
  );
  const report = readReport(data)!;
  t.match(report, { ssrc: 7, bye: false, ntpMiddle: Number });
  t.strictSame(report.blocks, [{ ...reception, lsr: 0xabcd, dlsr: 163_840 }]);
  const [first, second] = RtcpPacketConverter.deSerialize(data);
  t.ok(first instanceof RtcpSrPacket && second instanceof RtcpSourceDescriptionPacket);
  if (first instanceof RtcpSrPacket) {
    t.match(first.senderInfo, { rtpTimestamp: 0xffff_ff00, packetCount: 500, octetCount: 80_000 });
    t.equal(first.senderInfo.ntpTimestamp >> 32n, BigInt(WALL - 250) / 1000n + 2_208_988_800n);
    t.equal(first.senderInfo.ntpTimestamp & 0xffff_ffffn, 2n ** 30n, "a quarter of a second");
  }
});

t.test("who has sent nothing makes a receiver report", async (t) => {
  const data = writeReport({ ssrc: 7, cname: "abc", reception }, 0);
  t.match(readReport(data), { ssrc: 7, ntpMiddle: undefined, blocks: [{ lsr: 0, dlsr: 0 }] });
  t.ok(RtcpPacketConverter.deSerialize(data)[0] instanceof RtcpRrPacket);
  t.strictSame(readReport(writeReport({ ssrc: 7, cname: "x" }, 0))?.blocks, []);
});

t.test("§6.5: every CNAME ends with a zero octet, whatever its length", async (t) => {
  for (let length = 1; length < 12; length++) {
    const data = writeReport({ ssrc: 7, cname: "x".repeat(length) }, 0);
    t.equal(data.length % 4, 0);
    t.equal(data[data.length - 1], 0);
    t.match(data.toString("latin1"), "x".repeat(length));
  }
});

const good = (): Buffer => writeReport({ ssrc: 7, cname: "abc", sender, reception }, 0);
const changed = (at: number, to: number): Buffer => {
  const data = good();
  data[at] = to;
  return data;
};

for (const [what, data] of [
  ["nothing", Buffer.alloc(0)],
  ["a header alone", Buffer.from([0x80, 201, 0, 0])],
  ["an SDES first", good().subarray(52)],
  ["padding in the first packet", changed(0, 0xa1)],
  ["version 1", changed(0, 0x41)],
  ["a length beyond the end", changed(3, 200)],
  ["more blocks than bytes", changed(0, 0x9f)],
  ["an SR too short for its sender info", Buffer.from([0x80, 200, 0, 1, 0, 0, 0, 7])],
  ["a compound without end", Buffer.concat(Array.from({ length: 17 }, () => writeReport({ ssrc: 7, cname: "a" }, 0)))],
] as const) {
  t.test(`§A.2 no report: ${what}`, async (t) => {
    t.equal(readReport(data), undefined);
  });
}

t.test("a goodbye and unknown packets in a compound", async (t) => {
  const rr = Buffer.from([0x80, 201, 0, 1, 0, 0, 0, 7]);
  const xr = Buffer.from([0x80, 207, 0, 1, 0, 0, 0, 7]);
  const bye = Buffer.from([0x81, 203, 0, 1, 0, 0, 0, 7]);
  t.match(readReport(Buffer.concat([rr, xr])), { bye: false });
  t.match(readReport(Buffer.concat([rr, xr, bye])), { bye: true });
});

t.test("any bytes: no throw", async () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), fc.constantFrom(200, 201), (bytes, type) => {
      const data = Buffer.from(bytes);
      readReport(data);
      if (data.length > 1) data.set([0x80 | (data[0]! & 0x1f), type], 0);
      const report = readReport(data);
      return report === undefined || report.blocks.length <= 31 * 16;
    }),
    { numRuns: 2000 },
  );
});

t.test("§6.3: reports come every 2.5 to 7.5 s, 5 s on average", async (t) => {
  const entropy = seededEntropy(1);
  const intervals = Array.from({ length: 1000 }, () => rtcpInterval(entropy));
  t.ok(intervals.every((ms) => ms >= 2500 && ms < 7500));
  t.ok(Math.abs(intervals.reduce((sum, ms) => sum + ms, 0) / 1000 - 5000) < 150);
});
