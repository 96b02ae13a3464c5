import t from "tap";
import { Leeway } from "../../../src/rtp/playout/leeway.ts";

/** Records a value each 20 ms, from `from` ms on. */
function record(leeway: Leeway, values: readonly number[], from = 0): void {
  values.forEach((value, i) => {
    leeway.record(value, from + 20 * i);
  });
}

const seconds = (n: number, value: number): number[] => Array.from({ length: 50 * n }, () => value);

t.test("nothing is known before a second has passed", async (t) => {
  const leeway = new Leeway();
  record(leeway, seconds(1, 100));
  t.notOk(leeway.isKnown);
  t.equal(leeway.usual, Number.POSITIVE_INFINITY);
  leeway.record(100, 1000);
  t.ok(leeway.isKnown);
  t.equal(leeway.usual, 100);
});

t.test("the least counts for eight seconds", async (t) => {
  const leeway = new Leeway();
  record(leeway, [...seconds(1, 100), ...seconds(1, 300), 90, ...seconds(7, 300)]);
  t.equal(leeway.usual, 90);
  record(leeway, seconds(3, 300), 9100);
  t.equal(leeway.usual, 300);
});

t.test("two mishaps in eight seconds do not count, three do, and near ones always", async (t) => {
  const with3 = (...lows: number[]) => {
    const leeway = new Leeway();
    record(leeway, [...lows, ...seconds(3, 800)]);
    return leeway.usual;
  };
  t.equal(with3(100, 200), 800);
  t.equal(with3(100, 200, 300), 100);
  t.equal(with3(500, 520), 500, "less than 40 ms away");
});

t.test("what gets worse counts at once, once it is no mishap", async (t) => {
  const leeway = new Leeway();
  record(leeway, seconds(2, 1000));
  record(leeway, [10, 10], 2000);
  t.equal(leeway.usual, 1000);
  record(leeway, [10], 2040);
  t.equal(leeway.usual, 10);
});

t.test("what has been better by 100 ms for a whole second is the new normal", async (t) => {
  const leeway = new Leeway();
  record(leeway, [...seconds(3, 100), ...seconds(3, 900)]);
  t.equal(leeway.usual, 900);
});

t.test("the recent least is of one or two seconds; all of it can be forgotten", async (t) => {
  const leeway = new Leeway();
  record(leeway, [...seconds(1, 100), 40, ...seconds(1, 100)]);
  t.equal(leeway.recent, 40);
  record(leeway, seconds(3, 100), 2100);
  t.equal(leeway.recent, 100);
  leeway.forget();
  t.equal(leeway.recent, Number.POSITIVE_INFINITY);
  t.notOk(leeway.isKnown);
});
