import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import t from "tap";
import { loadSecrets, newPassword } from "../../src/accounts/secrets.ts";
import { must, TestAccount } from "./support/testAccount.ts";

const dir = await mkdtemp(join(tmpdir(), "ponto-"));
t.teardown(() => rm(dir, { recursive: true }));
const path = join(dir, "below", "secrets.key");

t.test("the key is made once, for its owner alone", async (t) => {
  const secrets = must(loadSecrets(join(dir, "below")));
  t.equal((await stat(path)).mode & 0o777, 0o600);
  const key = await readFile(path, "utf8");
  t.match(key, /^[0-9a-f]{64}\n$/);
  const sealed = secrets.seal("olá", "agent_1");
  t.equal(must(loadSecrets(join(dir, "below"))).open(sealed, "agent_1"), "olá");
  t.equal(await readFile(path, "utf8"), key);
});

t.test("what is sealed opens only in its place, whole, with its key", async (t) => {
  const secrets = must(loadSecrets(join(dir, "below")));
  const sealed = secrets.seal("token", "agent_1");
  t.not(secrets.seal("token", "agent_1"), sealed, "never the same twice");
  t.equal(secrets.open(sealed, "agent_2"), undefined);
  const bytes = Buffer.from(sealed, "base64");
  for (let i = 0; i < bytes.length; i++) {
    const bent = Buffer.from(bytes);
    bent[i] = bent[i]! ^ 1;
    t.equal(secrets.open(bent.toString("base64"), "agent_1"), undefined, `byte ${i}`);
  }
  for (const odd of ["", "x", sealed.slice(0, 20)]) t.equal(secrets.open(odd, "agent_1"), undefined);
  t.equal(must(loadSecrets(join(dir, "other"))).open(sealed, "agent_1"), undefined);
});

t.test("a key file that is none stops the start, and is left alone", async (t) => {
  await chmod(path, 0o600);
  await writeFile(path, "hello");
  t.match(loadSecrets(join(dir, "below")), { ok: false, error: new RegExp(`${path} does not hold a key`) });
  t.equal(await readFile(path, "utf8"), "hello");
  t.match(loadSecrets(path), { ok: false, error: /cannot be read or made/ });
});

t.test("passwords are legible and not repeated", async (t) => {
  const made = new Set(Array.from({ length: 1000 }, newPassword));
  t.equal(made.size, 1000);
  for (const password of made) if (!/^[2-9A-HJ-NP-Za-hj-km-np-z]{24}$/.test(password)) t.fail(password);
});

t.test("without its key an account starts, and phones need new tokens", async (t) => {
  const account = await TestAccount.create(t);
  const ana = await account.agent("ana");
  const trunk = await account.trunk("t", { username: "u", password: "p" });
  await account.stop();
  await rm(join(account.dataDir, "secrets.key"));
  await account.start();
  t.equal(account.accounts.directory.voipToken(ana.extension), undefined);
  t.equal(account.accounts.directory.trunk(trunk.id)?.password, null);
  const token = must(await account.accounts.renewVoipToken(ana.id, { userId: null, email: null, ip: null }));
  t.equal(account.accounts.directory.voipToken(ana.extension), token);
});
