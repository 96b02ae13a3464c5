import t from "tap";
import { opinionOf, ratingOf } from "../../../src/rtp/quality/eModel.ts";

const about = (value: number, expected: number, by: number): boolean => Math.abs(value - expected) <= by;

t.test("G.107: with default values R is 93.2, and that is a MOS of 4.41", async (t) => {
  const rating = ratingOf({ codec: "PCMA", delayMs: 0, lossRatio: 0 });
  t.equal(rating.toFixed(1), "93.2");
  t.equal(opinionOf(rating).toFixed(2), "4.41");
});

for (const [rating, mos] of [
  [90, 4.34],
  [80, 4.02],
  [70, 3.6],
  [60, 3.1],
  [50, 2.58],
  [0, 1],
  [-5, 1],
  [3, 1],
  [100, 4.5],
  [129, 4.5],
] as const) {
  t.test(`G.107 Annex B: a rating of ${rating} is a MOS of ${mos}`, async (t) => {
    t.ok(about(opinionOf(rating), mos, 0.0051), String(opinionOf(rating)));
  });
}

/** The approximation of Cole and Rosenbluth ("Voice over IP performance monitoring", 2001) to the delay impairment of G.107. */
const approximateId = (delay: number): number => 0.024 * delay + 0.11 * Math.max(0, delay - 177.3);

for (const delayMs of [20, 50, 100, 150, 177, 200, 250, 300]) {
  t.test(`Id of ${delayMs} ms is what is published of it`, async (t) => {
    const rating = ratingOf({ codec: "PCMU", delayMs, lossRatio: 0 });
    t.ok(about(rating, 93.2 - approximateId(delayMs), 1.2), `${rating} and ${93.2 - approximateId(delayMs)}`);
  });
}

t.test("Ie,eff: 5 % of random loss of concealed G.711 take 95 · 5 / (5 + 25.1)", async (t) => {
  const rating = ratingOf({ codec: "PCMA", delayMs: 0, lossRatio: 0.05 });
  t.ok(about(rating, 93.2 - 15.78, 0.05), String(rating));
  t.ok(
    about(ratingOf({ codec: "PCMA", delayMs: 0, lossRatio: 0.05, burstRatio: 2 }), 93.2 - (95 * 5) / 27.6, 0.05),
    "in bursts they take more",
  );
});

t.test("G.107.1: G.722 is rated 116 on the scale on which G.711 has 93", async (t) => {
  t.equal(Math.round(ratingOf({ codec: "G722", delayMs: 0, lossRatio: 0 })), 116);
  t.ok(ratingOf({ codec: "opus", delayMs: 0, lossRatio: 0 }) > 116);
});

t.test("worse is never rated better, and nothing leaves the scale", async (t) => {
  for (const codec of ["PCMA", "G722", "opus"] as const) {
    const by = (values: readonly number[], of: (value: number) => number) => values.map(of);
    for (const ratings of [
      by([0, 10, 100, 150, 400, 3000, 1e9], (delayMs) => ratingOf({ codec, delayMs, lossRatio: 0 })),
      by([0, 0.01, 0.1, 0.5, 1, 7], (lossRatio) => ratingOf({ codec, delayMs: 20, lossRatio })),
    ]) {
      t.strictSame(
        ratings,
        [...ratings].sort((a, b) => b - a),
      );
      t.ok(ratings.every((rating) => rating >= 0 && rating <= 129));
    }
  }
});
