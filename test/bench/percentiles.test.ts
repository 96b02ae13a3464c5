import t from "tap";
import { distribution } from "../../bench/percentiles.ts";

t.test("nearest-rank percentiles", async (t) => {
  const hundred = Float64Array.from({ length: 100 }, (_, i) => 100 - i);
  t.strictSame(distribution(hundred), { count: 100, p50: 50, p99: 99, max: 100 }, "whatever the order");
  const ten = Float64Array.from({ length: 10 }, (_, i) => i + 1);
  t.strictSame(distribution(ten), { count: 10, p50: 5, p99: 10, max: 10 }, "of few samples p99 is the largest");
  t.strictSame(distribution(Float64Array.of(7)), { count: 1, p50: 7, p99: 7, max: 7 });
});

t.test("no samples, no figures", async (t) => {
  t.strictSame(distribution(new Float64Array(0)), { count: 0, p50: Number.NaN, p99: Number.NaN, max: Number.NaN });
});
