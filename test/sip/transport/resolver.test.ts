import t from "tap";
import { Allowance } from "../../../src/sip/transport/allowance.ts";
import { Resolver } from "../../../src/sip/transport/resolver.ts";

t.test("names are asked for once and remembered for a while", async (t) => {
  let now = 0;
  const asked: string[] = [];
  let answer: string | undefined = "192.0.2.1";
  const resolver = new Resolver(
    4,
    () => now,
    async (name, family) => {
      asked.push(`${name} ${family}`);
      return answer;
    },
  );
  t.equal(resolver.known("192.0.2.9"), "192.0.2.9", "a literal is known");
  t.equal(resolver.known("2001:db8::1"), "2001:db8::1");
  t.equal(resolver.known("trunk.example"), undefined);
  t.same(await Promise.all([resolver.resolve("trunk.example"), resolver.resolve("TRUNK.example")]), [answer, answer]);
  t.equal(resolver.known("Trunk.example"), "192.0.2.1");
  t.same(asked, ["trunk.example 4"], "one question for both");

  now = 59_999;
  t.equal(resolver.known("trunk.example"), "192.0.2.1");
  now = 60_000;
  t.equal(resolver.known("trunk.example"), undefined, "it may have moved");
  answer = undefined;
  t.equal(await resolver.resolve("trunk.example"), undefined);
  now += 4_999;
  t.equal(await resolver.resolve("trunk.example"), undefined);
  t.equal(asked.length, 2, "a failure is remembered too");
  now += 1;
  answer = "192.0.2.2";
  t.equal(await resolver.resolve("trunk.example"), "192.0.2.2", "but not for long");
});

t.test("an allowance of five a second", async (t) => {
  const allowance = new Allowance(5);
  const taken = (now: number, tries: number): number =>
    Array.from({ length: tries }, () => allowance.take(now)).filter(Boolean).length;
  t.equal(taken(0, 10), 5, "a second's worth at once");
  t.equal(taken(199, 1), 0);
  t.equal(taken(400, 10), 2, "then one each 200 ms");
  t.equal(taken(100_000, 10), 5, "and never more is saved");
});
