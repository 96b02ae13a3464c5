import fc from "fast-check";
import t from "tap";
import { RoundTrip } from "../../../src/rtp/rtcp/roundTrip.ts";

const named = (ntpMiddle = 0xabcd, now = 1000): RoundTrip => {
  const roundTrip = new RoundTrip();
  roundTrip.name(ntpMiddle, now);
  return roundTrip;
};

/** ms as 65536ths of a second. */
const delay = (ms: number): number => Math.round(ms * 65.536);

for (const [what, ntpMiddle, held, arrival, expected] of [
  ["A − LSR − DLSR", 0xabcd, 500, 1542, 42],
  ["none at all", 0xabcd, 500, 1500, 0],
  ["a coarse clock of the peer", 0xabcd, 501, 1500, 0],
  ["a peer that says it waited longer than it could", 0xabcd, 600, 1500, undefined],
  ["more than ten seconds", 0xabcd, 0, 11_001, undefined],
  ["a moment that we never named", 0xabce, 500, 1542, undefined],
  ["no moment", 0, 0, 1542, undefined],
] as const) {
  t.test(`RFC 3550 §6.4.1: ${what}`, async (t) => {
    const roundTrip = named();
    roundTrip.mentioned(ntpMiddle, delay(held), arrival);
    const { ms } = roundTrip;
    t.ok(expected === undefined ? ms === undefined : ms !== undefined && Math.abs(ms - expected) < 0.02, String(ms));
  });
}

t.test("the last reports may be answered, older ones may not; nonsense changes nothing", async (t) => {
  const roundTrip = named(1, 0);
  for (let i = 2; i <= 5; i++) roundTrip.name(i, 1000 * i);
  roundTrip.mentioned(1, 0, 5050);
  t.equal(roundTrip.ms, undefined);
  roundTrip.mentioned(2, delay(3000), 5050);
  t.equal(Math.round(roundTrip.ms!), 50);
  roundTrip.mentioned(5, 0xffff_ffff, 5060);
  t.equal(Math.round(roundTrip.ms!), 50);
});

t.test("whatever a peer says, the round trip is between 0 and 10 s", async () => {
  fc.assert(
    fc.property(fc.nat(0xffff_ffff), fc.double({ min: 0, max: 1e7, noNaN: true }), (held, now) => {
      const roundTrip = named();
      roundTrip.mentioned(0xabcd, held, now);
      return roundTrip.ms === undefined || (roundTrip.ms >= 0 && roundTrip.ms <= 10_000);
    }),
  );
});
