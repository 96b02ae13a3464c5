import fc from "fast-check";
import t from "tap";
import { Fork } from "../../../src/calls/call/fork.ts";
import type { LegEvent } from "../../../src/calls/legs/legEvents.ts";

const branches = (n: number) => Array.from({ length: n }, (_, usage) => ({ usage, address: `10.0.0.${usage}` }));
const refused = (status: number): LegEvent => ({
  out: "refused",
  status,
  reason: `reason ${status}`,
  response: undefined,
});
const answered: LegEvent = { out: "answered", sdp: "v=0" };

/** Failures in the order in which they come, and the one that stands for all (RFC 3261 §16.7 step 6). */
const failures: readonly [came: readonly number[], best: number][] = [
  [[486], 486],
  [[408, 486], 486],
  [[486, 480], 486],
  [[480, 404], 404],
  [[404, 486], 486],
  [[503, 404], 404],
  [[503, 500], 503],
  [[503, 302], 302],
  [[486, 603, 404], 603],
  [[480, 408], 480],
  [[408, 503], 408],
];

for (const [came, best] of failures) {
  t.test(`failures ${came.join(", ")} amount to ${best}`, async (t) => {
    const fork = new Fork(branches(came.length));
    const outcomes = came.map((status, usage) => fork.handle(usage, refused(status)));
    t.ok(outcomes.slice(0, -1).every(({ now }) => now === "waiting"));
    t.match(outcomes.at(-1), { now: "lost", status: best, reason: `reason ${best}` });
  });
}

t.test("the first answer wins, the others lose; what comes of them afterwards means nothing", async (t) => {
  const fork = new Fork(branches(3));
  fork.handle(0, refused(486));
  t.match(fork.handle(2, answered), { now: "won", branch: { usage: 2 }, sdp: "v=0", losers: [1] });
  t.match(fork.handle(1, answered), { now: "waiting" });
  t.match(fork.handle(1, refused(487)), { now: "waiting" });
});

t.test("early media is taken from a single branch only", async (t) => {
  const early: LegEvent = { out: "progress", status: 183, fork: "a", sdp: "v=0" };
  t.match(new Fork(branches(1)).handle(0, early), { now: "progress", status: 183, sdp: "v=0" });
  t.match(new Fork(branches(2)).handle(0, early), { now: "progress", status: 183, sdp: undefined });
});

t.test(
  "a branch that forks again on its way: the first early media is heard, the others do not disturb it (RFC 3960 §3.1)",
  async (t) => {
    const rings = (fork: string, status: number, sdp?: string): LegEvent => ({
      out: "progress",
      status,
      fork,
      ...(sdp === undefined ? {} : { sdp }),
    });
    const fork = new Fork(branches(1));
    t.match(fork.handle(0, rings("a", 180)), { now: "progress", status: 180 });
    t.match(fork.handle(0, rings("b", 180)), { now: "progress", status: 180 }, "nobody is heard yet");
    t.match(fork.handle(0, rings("b", 183, "b's")), { now: "progress", status: 183, sdp: "b's" });
    t.match(fork.handle(0, rings("a", 183, "a's")), { now: "waiting" });
    t.match(fork.handle(0, rings("c", 180)), { now: "waiting" });
    t.match(fork.handle(0, rings("b", 180)), { now: "progress", status: 180 });
    t.match(fork.handle(0, { out: "answered", sdp: "a's" }), { now: "won", sdp: "a's" }, "whoever answers is heard");
  },
);

t.test("an offer of a phone that rings (RFC 3311): taken where its sound is heard", async (t) => {
  const offered: LegEvent = { out: "offered", sdp: "v=0" };
  t.match(new Fork(branches(1)).handle(0, offered), { now: "offered", sdp: "v=0", branch: { usage: 0 } });
  t.match(new Fork(branches(2)).handle(1, offered), { now: "offered", sdp: undefined, branch: { usage: 1 } });
});

t.test("a branch that ends without a final status counts as unreachable", async (t) => {
  t.match(new Fork(branches(1)).handle(0, { out: "ended", by: "us", cause: "timeout" }), { now: "lost", status: 480 });
});

t.test("whatever comes in whatever order: one outcome at most, and never a loser that won", async () => {
  const event = fc.oneof(
    fc.constant(answered),
    fc.integer({ min: 300, max: 699 }).map(refused),
    fc.constant<LegEvent>({ out: "progress", status: 180, fork: "a" }),
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.tuple(fc.nat(6), event), { maxLength: 30 }),
      (n, events) => {
        const fork = new Fork(branches(n));
        const outcomes = events.map(([usage, event]) => fork.handle(usage, event));
        const final = outcomes.filter(({ now }) => now === "won" || now === "lost");
        const [first] = final;
        if (final.length > 1) return false;
        return first?.now !== "won" || !first.losers.includes(first.branch.usage);
      },
    ),
  );
});

t.test("tells whether somebody was rung", async (t) => {
  for (const [status, rang] of [
    [180, true],
    [183, false],
  ] as const) {
    const fork = new Fork(branches(1));
    fork.handle(0, { out: "progress", status, fork: "a" } as LegEvent);
    t.match(fork.handle(0, refused(503)), { now: "lost", rang });
  }
});
