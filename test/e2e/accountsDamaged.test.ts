/** What cannot be served keeps nobody else from being served. */
import { cp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import t from "tap";
import { accountCommand, makeAccount } from "../../lab/ponto/accountCommand.ts";
import { adminEmail } from "../../lab/ponto/server.ts";
import { MAIN_DOMAIN } from "../support/companies.ts";
import { eventually } from "../support/eventually.ts";
import { failedStart } from "../support/failedStart.ts";
import { startServer } from "../support/server.ts";

/** Of a database that nobody has open. */
async function damage(path: string): Promise<void> {
  await writeFile(path, "not a database at all\n".repeat(500));
  // What was not moved from the log into the file yet would heal it.
  for (const log of ["-wal", "-shm"]) await rm(`${path}${log}`, { force: true });
}

t.test("an account whose database is damaged or gone keeps no other from being served", async (t) => {
  const server = await startServer(t);
  const [damaged, gone] = [
    await makeAccount(server.dataDir, "damaged.example"),
    await makeAccount(server.dataDir, "gone.example"),
  ];
  await server.now.stop();
  const database = (id: string) => join(server.dataDir, "accounts", id, "ponto.db");
  const moved = `${database(damaged.id)}.whole`;
  await cp(database(damaged.id), moved);
  await cp(`${database(damaged.id)}-wal`, `${moved}-wal`);
  await damage(database(damaged.id));
  await rm(database(gone.id));

  const { api } = await server.restart();
  const unavailable = server.now.logs.filter(({ event }) => event === "account_unavailable");
  t.match(unavailable, [
    { account: damaged.id, reason: /damaged/ },
    { account: gone.id, reason: /is not there/ },
  ]);
  const health = { status: "degraded", reasons: ["account_unavailable"] };
  t.match(await api.request("GET", "/readyz"), { status: 200, body: health });
  t.ok(await server.now.administrator(), "main is served");
  await t.rejects(api.signIn(adminEmail, damaged.password, damaged.domain), { code: "wrong_credentials" });
  await t.rejects(readFile(database(gone.id)), { code: "ENOENT" }, "what was lost is not made anew");

  for (const log of ["", "-wal"]) await rename(`${moved}${log}`, `${database(damaged.id)}${log}`);
  t.match(await accountCommand(server.dataDir, ["disable", gone.id]), { code: 0 });
  const healed = await eventually(
    () => api.signIn(adminEmail, damaged.password, damaged.domain).catch(() => undefined),
    "the database to be tried again",
  );
  t.match(await healed.get("/v1/me"), { account: { id: damaged.id } });
  t.match(await api.request("GET", "/readyz"), { status: 200, body: { status: "ok", reasons: [] } });
});

t.test("main is no more than the others", async (t) => {
  const server = await startServer(t);
  const other = await makeAccount(server.dataDir, "other.example");
  await server.now.stop();
  const path = join(server.dataDir, "ponto.db");
  await damage(path);
  const { api, lines } = await server.restart();
  t.match(await (await api.signIn(adminEmail, other.password)).get("/v1/me"), { account: { id: other.id } });
  t.ok(lines.some((line) => /^SIP for phones .* domain other\.example$/.test(line)));
  await server.now.stop();

  t.match(await accountCommand(server.dataDir, ["disable", "main"]), { code: 0, stdout: /No server runs/ });
  const again = await server.restart();
  t.match(await again.api.request("GET", "/readyz"), { body: { reasons: [] } });
  t.equal(await readFile(path, "utf8").then((text) => text.startsWith("not a database")), true, "it is left as it is");
});

t.test("a register that is damaged stops a start, and not a server that runs", async (t) => {
  const server = await startServer(t);
  const other = await makeAccount(server.dataDir, "other.example");
  const path = join(server.dataDir, "accounts.json");
  const whole = await readFile(path, "utf8");
  await writeFile(path, whole.replace('"domain": "other.example"', '"domain": "other example"'));
  server.now.reload();
  const told = await server.now.logged(({ event }) => event === "accounts_not_reloaded", "a line that tells");
  t.match(told.reason, /accounts\.json is damaged: accounts\[1\]\.domain is not a host name$/);
  t.ok(await server.now.api.signIn(adminEmail, other.password, other.domain), "everybody is served as before");
  t.match(await accountCommand(server.dataDir, ["disable", other.id]), { code: 1, stderr: /^ponto: \S+ is damaged/ });
  await server.now.stop();

  const failed = await failedStart(server.dataDir, {});
  t.match(failed, { code: 1, stderr: /^ponto: \S+accounts\.json is damaged: accounts\[1\]\.domain [^\n]+\n$/ });
  await writeFile(path, whole);
  const taken = await failedStart(server.dataDir, { PONTO_SIP_DOMAIN: "Other.example" });
  t.match(taken, { code: 1, stderr: /^ponto: .*have the same domain.*PONTO_SIP_DOMAIN[^\n]*\n$/ });
});

t.test("a data folder of a server that knew one account only", async (t) => {
  const server = await startServer(t);
  const admin = await server.now.administrator();
  await admin.post("/v1/agents", { name: "Ana", email: "ana@example.com", extension: "1001" });
  await server.now.stop();
  await rm(join(server.dataDir, "accounts.json"));
  await server.restart();
  const again = await server.now.administrator();
  t.match(await again.list("/v1/agents"), [{ extension: "1001" }]);
  t.match(await again.get("/v1/me"), { account: { id: "main", domain: MAIN_DOMAIN } });
});
