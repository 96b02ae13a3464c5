import { verify } from "@node-rs/argon2";
import t from "tap";
import { Passwords } from "../../../src/accounts/people/passwords.ts";
import { actor, adminEmail, adminPassword, everything, must, refusal, TestAccount } from "../support/testAccount.ts";

const HOUR = 3_600_000;
const account = await TestAccount.create(t);
const from = { ip: "192.0.2.7", userAgent: "Firefox" };
/** Strong enough for anybody. */
const password = "vento de agosto";
const signIn = (email = adminEmail, password = adminPassword, origin = from) =>
  account.accounts.signIn(email, password, origin);
const userOf = async (token: string) => (await account.accounts.authenticate(token))?.user.email;

t.test("signing in and out", async (t) => {
  const { token, user } = must(await signIn("ADMIN@example.com"));
  t.match(token, /^[\w-]{43}$/);
  t.equal(user.email, adminEmail);
  t.equal(await userOf(token), adminEmail);
  t.not(must(await signIn()).token, token);
  await account.accounts.signOut(token);
  t.equal(await userOf(token), undefined);
  for (const odd of ["", "x", "ponto_x", token.slice(1), "x".repeat(10_000)]) t.equal(await userOf(odd), undefined);
});

t.test("a wrong password and an unknown e-mail are answered the same, and kept", async (t) => {
  const refused = [await signIn(adminEmail, "wrong"), await signIn("nobody@example.com"), await signIn("", "")];
  t.same(refused, Array(3).fill({ ok: false, error: { code: "wrong_credentials" } }));
  t.equal(refusal(await signIn(adminEmail, "x".repeat(1_000_000))), "wrong_credentials", "however long");
  const entries = must(await account.accounts.auditLog({ limit: 6 })).items;
  t.match(entries.slice(1, 4), [
    { action: "session.refused", actor: { userId: null, email: "", ip: "192.0.2.7" } },
    { action: "session.refused", subject: "nobody@example.com" },
    { action: "session.refused", actor: { email: adminEmail } },
  ]);
  t.match(entries[4], { action: "session.created", actor: { email: adminEmail, ip: "192.0.2.7" } });
});

t.test("a password is checked for an unknown user too, at the same cost", async (t) => {
  const checked: string[] = [];
  const passwords = await Passwords.create(account.time, async (stored, password) => {
    checked.push(`${stored}`.split("$").slice(0, 4).join("$"));
    return verify(stored, password);
  });
  const stored = await passwords.hash("secret");
  t.same(await passwords.matches(stored, "secret"), { ok: true, value: true });
  t.same(await passwords.matches(stored, "wrong"), { ok: true, value: false });
  t.same(await passwords.matches(undefined, "secret"), { ok: true, value: false });
  t.equal(checked.length, 3);
  t.equal(new Set(checked).size, 1, "algorithm, version and costs");
});

t.test("a flood of sign-ins is turned away before it costs anything", async (t) => {
  const strangers = Array.from({ length: 60 }, (_, i) =>
    signIn(`nobody${i}@example.com`, "x", { ...from, ip: `198.51.100.${i}` }),
  );
  const outcomes = await Promise.all(strangers);
  const codes = new Set(outcomes.map(refusal));
  t.same([...codes].sort(), ["too_many_requests", "wrong_credentials"]);
  t.ok((await signIn()).ok, "and the door is open again");
});

t.test("a sign-in lasts twelve hours from its last use, also across a restart", async (t) => {
  const used = must(await signIn()).token;
  const idle = must(await signIn()).token;
  account.time.advance(11 * HOUR);
  t.equal(await userOf(used), adminEmail);
  await account.restart();
  account.time.advance(2 * HOUR);
  t.equal(await userOf(used), adminEmail, "used after 11 hours, looked at after 13");
  t.equal(await userOf(idle), undefined, "unused for 13 hours");
  account.time.advance(13 * HOUR);
  await account.restart();
  t.equal(await userOf(used), undefined);
  await account.accounts.auditLog(everything);
  t.same(await account.store.db.selectFrom("sign_ins").selectAll().execute(), [], "what is over is deleted");
});

t.test("what a page asks by itself does not put off the end of a sign-in", async (t) => {
  const watched = must(await signIn()).token;
  account.time.advance(11 * HOUR);
  t.match(await account.accounts.authenticate(watched, false), { user: { email: adminEmail } }, "it counts still");
  account.time.advance(HOUR);
  t.equal(await account.accounts.authenticate(watched, false), undefined, "twelve hours after somebody was there");
});

t.test("tokens are not stored", async (t) => {
  const { token } = must(await signIn());
  await account.accounts.auditLog(everything);
  const rows = await account.store.db.selectFrom("sign_ins").selectAll().execute();
  t.equal(rows.length, 1);
  t.notOk(JSON.stringify(rows).includes(token));
});

t.test("a user has fifty sign-ins at most; the oldest makes room", async (t) => {
  const user = must(await account.accounts.users.create({ email: "z@z", name: "Z", password }, actor));
  const first = must(await signIn("z@z", password)).token;
  const second = must(await signIn("z@z", password)).token;
  for (let i = 0; i < 49; i++) must(await signIn("z@z", password));
  t.equal(await userOf(first), undefined);
  t.equal(await userOf(second), user.email);
});

t.test("a new password, and the end of a user, sign out everywhere", async (t) => {
  const { users, apiKeys } = account.accounts;
  const user = must(await users.create({ email: "y@y", name: "Y", password }, actor));
  const { key } = must(await apiKeys.create({ name: "script", userId: user.id }, actor));
  const before = must(await signIn("y@y", password)).token;
  must(await users.update(user.id, { name: "Why" }, actor));
  t.equal(await userOf(before), "y@y");
  must(await users.update(user.id, { password: "agosto ao vento" }, actor));
  t.equal(await userOf(before), undefined);
  t.equal(refusal(await signIn("y@y", password)), "wrong_credentials");
  const after = must(await signIn("y@y", "agosto ao vento")).token;
  t.equal(await userOf(key), "y@y", "a machine's key has no password");
  must(await users.remove(user.id, actor));
  t.equal(await userOf(after), undefined);
  t.equal(await userOf(key), undefined);
  t.equal(refusal(await signIn("y@y", "agosto ao vento")), "wrong_credentials");
  t.same(must(await apiKeys.list(everything)).items, []);
});

t.test(
  "guessing is slowed, for e-mails that nobody has too, and the owner gets in from where she was before",
  async (t) => {
    const guess = (email: string, ip: string) => signIn(email, "a guess of mine", { ...from, ip });
    must(await signIn());
    for (const email of [adminEmail, "unknown@example.com"]) {
      for (let i = 0; i < 5; i++) t.equal(refusal(await guess(email, "203.0.113.5")), "wrong_credentials");
      t.match(await guess(email, "203.0.113.5"), {
        ok: false,
        error: { code: "too_many_requests", retryAfterSeconds: 1 },
      });
    }
    for (let i = 0; i < 40; i++) await guess(adminEmail, `203.0.113.${100 + i}`);
    t.equal(refusal(await guess(adminEmail, "203.0.113.250")), "too_many_requests", "strangers wait");
    t.ok((await signIn()).ok, "she does not");
    await account.restart();
    t.ok((await signIn()).ok, "nor after a restart");
  },
);

t.test("people are signed in while the disk is full", async (t) => {
  account.failing = "SQLITE_FULL";
  const { token } = must(await signIn());
  t.equal(await userOf(token), adminEmail);
  account.failing = undefined;
  account.time.advance(60_000);
  await account.restart();
  t.equal(await userOf(token), adminEmail);
});
