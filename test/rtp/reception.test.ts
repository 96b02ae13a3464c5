import fc from "fast-check";
import t from "tap";
import {
  IN_ORDER,
  NEW_SOURCE,
  REORDERED,
  REPEATED,
  ReceptionStatistics,
  UNCONFIRMED,
} from "../../src/rtp/reception.ts";

const names = { [NEW_SOURCE]: "new", [IN_ORDER]: "ok", [REORDERED]: "re", [REPEATED]: "dup", [UNCONFIRMED]: "?" };
const SSRC = 7;

for (const [what, sequence, expected, lost] of [
  ["in order", [1, 2, 3], "new ok ok", 0],
  ["in order across the wrap", [65534, 65535, 0, 1], "new ok ok ok", 0],
  ["a loss", [1, 2, 5], "new ok ok", 2],
  ["a loss across the wrap", [65535, 3], "new ok", 3],
  ["one reordered", [1, 3, 2], "new ok re", 0],
  ["one reordered across the wrap", [65535, 1, 0], "new ok re", 0],
  ["one before the first", [5, 4], "new re", 0],
  ["a duplicate", [1, 2, 2, 1], "new ok dup dup", 0],
  ["a duplicate of what came late", [1, 3, 2, 2], "new ok re dup", 0],
  ["a duplicate of the first, and 0 beside it", [0, 0, 65535], "new dup re", 0],
  ["a jump ahead, then back: not believed", [1, 9000, 2], "new ? ok", 0],
  ["a jump ahead, confirmed", [1, 9000, 9001, 9002], "new ? new ok", 0],
  ["a jump back, confirmed", [5000, 100, 101], "new ? new", 0],
  ["the largest dropout that is none", [0, 2999], "new ok", 2998],
  ["one more is a jump", [0, 3000], "new ?", 0],
] as const) {
  t.test(`§A.1: ${what}`, async (t) => {
    const statistics = new ReceptionStatistics();
    t.equal(sequence.map((s) => names[statistics.receive(SSRC, s)]).join(" "), expected);
    t.equal(statistics.lost, lost);
  });
}

t.test("another SSRC starts anew", async (t) => {
  const statistics = new ReceptionStatistics();
  statistics.receive(1, 10);
  statistics.receive(1, 20);
  t.equal(statistics.receive(2, 11), NEW_SOURCE);
  t.equal(statistics.lost, 0);
  t.equal(statistics.ssrc, 2);
});

t.test("§A.3: the report counts what was lost since the last one, and in all", async (t) => {
  const statistics = new ReceptionStatistics();
  t.equal(statistics.report(), undefined);
  for (let sequence = 65530; sequence < 65540; sequence++) {
    if (sequence !== 65533) statistics.receive(SSRC, sequence & 0xffff);
  }
  t.match(statistics.report(), { ssrc: SSRC, fractionLost: 25, packetsLost: 1, highestSequence: 65539 });
  for (let sequence = 4; sequence < 8; sequence++) statistics.receive(SSRC, sequence);
  t.match(statistics.report(), { fractionLost: 0, packetsLost: 1, highestSequence: 65543 });
  statistics.receive(SSRC, 9);
  t.match(statistics.report(), { fractionLost: 128, packetsLost: 2 });
  t.match(statistics.report(), { fractionLost: 0, packetsLost: 2 });
});

t.test("any order of arrival: everything different is received once", async () => {
  const arrivals = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(arrivals, fc.integer({ min: 0, max: 65535 }), (offsets, base) => {
      const statistics = new ReceptionStatistics();
      for (const offset of offsets) statistics.receive(SSRC, (base + offset) & 0xffff);
      const different = new Set(offsets).size;
      const span = Math.max(...offsets) - Math.min(...offsets) + 1;
      return (
        statistics.received === different &&
        statistics.duplicates === offsets.length - different &&
        statistics.expected === span &&
        statistics.lost === span - different
      );
    }),
  );
});

t.test("§A.8: jitter of an even stream is nothing, also across the wrap of the timestamp", async (t) => {
  const statistics = new ReceptionStatistics();
  statistics.receive(SSRC, 0);
  for (let i = 0; i < 100; i++) statistics.measure((0xffff_ff00 + 160 * i) >>> 0, 1e12 + 160 * i);
  t.equal(statistics.jitter, 0);
});

t.test("§A.8: packets alternately 0 and 10 ms late have a jitter of 10 ms", async (t) => {
  const statistics = new ReceptionStatistics();
  statistics.receive(SSRC, 0);
  for (let i = 0; i < 400; i++) statistics.measure(160 * i, 160 * i + (i % 2) * 80);
  t.ok(Math.abs(statistics.jitter - 80) <= 1, `${statistics.jitter}`);
  statistics.forgetTransit();
  statistics.measure(0x8000_0000, 160 * 400);
  t.ok(Math.abs(statistics.jitter - 80) <= 1, "a new start of the timestamps is no jitter");
});
