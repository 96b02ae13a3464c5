import t from "tap";
import { actor, adminEmail, everything, must, refusal, TestAccount } from "../support/testAccount.ts";

const account = await TestAccount.create(t);
const administrator = must(await account.accounts.users.list(everything)).items[0]!;
const self = { ...actor, userId: administrator.id };
const bearer = (key: string) => account.accounts.authenticate(key);
const at = (days: number): string => new Date(account.time.wall() + days * 86_400_000).toISOString();

t.test("a key is made for whoever makes it, shown once, and known after a restart", async (t) => {
  const created = must(await account.accounts.apiKeys.create({ name: "exporter" }, self));
  t.match(created, { name: "exporter", userId: administrator.id, createdAt: /Z$/, key: /^ponto_[\w-]{43}$/ });
  const { key, ...shown } = created;
  t.same(shown, {
    id: shown.id,
    name: "exporter",
    userId: administrator.id,
    scopes: null,
    createdAt: shown.createdAt,
    expiresAt: null,
    lastUsedAt: null,
  });
  t.same(must(await account.accounts.apiKeys.list(everything)).items, [shown], "the key is shown once");
  t.same(await account.accounts.apiKeys.get(shown.id), shown);
  t.match(await bearer(key), { user: { email: adminEmail }, id: shown.id, signInId: null, scopes: null });
  const rows = await account.store.db.selectFrom("api_keys").selectAll().execute();
  t.notOk(JSON.stringify(rows).includes(key), "and not stored");
  await account.restart();
  t.match(await bearer(key), { id: shown.id });

  const ended: string[] = [];
  account.accounts.onBearerEnded((id) => ended.push(id));
  must(await account.accounts.apiKeys.remove(shown.id, self));
  t.same(ended, [shown.id]);
  t.equal(await bearer(key), undefined);
  t.equal(refusal(await account.accounts.apiKeys.remove(shown.id, self)), "not_found");
});

t.test("scopes and an end limit it", async (t) => {
  const scopes = ["reports:read", "calls:write"];
  const expiresAt = at(1);
  const { key, ...shown } = must(await account.accounts.apiKeys.create({ name: "bi", scopes, expiresAt }, self));
  t.match(shown, { scopes, expiresAt });
  await account.restart();
  const known = await bearer(key);
  t.match(known, { scopes });
  t.ok(account.accounts.holds(known!));
  account.time.advance(86_400_000 - 1);
  t.ok(await bearer(key));
  account.time.advance(1);
  t.equal(await bearer(key), undefined, "over at its end");
  t.notOk(account.accounts.holds(known!));
  t.match(await account.accounts.apiKeys.get(shown.id), { expiresAt }, "and shown still");
});

t.test("its last use is kept, written now and then", async (t) => {
  const { key, id } = must(await account.accounts.apiKeys.create({ name: "often" }, self));
  const lastUsedAt = async () => (await account.accounts.apiKeys.get(id))?.lastUsedAt;
  await bearer(key);
  const first = account.time.wall();
  account.time.advance(30_000);
  await bearer(key);
  t.equal(await lastUsedAt(), new Date(first + 30_000).toISOString());
  await account.restart();
  t.equal(await lastUsedAt(), new Date(first).toISOString(), "a minute may be lost, not more");
  account.time.advance(60_000);
  await bearer(key);
  await account.restart();
  t.equal(await lastUsedAt(), new Date(first + 90_000).toISOString());
});

t.test("what is refused", async (t) => {
  const cases: [input: object, refused: string][] = [
    [{ name: "" }, "invalid_request name"],
    [{ userId: "user_0" }, "invalid_request userId"],
    [{ scopes: [] }, "invalid_request scopes"],
    [{ scopes: ["calls"] }, "invalid_request scopes.0"],
    [{ scopes: ["calls:read", "everything:write"] }, "invalid_request scopes.1"],
    [{ scopes: ["calls:read", "calls:read"] }, "invalid_request scopes"],
    [{ expiresAt: at(0) }, "invalid_request expiresAt"],
    [{ expiresAt: at(-1) }, "invalid_request expiresAt"],
    [{ expiresAt: at(6 * 365) }, "invalid_request expiresAt"],
    [{ expiresAt: "tomorrow" }, "invalid_request expiresAt"],
    [{ expiresAt: "2026-02-31" }, "invalid_request expiresAt"],
    [{ expiresAt: "2026-13-01T00:00:00Z" }, "invalid_request expiresAt"],
  ];
  for (const [input, refused] of cases)
    t.equal(refusal(await account.accounts.apiKeys.create({ name: "x", ...input } as never, self)), refused);
  t.equal(
    refusal(await account.accounts.apiKeys.create({ name: "x" }, { ...actor, userId: null })),
    "invalid_request userId",
  );
  t.equal(refusal(await account.accounts.apiKeys.create({ name: "x", expiresAt: at(5 * 365) }, self)), "ok");
});

t.test("a key goes with its user, and has that user's rights as they are", async (t) => {
  const { users, apiKeys } = account.accounts;
  const user = must(await users.create({ email: "y@y", name: "Y", password: "vento de agosto" }, actor));
  const { key, id } = must(await apiKeys.create({ name: "script", userId: user.id }, actor));
  must(await users.update(user.id, { profiles: { analytics: true } }, actor));
  const known = await bearer(key);
  t.match(known, { user: { profiles: { analytics: true } } });
  const ended: string[] = [];
  account.accounts.onBearerEnded((bearerId) => ended.push(bearerId));
  must(await users.remove(user.id, actor));
  t.same(ended, [id]);
  t.equal(await bearer(key), undefined);
  t.notOk(account.accounts.holds(known!));
  t.equal(await apiKeys.get(id), undefined);
  await account.restart();
  t.equal(await bearer(key), undefined);
});
