import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import t from "tap";
import { serverOf, takeDataFolder } from "../../src/server/dataFolder.ts";

t.test("a data folder belongs to one server, which others find by it", async (t) => {
  const dir = await mkdtemp(join(tmpdir(), "ponto-"));
  t.teardown(() => rm(dir, { recursive: true }));
  const path = join(dir, "data");
  t.equal(serverOf(path), undefined, "a folder that is not there");

  const first = takeDataFolder(path, 4321);
  if (!first.ok) throw new Error(first.error.message);
  t.equal(serverOf(path), 4321);
  t.match(takeDataFolder(path, 1234), { ok: false, error: { code: "busy", message: /in use .*\(PONTO_DATA_DIR\)$/ } });
  t.equal(serverOf(path), 4321, "whoever came too late changed nothing");

  await writeFile(join(path, "ponto.pid"), "-1\n");
  t.equal(serverOf(path), undefined, "what is no process is told nothing");
  first.value.release();
  first.value.release();
  await t.rejects(readFile(join(path, "ponto.pid")), { code: "ENOENT" });
  t.equal(serverOf(path), undefined);

  await writeFile(join(path, "ponto.pid"), "4321\n");
  t.equal(serverOf(path), undefined, "what a server that was killed left counts for nothing");
  const second = takeDataFolder(path, 5678);
  t.equal(serverOf(path), 5678);
  if (second.ok) second.value.release();
});
