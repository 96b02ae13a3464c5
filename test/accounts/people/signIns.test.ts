import t from "tap";
import { actor, adminEmail, adminPassword, everything, must, refusal, TestAccount } from "../support/testAccount.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const account = await TestAccount.create(t);
const administrator = must(await account.accounts.users.list(everything)).items[0]!;
const signIn = async (userAgent: string | null = null, ip = "192.0.2.7") =>
  must(await account.accounts.signIn(adminEmail, adminPassword, { ip, userAgent })).token;
const bearer = (token: string) => account.accounts.authenticate(token);
const listed = () => account.accounts.signIns.of(administrator.id);

t.test("sign-ins are listed with where they come from, the last used first", async (t) => {
  const phone = await signIn("Phone\r\nX-Injected: 1\u202e", "2001:db8::1");
  account.time.advance(1_000);
  await signIn("x".repeat(1_000));
  t.match(listed(), [
    { userAgent: "x".repeat(200), ip: "192.0.2.7" },
    { userAgent: "PhoneX-Injected: 1", ip: "2001:db8::1" },
  ]);
  account.time.advance(1_000);
  await bearer(phone);
  const [first] = listed();
  t.match(first, { ip: "2001:db8::1" });
  t.equal(Date.parse(first!.lastUsedAt) - Date.parse(first!.startedAt), 2_000);
  t.match(await bearer(phone), { id: first!.id, signInId: first!.id, scopes: null });
  t.notOk(JSON.stringify(listed()).includes(phone), "a list gives nobody a token");
  account.time.advance(60_000);
  await bearer(phone);
  const before = listed();
  await account.restart();
  t.same(listed(), before, "also after a restart");
});

t.test("one can be ended, or all, or all but one's own", async (t) => {
  const { signIns } = account.accounts;
  const ended: string[] = [];
  account.accounts.onBearerEnded((id) => ended.push(id));
  const [mine, stolen, other] = [await signIn("mine"), await signIn("stolen"), await signIn("other")];
  const idOf = async (token: string) => (await bearer(token))!.id;
  const [mineId, stolenId] = [await idOf(mine), await idOf(stolen)];
  const held = (await bearer(stolen))!;
  t.ok(account.accounts.holds(held));
  must(await signIns.end(administrator.id, stolenId, actor));
  t.same(ended, [stolenId], "told at once");
  t.equal(await bearer(stolen), undefined);
  t.notOk(account.accounts.holds(held));
  t.equal(refusal(await signIns.end(administrator.id, stolenId, actor)), "not_found");
  t.equal(refusal(await signIns.end("user_0", mineId, actor)), "not_found", "of another user");
  await signIns.endAll(administrator.id, actor, mineId);
  t.equal(await bearer(other), undefined);
  t.ok(await bearer(mine));
  t.equal(listed().length, 1);
  await signIns.endAll(administrator.id, actor);
  t.same(listed(), []);
  t.match(must(await account.accounts.auditLog({ limit: 1 })).items, [
    { action: "session.ended", subject: administrator.id },
  ]);
  await account.restart();
  t.equal(await bearer(mine), undefined, "for good");
});

t.test("one that is not used is over, by the setting as it is now", async (t) => {
  const token = await signIn();
  const known = (await bearer(token))!;
  account.time.advance(2 * HOUR);
  t.ok(account.accounts.holds(known), "to ask is not to use");
  must(await account.accounts.updateSettings({ security: { idleSignOutMinutes: 60 } }, actor));
  t.notOk(account.accounts.holds(known));
  t.equal(await bearer(token), undefined, "at once");
  t.same(listed(), []);
  const busy = await signIn();
  for (let i = 0; i < 5; i++) {
    account.time.advance(59 * 60_000);
    t.ok(await bearer(busy), "use puts the end off");
  }
  account.time.advance(HOUR);
  t.equal(await bearer(busy), undefined);
});

t.test("thirty days are the most, however much it is used", async (t) => {
  must(await account.accounts.updateSettings({ security: { idleSignOutMinutes: 43_200 } }, actor));
  const token = await signIn();
  for (let day = 1; day < 30; day++) {
    account.time.advance(DAY);
    t.ok(await bearer(token), `day ${day}`);
  }
  account.time.advance(DAY);
  t.equal(await bearer(token), undefined);
});

t.test("the own password is changed by who knows the present one", async (t) => {
  const { users, changePassword, signIn } = account.accounts;
  const user = must(await users.create({ email: "bia@example.com", name: "Bia", password: "vento de agosto" }, actor));
  const enter = (password: string, ip = "192.0.2.9") => signIn("bia@example.com", password, { ip, userAgent: null });
  const [mine, other] = [must(await enter("vento de agosto")).token, must(await enter("vento de agosto")).token];
  const known = (await bearer(mine))!;
  const self = { userId: user.id, email: user.email, ip: "192.0.2.9" };
  const change = (current: string, password: string) => changePassword(known, { current, password }, self);
  t.equal(refusal(await change("vento de agosto", "password")), "invalid_request password");
  t.equal(refusal(await change("vento de agosto", "bia2026!")), "invalid_request password");
  t.equal(refusal(await change("a guess of mine", "agosto ao vento")), "invalid_request current");
  t.ok(await bearer(other));
  must(await change("vento de agosto", "agosto ao vento"));
  t.ok(await bearer(mine), "one's own sign-in goes on");
  t.equal(await bearer(other), undefined, "the others end");
  t.equal(refusal(await enter("vento de agosto")), "wrong_credentials");
  t.ok((await enter("agosto ao vento")).ok);
  const entries = must(await account.accounts.auditLog(everything)).items;
  t.equal(entries.filter(({ action }) => action === "password.changed").length, 1);
  t.notMatch(JSON.stringify(entries), /agosto/);

  for (let i = 0; i < 5; i++)
    t.equal(refusal(await change("a guess of mine", "outro vento bom")), "invalid_request current");
  t.equal(
    refusal(await change("agosto ao vento", "outro vento bom")),
    "too_many_requests",
    "no faster than signing in",
  );
  account.time.advance(60_000);
  must(await change("agosto ao vento", "outro vento bom"));
});
