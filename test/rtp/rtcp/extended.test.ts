import fc from "fast-check";
import t from "tap";
import { takeExtended, type VoipMetrics, writeExtended } from "../../../src/rtp/rtcp/extended.ts";
import { readReport, writeReport } from "../../../src/rtp/rtcp/report.ts";

const WALL = Date.UTC(2030, 0, 1, 12, 0, 0, 250);

const metrics: VoipMetrics = {
  ssrc: 0xffff_fff0,
  lossRatio: 0.125,
  discardRatio: 0.0625,
  burstDensity: 0.5,
  gapDensity: 0.03125,
  burstMs: 240,
  gapMs: 61_000,
  roundTripMs: 42,
  endSystemMs: 60,
  rFactor: 88,
  mosLq: 4.3,
  mosCq: 4.2,
  playoutMs: 40,
  playoutMaxMs: 200,
};

const empty = () => ({ metrics: [], reference: undefined, delays: [] });

t.test("RFC 3611 §4.7: VoIP metrics stand where the standard puts them", async (t) => {
  const data = writeExtended(7, { metrics }, 0)!;
  t.equal(
    data.toString("hex"),
    ["80cf000a", "00000007", "07000008", "fffffff0", "20108008", "00f0ee48", "002a003c", "7f7f7f10"]
      .concat(["587f2b2a", "f0000028", "00c800c8"])
      .join(""),
  );
  t.strictSame(readReport(writeReport({ ssrc: 7, cname: "abc", extended: { metrics } }, 0))?.extended.metrics, [
    metrics,
  ]);
});

t.test("what is not known is said to be unavailable; wideband's ratings end at the scale of the block", async (t) => {
  const read = (changes: Partial<VoipMetrics>) =>
    readReport(writeReport({ ssrc: 7, cname: "a", extended: { metrics: { ...metrics, ...changes } } }, 0))?.extended
      .metrics[0];
  t.match(read({ rFactor: undefined, mosLq: undefined, mosCq: undefined }), {
    rFactor: undefined,
    mosLq: undefined,
    mosCq: undefined,
  });
  t.match(read({ rFactor: 116, burstMs: 1e9, lossRatio: 1 }), { rFactor: 100, burstMs: 65_535, lossRatio: 255 / 256 });
});

t.test("RFC 3611 §4.4 and §4.5: a reference time, and how long ago the peer's came", async (t) => {
  const peerReference = { ssrc: 9, ntpMiddle: 0xabcd_0123, arrival: 1000 };
  const data = writeReport({ ssrc: 7, cname: "abc", extended: { reference: WALL, peerReference } }, 3500);
  const report = readReport(data)!;
  t.strictSame(report.extended.delays, [{ ssrc: 9, reference: 0xabcd_0123, delay: 163_840 }]);
  t.equal(report.extended.reference, Number((BigInt(WALL - 250) / 1000n + 2_208_988_800n) & 0xffffn) * 65_536 + 16_384);
});

t.test("with nothing to say there is no extended report", async (t) => {
  t.equal(writeExtended(7, {}, 0), undefined);
});

t.test("RFC 3550 §6.6: BYE is the last packet of its compound", async (t) => {
  const data = writeReport({ ssrc: 7, cname: "abc", extended: { metrics }, bye: true }, 0);
  t.match(readReport(data), { ssrc: 7, bye: true });
  t.equal(data.subarray(-8).toString("hex"), "81cb000100000007");
});

t.test("§3: blocks of other kinds are stepped over, and one that is cut short ends the reading", async (t) => {
  const other = Buffer.from([200, 0, 0, 1, 1, 2, 3, 4]);
  const known = writeExtended(7, { metrics }, 0)!.subarray(8);
  const packet = (...blocks: Buffer[]) => {
    const data = Buffer.concat([Buffer.alloc(8), ...blocks]);
    const into = empty();
    takeExtended(data, 0, data.length, into);
    return into.metrics.length;
  };
  t.equal(packet(other, known), 1);
  t.equal(packet(known.subarray(0, 20)), 0);
  t.equal(packet(Buffer.from([7, 0, 0, 0]), known), 1, "a block of another length than its kind has");
  t.equal(packet(...new Array<Buffer>(40).fill(known)), 8, "no more than an honest report has");
});

t.test("any bytes: no throw, and bounded", async () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8, maxLength: 300 }), fc.constantFrom(4, 5, 7), (bytes, type) => {
      const data = Buffer.from(bytes);
      data[8] = type;
      const into = empty();
      takeExtended(data, 0, data.length, into);
      return into.metrics.length <= 8 && into.delays.length <= 8;
    }),
    { numRuns: 2000 },
  );
});
