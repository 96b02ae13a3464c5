import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import t from "tap";
import { readTextFile, removeFile, replaceTextFile } from "../../src/store/textFile.ts";

t.test("a text file is replaced as a whole, or stays as it was", async (t) => {
  const dir = await mkdtemp(join(tmpdir(), "ponto-"));
  t.teardown(() => rm(dir, { recursive: true }));
  const path = join(dir, "new", "file");
  t.equal(readTextFile(path), undefined);
  replaceTextFile(path, "one, and longer");
  replaceTextFile(path, "two: açaí");
  t.equal(readTextFile(path), "two: açaí");
  t.equal((await stat(path)).mode & 0o777, 0o600);
  t.same(await readdir(join(dir, "new")), ["file"], "nothing beside it");

  await mkdir(`${path}.new`);
  t.throws(() => replaceTextFile(path, "three"), { code: "EISDIR" });
  t.equal(readTextFile(path), "two: açaí");
  await rm(`${path}.new`, { recursive: true });
  await writeFile(`${path}.new`, "what a process left that was killed in the middle");
  replaceTextFile(path, "three");
  t.equal(readTextFile(path), "three");

  removeFile(path);
  removeFile(path);
  t.equal(readTextFile(path), undefined);
  t.throws(() => readTextFile(dir), { code: "EISDIR" });
});
