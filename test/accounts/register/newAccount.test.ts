import { access, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import t, { type Test } from "tap";
import { openAccount } from "../../../src/accounts/openAccount.ts";
import { Passwords } from "../../../src/accounts/people/passwords.ts";
import { type NewAccount, newAccount, type World } from "../../../src/accounts/register/newAccount.ts";
import { Register } from "../../../src/accounts/register/register.ts";
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import { silentLog } from "../../../src/kernel/log.ts";
import { err, type Result } from "../../../src/kernel/result.ts";
import { openStore } from "../../../src/store/store.ts";
import { VirtualTime } from "../../support/virtualTime.ts";
import { must } from "../support/testAccount.ts";

const admin = { email: "admin@acme.example", password: "correct horse" };
const acme: NewAccount = { domain: "Acme.Example", name: "Acme", admin };

async function world(t: Test): Promise<World> {
  const dataDir = await mkdtemp(join(tmpdir(), "ponto-"));
  t.teardown(() => rm(dataDir, { recursive: true }));
  const register = new Register(dataDir, "ponto.test");
  return { dataDir, register, log: silentLog, clock: new VirtualTime(), entropy: seededEntropy(1) };
}

const domainsIn = ({ register }: World): readonly string[] => must(register.read()).map(({ domain }) => domain);
const reason = (result: Result<unknown, string>): string => (result.ok ? "ok" : result.error);

t.test("a new account has a folder, an administrator and an entry", async (t) => {
  const place = await world(t);
  const { entry, generatedPassword } = must(await newAccount(place, acme));
  t.match(entry, { id: /^acc_[0-9a-f]{24}$/, name: "Acme", domain: "acme.example", disabledAt: null });
  t.equal(generatedPassword, undefined);
  t.same(domainsIn(place), ["ponto.test", "acme.example"], "main is there too, though no server ever ran");

  const folder = join(place.dataDir, "accounts", entry.id);
  const store = must(await openStore(join(folder, "ponto.db")));
  t.teardown(() => store.close());
  const { clock } = place;
  const account = must(
    await openAccount({
      ...place,
      identity: entry,
      store,
      dataDir: folder,
      passwords: await Passwords.create(clock),
      recoverRecording: async () => undefined,
      isPlayable: async () => err("is not there"),
    }),
  );
  t.teardown(() => account.close());
  const signedIn = await account.signIn(admin.email, admin.password, { ip: "192.0.2.1", userAgent: null });
  t.match(signedIn, { ok: true, value: { user: { email: admin.email, role: "administrator" } } });
});

t.test("a password is made where none is given", async (t) => {
  const made = must(await newAccount(await world(t), { ...acme, admin: { email: admin.email } }));
  t.match(made.generatedPassword, /^\w{24}$/);
});

t.test("what cannot be made leaves nothing behind", async (t) => {
  const place = await world(t);
  must(await newAccount(place, acme));
  const before = await readdir(join(place.dataDir, "accounts"));
  const cases: readonly (readonly [Partial<NewAccount>, RegExp])[] = [
    [{}, /^there is an account with the domain acme\.example$/],
    [{ domain: "PONTO.test" }, /^there is an account with the domain ponto\.test$/],
    [{ domain: "192.0.2.1" }, /^the domain "192\.0\.2\.1" is not a host name$/],
    [{ domain: "b.example", name: "a\nb" }, /^the name "a\\nb" is not a name/],
    [{ domain: "b.example", admin: { email: "no e-mail" } }, /^The administrator's .*email/],
    [{ domain: "b.example", admin: { email: "b@b.example", password: "short" } }, /^The administrator's .*password/],
  ];
  for (const [change, why] of cases) t.match(reason(await newAccount(place, { ...acme, ...change })), why);
  t.same(await readdir(join(place.dataDir, "accounts")), before);
  t.same(domainsIn(place), ["ponto.test", "acme.example"]);
});

t.test("an account is in the register only when all of it is there", async (t) => {
  const place = await world(t);
  must(await place.register.begin(0));
  // In place of the folder of the accounts there is a file.
  await writeFile(join(place.dataDir, "accounts"), "");
  t.match(reason(await newAccount(place, acme)), /cannot be/);
  t.same(domainsIn(place), ["ponto.test"]);

  const damaged = await world(t);
  await writeFile(join(damaged.dataDir, "accounts.json"), "{");
  t.match(reason(await newAccount(damaged, acme)), /accounts\.json is not JSON/);
  await t.rejects(access(join(damaged.dataDir, "accounts")), "nothing was begun");
});
