import t from "tap";
import { Reachability, type ReachabilityInput } from "../../../src/calls/trunks/reachability.ts";
import { seededEntropy } from "../../../src/kernel/entropy.ts";

/** `a`: answered, `m`: missed. */
const inputOf = (letter: string): ReachabilityInput =>
  letter === "a" ? { in: "answered" } : { in: "missed", error: "no answer (408)" };

/** What came, and what is known after each: `+` reachable, `-` not, `?` unknown. Then the next OPTIONS: s at most. */
const rows: readonly [events: string, states: string, next: number][] = [
  ["a", "+", 30],
  ["m", "?", 5],
  ["mm", "?-", 30],
  ["am", "++", 5],
  ["ama", "+++", 30],
  ["amm", "++-", 30],
  ["ammm", "++--", 30],
  ["amma", "++--", 5],
  ["ammaa", "++--+", 30],
  ["ammama", "++----", 5],
  ["ammamaa", "++----+", 30],
  ["amamamam", "++++++++", 5],
];

for (const [events, states, next] of rows)
  t.test(`${events}: one loss changes nothing, two in a row do, both ways`, async (t) => {
    const machine = new Reachability(30, seededEntropy(7));
    let seen = "";
    let wait = 0;
    for (const letter of events) {
      const [output, ...more] = machine.handle(inputOf(letter), 1000);
      t.equal(more.length, 0);
      if (output?.out === "setTimer") wait = output.at - 1000;
      seen += machine.reachable === null ? "?" : machine.reachable ? "+" : "-";
    }
    t.equal(seen, states);
    t.ok(wait <= next * 1000 && wait >= next * 900, `${wait} ms`);
    t.equal(machine.error, states.endsWith("-") ? "no answer (408)" : null);
  });

t.test("pings at the start and whenever the time has come", async (t) => {
  const machine = new Reachability(30, seededEntropy(1));
  t.strictSame(machine.handle({ in: "start" }, 0), [{ out: "ping" }]);
  t.strictSame(machine.handle({ in: "timer" }, 0), [{ out: "ping" }]);
});

t.test("without OPTIONS it learns from other requests, and asks for nothing", async (t) => {
  const machine = new Reachability(0, seededEntropy(1));
  t.strictSame(machine.handle({ in: "start" }, 0), []);
  t.strictSame(machine.handle({ in: "missed", error: "x" }, 0), []);
  t.strictSame(machine.handle({ in: "missed", error: "x" }, 0), []);
  t.equal(machine.reachable, false);
});
