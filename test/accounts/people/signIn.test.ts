import { verify } from "@node-rs/argon2";
import t from "tap";
import { Passwords } from "../../../src/accounts/people/passwords.ts";
import { actor, adminEmail, adminPassword, everything, must, refusal, TestAccount } from "../support/testAccount.ts";

const HOUR = 3_600_000;
const account = await TestAccount.create(t);
const signIn = (email = adminEmail, password = adminPassword) => account.accounts.signIn(email, password, "192.0.2.7");
const userOf = async (token: string) => (await account.accounts.authenticate(token))?.email;

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
  const passwords = await Passwords.create(async (stored, password) => {
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
  const outcomes = await Promise.all(Array.from({ length: 60 }, () => signIn("nobody@example.com")));
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
  t.same(await account.store.db.selectFrom("sessions").selectAll().execute(), [], "what is over is deleted");
});

t.test("tokens are not stored", async (t) => {
  const { token } = must(await signIn());
  await account.accounts.auditLog(everything);
  const rows = await account.store.db.selectFrom("sessions").selectAll().execute();
  t.equal(rows.length, 1);
  t.notOk(JSON.stringify(rows).includes(token));
});

t.test("a user has fifty sign-ins at most; the oldest makes room", async (t) => {
  const user = must(await account.accounts.users.create({ email: "z@z", name: "Z", password: "12345678" }, actor));
  const first = must(await signIn("z@z", "12345678")).token;
  const second = must(await signIn("z@z", "12345678")).token;
  for (let i = 0; i < 49; i++) must(await signIn("z@z", "12345678"));
  t.equal(await userOf(first), undefined);
  t.equal(await userOf(second), user.email);
});

t.test("a new password, and the end of a user, sign out everywhere", async (t) => {
  const { users, apiKeys } = account.accounts;
  const user = must(await users.create({ email: "y@y", name: "Y", password: "12345678" }, actor));
  const { key } = must(await apiKeys.create({ name: "script", userId: user.id }, actor));
  const before = must(await signIn("y@y", "12345678")).token;
  must(await users.update(user.id, { name: "Why" }, actor));
  t.equal(await userOf(before), "y@y");
  must(await users.update(user.id, { password: "87654321" }, actor));
  t.equal(await userOf(before), undefined);
  t.equal(refusal(await signIn("y@y", "12345678")), "wrong_credentials");
  const after = must(await signIn("y@y", "87654321")).token;
  t.equal(await userOf(key), "y@y", "a machine's key has no password");
  must(await users.remove(user.id, actor));
  t.equal(await userOf(after), undefined);
  t.equal(await userOf(key), undefined);
  t.equal(refusal(await signIn("y@y", "87654321")), "wrong_credentials");
  t.same(must(await apiKeys.list(everything)).items, []);
});

t.test("API keys", async (t) => {
  const administrator = must(await account.accounts.users.list(everything)).items[0]!;
  const self = { ...actor, userId: administrator.id };
  const created = must(await account.accounts.apiKeys.create({ name: "exporter" }, self));
  t.match(created, { name: "exporter", userId: administrator.id, createdAt: /Z$/, key: /^ponto_[\w-]{43}$/ });
  const { key, ...shown } = created;
  t.same(must(await account.accounts.apiKeys.list(everything)).items, [shown], "the key is shown once");
  t.equal(await userOf(key), adminEmail);
  const rows = await account.store.db.selectFrom("api_keys").selectAll().execute();
  t.notOk(JSON.stringify(rows).includes(key), "and not stored");
  await account.restart();
  t.equal(await userOf(key), adminEmail);
  for (const [input, refused] of [
    [{ name: "", userId: administrator.id }, "invalid_request name"],
    [{ name: "x", userId: "user_0" }, "invalid_request userId"],
    [{ name: "x" }, "invalid_request userId"],
  ] as const) {
    t.equal(refusal(await account.accounts.apiKeys.create(input, { ...actor, userId: null })), refused);
  }
  must(await account.accounts.apiKeys.remove(shown.id, self));
  t.equal(await userOf(key), undefined);
  t.equal(refusal(await account.accounts.apiKeys.remove(shown.id, self)), "not_found");
});

t.test("people are signed in while the disk is full", async (t) => {
  account.failing = "SQLITE_FULL";
  const { token } = must(await signIn());
  t.equal(await userOf(token), adminEmail);
  account.failing = undefined;
  account.time.advance(60_000);
  await account.restart();
  t.equal(await userOf(token), adminEmail);
});
