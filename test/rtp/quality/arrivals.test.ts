import fc from "fast-check";
import t from "tap";
import { ReceptionStatistics } from "../../../src/rtp/reception.ts";

const SSRC = 7;

/** Packets of 20 ms, each with the delay given; undefined: lost. */
function received(delays: readonly (number | undefined)[], first = 65_500): ReceptionStatistics {
  const reception = new ReceptionStatistics();
  const packets = delays
    .map((delay, i) => ({ i, at: delay === undefined ? undefined : 20 * i + delay }))
    .filter((packet): packet is { i: number; at: number } => packet.at !== undefined)
    .sort((a, b) => a.at - b.at || a.i - b.i);
  for (const { i, at } of packets) {
    reception.receive(SSRC, (first + i) & 0xffff);
    reception.measure((160 * i + 0xffff_ff00) >>> 0, at * 8);
  }
  return reception;
}

const steady = (count: number, delay = 10): number[] => new Array<number>(count).fill(delay);

t.test("nothing before the first packet", async (t) => {
  t.match(new ReceptionStatistics().arrivals.counts, { expected: 0, missing: 0, lost: 0, discarded: 0 });
});

t.test("what was lost is counted at once, whether or not it may still come", async (t) => {
  const delays = [...steady(50), undefined, ...steady(10), undefined, undefined, ...steady(5)];
  t.match(received(delays).arrivals.counts, { expected: 68, lost: 3, discarded: 0, bursts: 1, burstMissing: 3 });
});

t.test("what was overtaken is reordered and not lost", async (t) => {
  const counts = received([...steady(20), 45, ...steady(300)]).arrivals.counts;
  t.match(counts, { expected: 321, lost: 0, reordered: 1, discarded: 0 });
});

t.test("a phone would find a packet too late that comes far beyond the usual jitter", async (t) => {
  const counts = received([...steady(100), 150, ...steady(100)]).arrivals.counts;
  t.match(counts, { lost: 0, discarded: 1, missing: 1, reordered: 1 });
});

t.test("a playout that adapts takes what is late as a rule, and delays by as much", async (t) => {
  const { arrivals } = received(Array.from({ length: 1000 }, (_, i) => (i % 5 === 0 ? 100 : 10)));
  t.ok(arrivals.counts.discarded < 10, `${arrivals.counts.discarded} at the beginning`);
  t.ok(arrivals.playout.delayMs > 90 && arrivals.playout.delayMs <= 200, `${arrivals.playout.delayMs} ms`);
  t.equal(received(steady(100)).arrivals.playout.delayMs, 40, "no less than a phone holds back");
});

t.test("a source that begins anew is another stretch of the same leg", async (t) => {
  const reception = received([...steady(30), undefined, ...steady(30)]);
  reception.receive(8, 9);
  reception.receive(8, 12);
  t.match(reception.arrivals.counts, { expected: 65, lost: 3, bursts: 1 });
  reception.receive(8, 12);
  t.match(reception.arrivals.counts, { expected: 65, duplicates: 1 });
});

t.test("a hole wider than any reordering costs no more than the window", async (t) => {
  const reception = new ReceptionStatistics();
  reception.receive(SSRC, 0);
  for (let i = 1; i <= 1000; i++) reception.receive(SSRC, (i * 2999) & 0xffff);
  t.match(reception.arrivals.counts, { expected: 2_999_001, lost: 2_998_000, bursts: 1 });
});

t.test("any order of arrival: every packet of the source is counted once, as RFC 3550 counts it", async (t) => {
  const steps = fc.array(fc.oneof(fc.integer({ min: -110, max: 140 }), fc.integer({ min: -9000, max: 9000 })), {
    maxLength: 200,
  });
  fc.assert(
    fc.property(steps, fc.nat(65_535), (moves, first) => {
      const reception = new ReceptionStatistics();
      let sequence = first;
      let [expected, lost] = [0, 0];
      for (const move of [1, ...moves]) {
        sequence = (sequence + move) & 0xffff;
        const before = { expected: reception.expected, lost: reception.lost };
        // Another source: what was before it stays counted.
        if (reception.receive(SSRC, sequence) === 0 && reception.received === 1) {
          expected += before.expected;
          lost += before.lost;
        }
      }
      const { counts } = reception.arrivals;
      t.equal(counts.expected, expected + reception.expected);
      t.equal(counts.lost, lost + reception.lost);
    }),
  );
});
