import t from "tap";
import { SignInLimit } from "../../src/api/signInLimit.ts";

t.test("so many failures a minute, counted from the first", async (t) => {
  const limit = new SignInLimit(2);
  t.equal(limit.begin("192.0.2.1", 0), 0);
  t.equal(limit.begin("192.0.2.1", 10_000), 0);
  t.equal(limit.begin("192.0.2.1", 20_000), 40_000);
  t.equal(limit.begin("192.0.2.1", 59_999), 1);
  t.equal(limit.begin("192.0.2.1", 60_000), 0);
});

t.test("attempts under way count, successes are given back", async (t) => {
  const limit = new SignInLimit(1);
  t.equal(limit.begin("192.0.2.1", 0), 0);
  t.not(limit.begin("192.0.2.1", 0), 0, "the first has not ended");
  limit.succeeded("192.0.2.1");
  t.equal(limit.begin("192.0.2.1", 0), 0);
  limit.succeeded("192.0.2.9");
});

t.test("an IPv6 network counts as one address", async (t) => {
  for (const [first, second, same] of [
    ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true],
    ["2001:db8:1:2::1", "2001:db8:1:3::1", false],
    ["2001:db8::1", "2001:db8:0:0:1::", true],
    ["2001:db8::", "2001:db8::1", true],
    ["::1", "::2", true],
    ["::ffff:192.0.2.1", "::ffff:192.0.2.2", false],
    ["192.0.2.1", "192.0.2.2", false],
  ] as const) {
    const limit = new SignInLimit(1);
    limit.begin(first, 0);
    t.equal(limit.begin(second, 0) > 0, same, `${first} ${second}`);
  }
});

t.test("a flood of addresses is forgotten, not kept", async (t) => {
  const limit = new SignInLimit(1);
  limit.begin("192.0.2.1", 0);
  for (let i = 0; i < 10_000; i++) limit.begin(`10.0.${i >> 8}.${i & 255}`, 0);
  t.equal(limit.begin("192.0.2.1", 0), 0);
});
