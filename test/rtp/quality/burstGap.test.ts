import fc from "fast-check";
import t from "tap";
import { BurstGap, GMIN } from "../../../src/rtp/quality/burstGap.ts";

/** `.` a packet that came, `x` one that did not; a number repeats what follows it. */
const stream = (text: string): string =>
  text.replace(/(\d+)([.x])/g, (_all, count: string, packet: string) => packet.repeat(Number(count)));

function spreadOf(packets: string) {
  const spread = new BurstGap();
  for (const packet of packets) {
    if (packet === ".") spread.receive();
    else spread.miss(1);
  }
  return spread.spread;
}

for (const [what, text, expected] of [
  ["nothing lost", "100.", { missing: 0, runs: 0, bursts: 0 }],
  ["one lost is no burst", "50.x50.", { missing: 1, runs: 1, bursts: 0 }],
  ["two in a row are one", "50.xx50.", { missing: 2, runs: 1, bursts: 1, burstLength: 2, burstMissing: 2 }],
  ["15 between two: one burst", "50.x15.x50.", { runs: 2, bursts: 1, burstLength: 17, burstMissing: 2 }],
  ["16 between two: two of a gap", "50.x16.x50.", { runs: 2, bursts: 0, missing: 2 }],
  ["two bursts", "xx20.3x40.", { runs: 2, bursts: 2, burstLength: 5, burstMissing: 5 }],
  ["a burst, then one lost far from it", "xx20.x20.", { bursts: 1, burstLength: 2, missing: 3 }],
  ["a burst at the end counts already", "50.x3.x", { bursts: 1, burstLength: 5, burstMissing: 2 }],
  ["what came since is not of the burst", "50.x3.x9.", { bursts: 1, burstLength: 5 }],
] as const) {
  t.test(`RFC 3611 §4.7.2: ${what}`, async (t) => {
    t.match(spreadOf(stream(text)), expected);
  });
}

/** The definition, read out over the whole stream. */
function defined(packets: string) {
  const bursts = packets.match(new RegExp(`x(?:\\.{0,${GMIN - 1}}x)+`, "g")) ?? [];
  const count = (text: string) => text.replaceAll(".", "").length;
  return {
    expected: packets.length,
    missing: count(packets),
    runs: packets.match(/x+/g)?.length ?? 0,
    bursts: bursts.length,
    burstLength: bursts.join("").length,
    burstMissing: count(bursts.join("")),
  };
}

t.test("any stream is divided as the definition says, and runs may be told at once", async (t) => {
  const runs = fc.array(fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 3 })), { maxLength: 40 });
  fc.assert(
    fc.property(runs, (parts) => {
      const packets = parts.map(([came, missing]) => ".".repeat(came) + "x".repeat(missing)).join("");
      const told = new BurstGap();
      const inRuns = new BurstGap();
      for (const packet of packets) packet === "." ? told.receive() : told.miss(1);
      for (const run of packets.match(/\.|x+/g) ?? []) run === "." ? inRuns.receive() : inRuns.miss(run.length);
      t.strictSame(told.spread, defined(packets));
      t.strictSame(inRuns.spread, told.spread);
    }),
  );
});
