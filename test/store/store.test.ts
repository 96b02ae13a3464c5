import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Kysely, sql } from "kysely";
import t from "tap";
import { callQuality } from "../../src/store/migrations/0004_call_quality.ts";
import { migrations } from "../../src/store/migrations/index.ts";
import { openStore, type Store } from "../../src/store/store.ts";

const dir = await mkdtemp(join(tmpdir(), "ponto-"));
t.teardown(() => rm(dir, { recursive: true }));

async function opened(path: string): Promise<Store> {
  const store = await openStore(path);
  if (!store.ok) throw new Error(store.error.message);
  return store.value;
}

const settings = { id: 1, value: "{}" };

t.test("a new store is made with its folder and keeps what it is given", async (t) => {
  const path = join(dir, "new/folder/ponto.db");
  const first = await opened(path);
  t.equal((await sql<{ journal_mode: string }>`pragma journal_mode`.execute(first.db)).rows[0]?.journal_mode, "wal");
  t.equal((await sql<{ synchronous: number }>`pragma synchronous`.execute(first.db)).rows[0]?.synchronous, 1, "NORMAL");
  t.equal((await sql<{ foreign_keys: number }>`pragma foreign_keys`.execute(first.db)).rows[0]?.foreign_keys, 1);
  await first.db.insertInto("settings").values(settings).execute();
  await first.close();
  const again = await opened(path);
  t.same(await again.db.selectFrom("settings").selectAll().execute(), [settings]);
  await again.close();
});

t.test("an empty file becomes a store", async (t) => {
  const path = join(dir, "empty.db");
  await writeFile(path, "");
  const store = await opened(path);
  t.same(await store.db.selectFrom("users").selectAll().execute(), []);
  await store.close();
});

t.test("a number has one entry a trunk, and one without", async (t) => {
  const { db, close } = await opened(join(dir, "numbers.db"));
  const number = {
    position: 1,
    number: "+551130003000",
    trunk_id: null,
    destination_type: "agent",
    destination_id: "a",
  };
  await db
    .insertInto("numbers")
    .values({ id: "1", ...number })
    .execute();
  await t.rejects(
    db
      .insertInto("numbers")
      .values({ id: "2", ...number })
      .execute(),
    { code: /^SQLITE_CONSTRAINT/ },
  );
  await t.rejects(
    db
      .insertInto("numbers")
      .values({ id: "3", ...number, trunk_id: "none" })
      .execute(),
    {
      code: /^SQLITE_CONSTRAINT/,
    },
  );
  await close();
});

t.test("what cannot be opened is told in one line that names the file", async (t) => {
  const garbage = join(dir, "garbage.db");
  await writeFile(garbage, "not a database ".repeat(500));
  const newer = join(dir, "newer.db");
  const store = await opened(newer);
  const log = store.db as unknown as Kysely<{ kysely_migration: { name: string; timestamp: string } }>;
  await log.insertInto("kysely_migration").values({ name: "9999_future", timestamp: "" }).execute();
  await store.close();
  for (const [path, code] of [
    [garbage, "corrupt"],
    [newer, "newer"],
    [dir, "unwritable"],
    [join(garbage, "below-a-file.db"), "unwritable"],
  ] as const) {
    const refused = await openStore(path);
    t.notOk(refused.ok, code);
    if (refused.ok) continue;
    t.equal(refused.error.code, code);
    t.ok(refused.error.message.startsWith(path) && !refused.error.message.includes("\n"), refused.error.message);
  }
});

t.test("a database that fails half-way is closed and told", async (t) => {
  let closed = false;
  const database = {
    prepare() {
      throw Object.assign(new Error("disk I/O error"), { code: "SQLITE_IOERR" });
    },
    close() {
      closed = true;
    },
  };
  const refused = await openStore(join(dir, "io.db"), () => database);
  t.match(refused, { ok: false, error: { code: "failed", message: /disk I\/O error/ } });
  t.ok(closed);
});

t.test("rows from before calls had a quality say that they have none; those that have one keep it", async (t) => {
  const { db, close } = await opened(join(dir, "quality.db"));
  const row = {
    live: 0,
    started_at: "",
    direction: "",
    disposition: "",
    agent_id: null,
    number_key: "",
    recording_id: null,
    own_number: null,
    trunk_id: null,
    answered: 0,
    talk_ms: 0,
    hold_ms: 0,
    transfers: 0,
  };
  const values = ['{"id":"1","number":"\\"quality\\":"}', '{"id":"2","quality":{"agent":null}}'];
  for (const [i, value] of values.entries())
    await db
      .insertInto("reports")
      .values({ ...row, id: String(i), value })
      .execute();
  await callQuality.up(db as unknown as Kysely<unknown>);
  const read = await db.selectFrom("reports").select("value").orderBy("id").execute();
  t.same(
    read.map(({ value }) => JSON.parse(value)),
    [
      { id: "1", number: '"quality":', quality: null },
      { id: "2", quality: { agent: null } },
    ],
  );
  await close();
});

t.test("migrations run in the order of their numbers", async (t) => {
  const names = Object.keys(migrations);
  t.same(names, [...names].sort());
  names.forEach((name, i) => {
    t.match(name, new RegExp(`^${String(i + 1).padStart(4, "0")}_`));
  });
});
