import fc from "fast-check";
import t from "tap";
import {
  Guessing,
  LONGEST_CROWD_WAIT_MS,
  LONGEST_WAIT_MS,
  slowingGuesses,
  sourceOf,
} from "../../../src/accounts/people/guessing.ts";
import { problem } from "../../../src/kernel/problem.ts";
import { err, ok } from "../../../src/kernel/result.ts";

const ana = "ana@example.com";
const home = "198.51.100.7";
const attempt = (guessing: Guessing, email: string, source: string, now: number): number =>
  guessing.handle({ in: "attempt", email, source }, now);

/** Has so many strangers fail once at an e-mail, each from a source of its own. @returns how many were let try. */
function crowd(guessing: Guessing, email: string, size: number, now: number): number {
  let tried = 0;
  for (let i = 0; i < size; i++) if (attempt(guessing, email, `10.0.${i >> 8}.${i & 255}`, now) === 0) tried++;
  return tried;
}

t.test("after five failures a source waits twice as long each time, up to a minute", async (t) => {
  const guessing = new Guessing();
  let now = 0;
  const waits: number[] = [];
  for (let i = 0; i < 13; i++) {
    const wait = attempt(guessing, ana, home, now);
    waits.push(wait / 1000);
    if (wait === 0) continue;
    t.equal(attempt(guessing, ana, home, now + wait - 1), 1, "asking again early neither helps nor harms");
    now += wait;
    t.equal(attempt(guessing, ana, home, now), 0);
  }
  t.same(waits, [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60]);
  t.equal(attempt(guessing, "bia@example.com", home, now), 0, "another e-mail is another matter");
  t.equal(attempt(guessing, ana, "203.0.113.9", now), 0, "and so is another source");
  t.equal(attempt(guessing, ana.toUpperCase(), home, now), 60_000, "case hides nothing");
  now += 15 * 60_000;
  t.same(
    Array.from({ length: 6 }, () => attempt(guessing, ana, home, now)),
    [0, 0, 0, 0, 0, 1000],
    "forgotten after a quarter of an hour",
  );
});

t.test("a success clears what its source did", async (t) => {
  const guessing = new Guessing();
  for (let i = 0; i < 5; i++) attempt(guessing, ana, home, 0);
  t.equal(attempt(guessing, ana, home, 1000), 0);
  guessing.handle({ in: "succeeded", email: ana, source: home }, 1000);
  t.equal(attempt(guessing, ana, home, 1000), 0);
});

t.test("what could not be tried does not count", async (t) => {
  const guessing = new Guessing();
  for (let i = 0; i < 30; i++) {
    t.equal(attempt(guessing, ana, home, 0), 0);
    guessing.handle({ in: "withdrawn", email: ana, source: home }, 0);
  }
});

t.test("many sources slow down strangers, never a source that the user has signed in from", async (t) => {
  const guessing = new Guessing();
  guessing.handle({ in: "known", email: ana, source: home }, 0);
  t.equal(crowd(guessing, ana, 1_000, 0), 20, "twenty may try");
  t.equal(attempt(guessing, ana, home, 0), 0, "she may");
  let now = 0;
  let asked = 0;
  for (let wait = -1; wait !== 0; now += wait, asked++) {
    wait = attempt(guessing, ana, "203.0.113.9", now);
    crowd(guessing, ana, 1_000, now + wait);
  }
  t.ok(now > 0 && now <= LONGEST_CROWD_WAIT_MS, `elsewhere she waits a little: ${now} ms, asked ${asked} times`);
  t.equal(attempt(guessing, "bia@example.com", "203.0.113.9", 0), 0, "others are not slowed");
});

t.test("a botnet of a thousand addresses gets few guesses an hour", async (t) => {
  const guessing = new Guessing();
  let tried = 0;
  for (let now = 0; now < 3_600_000; now += 10_000) tried += crowd(guessing, ana, 1_000, now);
  t.ok(tried < 1_000 * 70, `${tried}`);
});

t.test("one password tried on everybody is slowed at its source, where strangers are concerned", async (t) => {
  const guessing = new Guessing();
  guessing.handle({ in: "known", email: ana, source: home }, 0);
  const waits = Array.from({ length: 30 }, (_, i) => attempt(guessing, `user${i}@example.com`, home, i));
  t.equal(waits.filter((wait) => wait === 0).length, 20);
  t.equal(attempt(guessing, ana, home, 100), 0, "a colleague who signed in there before does not notice");
  t.equal(attempt(guessing, "bia@example.com", home, 60_000), 0, "a minute later everybody may");
});

t.test("whatever others do, a source that keeps away for a minute is let in", async () => {
  const others = fc.array(
    fc.record({
      email: fc.constantFrom(ana, "bia@example.com"),
      source: fc.integer({ min: 0, max: 500 }).map((n) => `10.1.${n >> 8}.${n & 255}`),
      outcome: fc.constantFrom("fails", "succeeded", "withdrawn"),
      pause: fc.integer({ min: 0, max: 20_000 }),
    }),
    { maxLength: 300 },
  );
  fc.assert(
    fc.property(others, fc.integer({ min: 0, max: 40 }), (events, own) => {
      const guessing = new Guessing();
      for (let i = 0; i < own; i++) attempt(guessing, ana, home, 0);
      let now = 0;
      for (const { email, source, outcome, pause } of events) {
        now += pause;
        const wait = attempt(guessing, email, source, now);
        if (wait < 0 || wait > LONGEST_WAIT_MS) return false;
        if (wait === 0 && outcome !== "fails")
          guessing.handle({ in: outcome as "succeeded" | "withdrawn", email, source }, now);
      }
      const first = attempt(guessing, ana, home, now);
      return first === 0 || attempt(guessing, ana, home, now + LONGEST_WAIT_MS) === 0;
    }),
    { numRuns: 100 },
  );
});

t.test("a known source's wait hangs on its own failures alone", async () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 2_000 }), (own, strangers) => {
      const alone = new Guessing();
      const besieged = new Guessing();
      for (const guessing of [alone, besieged]) guessing.handle({ in: "known", email: ana, source: home }, 0);
      crowd(besieged, ana, strangers, 0);
      for (let i = 0; i < own; i++) {
        const now = i * 10_000;
        if (attempt(alone, ana, home, now) !== attempt(besieged, ana, home, now)) return false;
      }
      return true;
    }),
    { numRuns: 50 },
  );
});

t.test("an attempt is made, kept, or put off", async (t) => {
  const guessing = new Guessing();
  const clock = { now: () => 0 };
  const who = { email: ana, ip: home };
  let made = 0;
  const failing = (code: "wrong_credentials" | "unavailable") => async () => {
    made++;
    return err(problem(code));
  };
  for (let i = 0; i < 10; i++)
    t.match(await slowingGuesses(guessing, clock, who, failing("unavailable")), { ok: false });
  for (let i = 0; i < 5; i++) await slowingGuesses(guessing, clock, who, failing("wrong_credentials"));
  t.equal(made, 15);
  t.match(await slowingGuesses(guessing, clock, who, async () => ok("in")), {
    ok: false,
    error: { code: "too_many_requests", retryAfterSeconds: 1 },
  });
  t.match(await slowingGuesses(guessing, clock, { ...who, ip: "203.0.113.9" }, async () => ok("in")), { value: "in" });
});

t.test("a subscriber's IPv6 addresses are one source; IPv4 in IPv6 stays itself", async (t) => {
  t.equal(sourceOf("2001:db8:1:2::1"), sourceOf("2001:db8:1:2:3:4:5:6"));
  t.not(sourceOf("2001:db8:1:2::1"), sourceOf("2001:db8:1:3::1"));
  t.equal(sourceOf("::ffff:192.0.2.1"), "192.0.2.1");
});
