import t from "tap";
import { Allowance } from "../../../src/sip/transport/allowance.ts";

t.test("an allowance of five a second", async (t) => {
  const allowance = new Allowance(5);
  const taken = (now: number, tries: number): number =>
    Array.from({ length: tries }, () => allowance.take(now)).filter(Boolean).length;
  t.equal(taken(0, 10), 5, "a second's worth at once");
  t.equal(taken(199, 1), 0);
  t.equal(taken(400, 10), 2, "then one each 200 ms");
  t.equal(taken(100_000, 10), 5, "and never more is saved");
});
