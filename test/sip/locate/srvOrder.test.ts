import fc from "fast-check";
import t from "tap";
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import { srvOrder } from "../../../src/sip/locate/srvOrder.ts";
import { srv } from "./zone.ts";

const record = fc
  .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 65_535 }), fc.integer({ min: 0, max: 99 }))
  .map(([priority, weight, host]) => srv(priority, weight, `${host}.example`));

t.test("every record once, priorities never out of order", async () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 20 }), fc.integer(), (records, seed) => {
      const order = srvOrder(records, seededEntropy(seed));
      const isPermutation = order.length === records.length && records.every((each) => order.includes(each));
      return isPermutation && order.every((each, i) => i === 0 || order[i - 1]!.priority <= each.priority);
    }),
    { seed: 7 },
  );
});

t.test("within a priority the first is drawn by weight (RFC 2782)", async (t) => {
  const entropy = seededEntropy(2782);
  const records = [srv(1, 60, "a"), srv(1, 30, "b"), srv(1, 10, "c"), srv(1, 0, "never"), srv(2, 65_535, "later")];
  const first = new Map<string, number>();
  const draws = 20_000;
  for (let i = 0; i < draws; i++) {
    const order = srvOrder(records, entropy).map(({ name }) => name);
    first.set(order[0]!, (first.get(order[0]!) ?? 0) + 1);
    if (order[4] !== "later") t.fail("a lower priority came before the last of the higher");
  }
  const share = (name: string): number => (first.get(name) ?? 0) / draws;
  for (const [name, expected] of [
    ["a", 60 / 101],
    ["b", 30 / 101],
    ["c", 10 / 101],
    ["never", 1 / 101],
  ] as const)
    t.ok(Math.abs(share(name) - expected) < 0.012, `${name}: ${share(name).toFixed(3)} ~ ${expected.toFixed(3)}`);
});

t.test("equal weights of 0 leave nobody out", async (t) => {
  const names = srvOrder([srv(0, 0, "a"), srv(0, 0, "b")], seededEntropy(1)).map(({ name }) => name);
  t.same([...names].sort(), ["a", "b"]);
});
