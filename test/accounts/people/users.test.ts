import t from "tap";
import { allRights } from "../../../src/accounts/people/users.ts";
import { actor, adminEmail, adminPassword, everything, must, refusal, TestAccount } from "../support/testAccount.ts";

const account = await TestAccount.create(t);
const { users, auditLog } = account.accounts;
const noRights = {
  profiles: { analytics: false, financial: false },
  screens: { agentsDashboard: false },
  monitoring: { passive: false, semiActive: false, active: false, groupIds: null },
};
const ana = { email: "Ana@Example.com", name: "Ana", password: "vento de agosto" };
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
    ["common password", { ...ana, email: "b@c", password: "12345678" }, "invalid_request password"],
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
    ["a scope", { monitoring: { groupIds: [] } }],
    ["the password, without the present one", { password: "vento de agosto" }],
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
  const user = must(await users.create({ ...ana, email: "audit@example.com", password: "top of the secrets" }, actor));
  must(await users.update(user.id, { monitoring: { active: true }, password: "top of all secrets" }, actor));
  must(await users.remove(user.id, actor));
  const entries = must(await auditLog(everything)).items.filter(({ subject }) => subject === user.id);
  t.match(entries, [
    {
      action: "permission.changed",
      actor,
      detail: { change: "removed", email: "audit@example.com", role: "restricted" },
    },
    {
      action: "permission.changed",
      detail: { change: "changed", fields: ["monitoring", "password"], monitoring: { active: true } },
    },
    { action: "permission.changed", detail: { change: "created", monitoring: { active: false } } },
  ]);
  t.notMatch(JSON.stringify(entries), /top of/);
});

t.test("a scope names groups", async (t) => {
  const { groups } = account.accounts;
  const group = async (name: string) => must(await groups.create({ name, strategy: "all", agentIds: [] }, actor));
  const [sales, support] = [await group("Sales"), await group("Support")];
  const input = { ...ana, email: "scope@example.com" };
  t.equal(
    refusal(await users.create({ ...input, monitoring: { groupIds: [sales.id, "group_0"] } } as never, actor)),
    "invalid_request monitoring.groupIds.1",
  );
  const monitoring = { passive: true, groupIds: [sales.id, support.id] };
  const user = must(await users.create({ ...input, monitoring } as never, actor));
  t.same(user.monitoring.groupIds, [sales.id, support.id]);

  const told: unknown[] = [];
  const stop = account.accounts.directory.onChange((change) => {
    told.push([change, account.accounts.directory.user(user.id)?.monitoring.groupIds]);
  });
  must(await groups.remove(sales.id, actor));
  must(await groups.remove(support.id, actor));
  stop();
  t.same(told, [
    [{ changed: "user", id: user.id }, [support.id]],
    [{ changed: "group", id: sales.id }, [support.id]],
    [{ changed: "user", id: user.id }, []],
    [{ changed: "group", id: support.id }, []],
  ]);
  const [last] = must(await auditLog(everything)).items.filter(({ subject }) => subject === user.id);
  t.match(last, { action: "permission.changed", detail: { monitoring: { groupIds: [] } } });
  await account.restart();
  t.same(account.accounts.directory.user(user.id)?.monitoring.groupIds, [], "it permits nobody, not everybody");
  must(await account.accounts.users.update(user.id, { monitoring: { groupIds: null } }, actor));
  t.equal(account.accounts.directory.user(user.id)?.monitoring.groupIds, null, "null: every agent");
});

t.test("a group stays while the store cannot take it out of scopes", async (t) => {
  const { groups, users, directory } = account.accounts;
  const { id } = must(await groups.create({ name: "Night", strategy: "all", agentIds: [] }, actor));
  const input = { ...ana, email: "night@example.com", monitoring: { groupIds: [id] } };
  const user = must(await users.create(input as never, actor));
  account.failing = "SQLITE_FULL";
  t.equal(refusal(await groups.remove(id, actor)), "unavailable");
  account.failing = undefined;
  t.ok(directory.group(id));
  t.same(directory.user(user.id)?.monitoring.groupIds, [id]);
});

t.test("rights from before scopes were reach every agent", async (t) => {
  const { directory, users } = account.accounts;
  const user = must(await users.create({ ...ana, email: "old@example.com" }, actor));
  const { groupIds: _, ...monitoring } = user.monitoring;
  const rights = JSON.stringify({ profiles: user.profiles, screens: user.screens, monitoring });
  await account.store.db.updateTable("users").set({ rights }).where("id", "=", user.id).execute();
  await account.restart();
  t.same(account.accounts.directory.user(user.id), user);
  t.equal(directory.user(administrator.id)?.monitoring.groupIds, null);
});

t.test("the administrator hands over to another user, at once and wholly", async (t) => {
  const { users, directory, handOver, auditLog } = account.accounts;
  const next = must(await users.create({ ...ana, email: "next@example.com" }, actor));
  const roles = () =>
    [administrator.id, next.id]
      .map((id) => directory.user(id))
      .map((user) => user && [user.role, user.monitoring.active]);
  t.equal(refusal(await handOver("user_0", actor)), "not_found");
  account.failing = "SQLITE_FULL";
  t.equal(refusal(await handOver(next.id, actor)), "unavailable");
  account.failing = undefined;
  t.same(roles(), [
    ["administrator", true],
    ["restricted", false],
  ]);

  const told: unknown[] = [];
  const stop = directory.onChange((change) => told.push([change, roles()]));
  t.match(must(await handOver(next.id, actor)), { id: next.id, role: "administrator", ...allRights });
  stop();
  const after = [
    ["restricted", true],
    ["administrator", true],
  ];
  t.same(told, [
    [{ changed: "user", id: administrator.id }, after],
    [{ changed: "user", id: next.id }, after],
  ]);
  const entries = must(await auditLog(everything)).items.filter(({ action }) => action === "permission.changed");
  for (const [subject, role] of [
    [administrator.id, "restricted"],
    [next.id, "administrator"],
  ])
    t.ok(
      entries.some((entry) => entry.subject === subject && entry.detail.role === role),
      `${role} is kept`,
    );
  t.equal(refusal(await users.remove(next.id, actor)), "conflict");
  await account.restart();
  t.same(
    must(await account.accounts.users.list(everything))
      .items.filter(({ role }) => role === "administrator")
      .map(({ id }) => id),
    [next.id],
  );
  must(await account.accounts.users.update(administrator.id, { profiles: null }, actor));
  must(await account.accounts.handOver(administrator.id, actor));
  t.match(account.accounts.directory.user(administrator.id), { role: "administrator", ...allRights });
});

t.test("the store itself keeps a second administrator out", async (t) => {
  const { id } = must(await account.accounts.users.create({ ...ana, email: "third@example.com" }, actor));
  await t.rejects(
    account.store.db.updateTable("users").set({ role: "administrator" }).where("id", "=", id).execute(),
    /UNIQUE/,
  );
});

t.test("a restart changes nothing", async (t) => {
  const before = must(await account.accounts.users.list(everything));
  await account.restart({ admin: { email: "other@example.com", password: "ignored ignored" } });
  t.same(must(await account.accounts.users.list(everything)), before);
  t.equal(account.accounts.generatedPassword, undefined);
  t.ok((await account.accounts.signIn(adminEmail, adminPassword, { ip: "192.0.2.1", userAgent: null })).ok);
});

t.test("the first start makes a password where none is given, and refuses a bad one", async (t) => {
  const fresh = await TestAccount.create(t, { admin: { email: adminEmail } });
  const password = fresh.accounts.generatedPassword;
  t.match(password, /^[2-9A-HJ-NP-Za-hj-km-np-z]{24}$/);
  t.ok((await fresh.accounts.signIn(adminEmail, password!, { ip: "192.0.2.1", userAgent: null })).ok);

  for (const [admin, message] of [
    [{ email: "nobody", password: "vento de agosto" }, /email must be an e-mail address/],
    [{ email: "a@b", password: "short" }, /password must have at least 8 characters/],
  ] as const) {
    const refused = await TestAccount.create(t, { admin }).catch((error: Error) => error);
    t.match(refused, { message });
  }
});
