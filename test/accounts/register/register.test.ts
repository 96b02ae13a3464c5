import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import t, { type Test } from "tap";
import type { Entry } from "../../../src/accounts/register/entry.ts";
import { Register } from "../../../src/accounts/register/register.ts";
import { ok } from "../../../src/kernel/result.ts";
import { must } from "../support/testAccount.ts";

const wall = Date.parse("2026-03-01T12:00:00.000Z");
const acme: Entry = {
  id: `acc_${"0a".repeat(12)}`,
  name: "Acme",
  domain: "acme.example",
  createdAt: "2026-03-01T12:00:00.000Z",
  disabledAt: null,
};

async function folder(t: Test): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "ponto-"));
  t.teardown(() => rm(dir, { recursive: true }));
  return dir;
}

t.test("the first start makes it, with one account that has the setting's domain", async (t) => {
  const dataDir = join(await folder(t), "new", "data");
  const register = new Register(dataDir, "ponto.test");
  t.same(register.read(), { ok: true, value: [] });
  const main = { id: "main", name: "Ponto", domain: "ponto.test", createdAt: acme.createdAt, disabledAt: null };
  t.same(await register.begin(wall), { ok: true, value: [main] });
  t.same(await register.begin(wall + 1000), { ok: true, value: [main] }, "once");
  t.same(register.read(), { ok: true, value: [main] });
  t.match(new Register(dataDir, "other.test").read(), { value: [{ id: "main", domain: "other.test" }] });
  t.equal((await stat(join(dataDir, "accounts.json"))).mode & 0o777, 0o600, "for its owner's eyes");
  t.notMatch(await readFile(join(dataDir, "accounts.json"), "utf8"), "ponto.test");
});

t.test("changes come one after the other, and none is lost", async (t) => {
  const register = new Register(await folder(t), "ponto.test");
  const add = (id: string) =>
    register.change(wall, async (entries) => {
      await new Promise((resolve) => setImmediate(resolve));
      return ok([...entries, { ...acme, id, domain: `${id.slice(4)}.example` }]);
    });
  must(await add(`acc_${"01".repeat(12)}`));
  must(await add(`acc_${"02".repeat(12)}`));
  t.same(
    must(register.read()).map(({ id }) => id),
    ["main", `acc_${"01".repeat(12)}`, `acc_${"02".repeat(12)}`],
  );
});

t.test("a change that fails leaves the file as it was", async (t) => {
  const dataDir = await folder(t);
  const register = new Register(dataDir, "ponto.test");
  must(await register.begin(wall));
  const before = await readFile(join(dataDir, "accounts.json"), "utf8");
  t.same(await register.change(wall, async () => ({ ok: false, error: "no" })), { ok: false, error: "no" });
  t.match(await register.change(wall, async () => Promise.reject(new Error("defect"))), { ok: false, error: /defect/ });
  t.equal(await readFile(join(dataDir, "accounts.json"), "utf8"), before);
  t.same((await readdir(dataDir)).sort(), ["accounts.json", "accounts.lock"]);
  must(await register.change(wall, async (entries) => ok([...entries, acme])));
});

t.test("a damaged file is told with its path, and left alone", async (t) => {
  const dataDir = await folder(t);
  const path = join(dataDir, "accounts.json");
  await writeFile(path, '{"version":1,"accounts":[{}]}');
  const register = new Register(dataDir, "ponto.test");
  const fault = { ok: false, error: `${path} is damaged: accounts[0].id is not a text` };
  t.same(register.read(), fault);
  t.same(await register.begin(wall), fault);
  t.same(await register.change(wall, async (entries) => ok([...entries, acme])), fault);
  t.equal(await readFile(path, "utf8"), '{"version":1,"accounts":[{}]}');
});

t.test("what cannot be read or written is told in one line", async (t) => {
  const dataDir = await folder(t);
  await mkdir(join(dataDir, "accounts.json"));
  const register = new Register(dataDir, "ponto.test");
  t.match(register.read(), { ok: false, error: /^\S+accounts\.json cannot be read: [^\n]+$/ });

  await writeFile(join(dataDir, "file"), "");
  const nowhere = new Register(join(dataDir, "file", "data"), "ponto.test");
  const failed = await nowhere.begin(wall);
  t.match(failed, { ok: false, error: /cannot be (read|opened)[^\n]+$/ });
});
