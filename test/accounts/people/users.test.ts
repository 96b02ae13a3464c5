import t from "tap";
import { allRights } from "../../../src/accounts/people/users.ts";
import { actor, adminEmail, adminPassword, everything, must, refusal, TestAccount } from "../support/testAccount.ts";

const account = await TestAccount.create(t);
const { users, auditLog } = account.accounts;
const noRights = {
  profiles: { analytics: false, financial: false },
  screens: { agentsDashboard: false },
  monitoring: { passive: false, semiActive: false, active: false },
};
const ana = { email: "Ana@Example.com", name: "Ana", password: "12345678" };
const administrator = must(await users.list(everything)).items[0]!;

t.test("the first start makes one administrator, with every right", async (t) => {
  t.same(must(await users.list(everything)).items, [
    { id: administrator.id, email: adminEmail, name: "Administrator", role: "administrator", ...allRights },
  ]);
});

t.test("a user begins with no right but those given", async (t) => {
  const user = must(await users.create(ana, actor));
  t.same(user, { id: user.id, email: ana.email, name: "Ana", role: "restricted", ...noRights });
  t.same(await users.get(user.id), user);
  t.same(account.accounts.directory.user(user.id), user);
  const changed = must(await users.update(user.id, { monitoring: { passive: true }, name: "Ana B." }, actor));
  t.same(changed, { ...user, name: "Ana B.", monitoring: { ...noRights.monitoring, passive: true } }, "merged");
  must(await users.update(user.id, { monitoring: { passive: null } }, actor));
  t.same((await users.get(user.id))?.monitoring, noRights.monitoring, "null clears");
  must(await users.remove(user.id, actor));
  t.equal(await users.get(user.id), undefined);
});

t.test("what is refused", async (t) => {
  must(await users.create(ana, actor));
  const cases: [name: string, input: unknown, refused: string][] = [
    ["e-mail taken, in another case", { ...ana, email: "ana@example.COM" }, "conflict"],
    ["no e-mail", { ...ana, email: "ana" }, "invalid_request email"],
    ["two lines", { ...ana, name: "Ana\r\nTo: x" }, "invalid_request name"],
    ["short password", { ...ana, email: "b@c", password: "1234567" }, "invalid_request password"],
    ["long password", { ...ana, email: "b@c", password: "x".repeat(257) }, "invalid_request password"],
    ["nothing", {}, "invalid_request email name password"],
    ["not an object", 5, "invalid_request  email name password"],
    ["null", null, "invalid_request email name password"],
    ["odd rights", { ...ana, email: "b@c", monitoring: { passive: "yes" } }, "invalid_request monitoring.passive"],
    ["rights that are a list", { ...ana, email: "b@c", screens: [] }, "invalid_request screens"],
  ];
  for (const [name, input, refused] of cases)
    t.equal(refusal(await users.create(input as never, actor)), refused, name);
  t.equal(must(await users.list(everything)).items.length, 2, "nothing was made");
});

t.test("the administrator can be neither removed nor restricted", async (t) => {
  const { id } = administrator;
  for (const [name, patch] of [
    ["a profile", { profiles: { financial: false } }],
    ["the screen", { screens: null }],
    ["a mode", { monitoring: { active: null } }],
  ] as const) {
    t.equal(refusal(await users.update(id, patch, actor)), "conflict", name);
  }
  t.equal(refusal(await users.remove(id, actor)), "conflict");
  t.equal(refusal(await users.update(id, { name: "Root", monitoring: { active: true } }, actor)), "ok");
  t.equal(refusal(await users.update(id, { role: "restricted" } as never, actor)), "ok", "what no user has is ignored");
  t.equal((await users.get(id))?.role, "administrator");
  t.equal(refusal(await users.create({ ...ana, email: "x@y", role: "administrator" } as never, actor)), "ok");
  t.same(
    must(await users.list(everything)).items.filter(({ role }) => role === "administrator").length,
    1,
    "there is one only",
  );
});

t.test("what is not there is not found", async (t) => {
  t.equal(refusal(await users.update("user_0", { name: "x" }, actor)), "not_found");
  t.equal(refusal(await users.remove("user_0", actor)), "not_found");
});

t.test("changes go to the audit log as permission changes, without passwords", async (t) => {
  const user = must(await users.create({ ...ana, email: "audit@example.com", password: "topsecret" }, actor));
  must(await users.update(user.id, { monitoring: { active: true }, password: "topsecret2" }, actor));
  must(await users.remove(user.id, actor));
  const entries = must(await auditLog(everything)).items.filter(({ subject }) => subject === user.id);
  t.match(entries, [
    { action: "permission.changed", actor, detail: { change: "removed", email: "audit@example.com" } },
    {
      action: "permission.changed",
      detail: { change: "changed", fields: ["monitoring", "password"], monitoring: { active: true } },
    },
    { action: "permission.changed", detail: { change: "created", monitoring: { active: false } } },
  ]);
  t.notMatch(JSON.stringify(entries), /topsecret/);
});

t.test("a restart changes nothing", async (t) => {
  const before = must(await users.list(everything));
  await account.restart({ admin: { email: "other@example.com", password: "ignored ignored" } });
  t.same(must(await account.accounts.users.list(everything)), before);
  t.equal(account.accounts.generatedPassword, undefined);
  t.ok((await account.accounts.signIn(adminEmail, adminPassword, "ip")).ok);
});

t.test("the first start makes a password where none is given, and refuses a bad one", async (t) => {
  const fresh = await TestAccount.create(t, { admin: { email: adminEmail } });
  const password = fresh.accounts.generatedPassword;
  t.match(password, /^[2-9A-HJ-NP-Za-hj-km-np-z]{24}$/);
  t.ok((await fresh.accounts.signIn(adminEmail, password!, "ip")).ok);

  for (const [admin, message] of [
    [{ email: "nobody", password: "12345678" }, /email must be an e-mail address/],
    [{ email: "a@b", password: "short" }, /password must have at least 8 characters/],
  ] as const) {
    const refused = await TestAccount.create(t, { admin }).catch((error: Error) => error);
    t.match(refused, { message });
  }
});
