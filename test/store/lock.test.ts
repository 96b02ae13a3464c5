import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import t from "tap";
import { takeLock } from "../../src/store/lock.ts";

t.test("a lock is held by one at a time", async (t) => {
  const dir = await mkdtemp(join(tmpdir(), "ponto-"));
  t.teardown(() => rm(dir, { recursive: true }));
  const path = join(dir, "data", "ponto.lock");
  const first = takeLock(path);
  if (!first.ok) throw new Error(first.error.message);
  t.match(takeLock(path), { ok: false, error: { code: "busy", message: /data is in use by another program$/ } });
  t.same(await readdir(join(dir, "data")), ["ponto.lock"]);
  first.value.release();
  const second = takeLock(path);
  t.ok(second.ok, "free again");
  if (second.ok) second.value.release();

  await writeFile(join(dir, "file"), "");
  t.match(takeLock(join(dir, "file", "ponto.lock")), { ok: false, error: { code: "unwritable" } });
});
