/** What becomes of the records of a database from before they were chained and counted. */
import { join } from "node:path";
import { Kysely, Migrator, SqliteDialect } from "kysely";
import t from "tap";
import { migrations } from "../../src/store/migrations/index.ts";
import type { Schema } from "../../src/store/schema.ts";
import { connectLibsql } from "../../src/store/store.ts";

const row = (i: number) => ({
  id: `report_${String(i).padStart(4, "0")}`,
  trunkId: i % 2 === 0 ? "trunk_1" : null,
  answeredAt: i % 3 === 0 ? null : "2026-01-01T00:00:00.000Z",
  talkMs: i,
  holdMs: 2 * i,
  transfers: i % 5 === 0 ? [{ toNumber: "1" }] : [],
});

t.test("rows of reports are counted, and the old log waits for its key", async (t) => {
  const db = new Kysely<Schema>({
    dialect: new SqliteDialect({ database: connectLibsql(join(t.testdir(), "old.db")) }),
  });
  t.teardown(() => db.destroy());
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  t.notOk((await migrator.migrateTo("0007_people")).error);
  const old = db as unknown as Kysely<Record<string, Record<string, string | number | null>>>;
  const columns = { live: 0, started_at: "", direction: "inbound", disposition: "", number_key: "" };
  // More than are read at a time.
  for (let i = 0; i < 1_100; i++)
    await old
      .insertInto("reports")
      .values({ ...columns, id: row(i).id, value: JSON.stringify(row(i)) })
      .execute();
  const entry = { id: "audit_1", at: "2026-01-01T00:00:00.000Z", value: "{}" };
  await old.insertInto("audit").values(entry).execute();

  t.notOk((await migrator.migrateToLatest()).error);
  const rows = await db.selectFrom("reports").selectAll().orderBy("id").execute();
  t.equal(rows.length, 1_100);
  for (const i of [0, 1, 5, 6, 499, 500, 501, 1_099]) {
    const { trunkId, answeredAt, talkMs, holdMs, transfers } = row(i);
    t.match(rows[i], {
      own_number: null,
      trunk_id: trunkId,
      answered: answeredAt === null ? 0 : 1,
      talk_ms: talkMs,
      hold_ms: holdMs,
      transfers: transfers.length,
    });
    t.same(JSON.parse(rows[i]!.value), { ...row(i), ownNumber: null });
  }
  t.same(await db.selectFrom("audit_before").selectAll().execute(), [entry]);
  t.same(await db.selectFrom("audit").selectAll().execute(), []);
});

t.test("recordings are found by their call", async (t) => {
  const db = new Kysely<Schema>({
    dialect: new SqliteDialect({ database: connectLibsql(join(t.testdir(), "old.db")) }),
  });
  t.teardown(() => db.destroy());
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  t.notOk((await migrator.migrateTo("0008_records")).error);
  const old = db as unknown as Kysely<Record<string, Record<string, string>>>;
  // More than are read at a time.
  for (let i = 0; i < 501; i++)
    await old
      .insertInto("recordings")
      .values({ id: `rec_${i}`, started_at: "", state: "complete", path: "", value: `{"callId":"call_${i}"}` })
      .execute();
  t.notOk((await migrator.migrateToLatest()).error);
  const rows = await db.selectFrom("recordings").select(["id", "call_id", "marks"]).execute();
  t.equal(rows.length, 501);
  for (const { id, call_id, marks } of rows) t.same([call_id, marks], [id.replace("rec_", "call_"), null]);
});

t.test("sums and pages are read from an index", async (t) => {
  const database = connectLibsql(join(t.testdir(), "new.db"));
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database }) });
  t.teardown(() => db.destroy());
  await new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } }).migrateToLatest();
  const of = (table: string, where: string) =>
    database
      .prepare(`explain query plan select * from ${table} where ${where}`)
      .all([])
      .map((step) => (step as { detail: string }).detail)
      .join();
  const days = "live = 0 and started_at >= 'a' and started_at < 'b'";
  const newestFirst = "order by started_at desc, id desc limit 51";
  const cases: [string, string, RegExp][] = [
    ["reports", `${days} and trunk_id is not null`, /SEARCH.* USING INDEX reports_/],
    ["reports", "number_key = 'x' order by started_at desc", /SEARCH.* USING INDEX reports_of_customers/],
    [
      "reports",
      `live = 0 and agent_id = 'x' ${newestFirst}`,
      /SEARCH.* USING INDEX reports_of_agents .*agent_id=\?\)$/,
    ],
    [
      "reports",
      `live = 0 and number_key = 'x' ${newestFirst}`,
      /SEARCH.* USING INDEX reports_of_customers .*live=\?\)$/,
    ],
    ["reports", "transfers > 0 and id > 'x' order by id limit 5", /SEARCH.* USING INDEX reports_transferred/],
    ["recordings", "call_id = 'x'", /USING INDEX recordings_of_calls/],
    [
      "recordings",
      "id in (select recording_id from reports where agent_id = 'x' and recording_id is not null)",
      /reports USING COVERING INDEX reports_recorded/,
    ],
    ["recordings", "state = 'writing'", /USING INDEX recordings_writing/],
    ["reports", "live = 0 and started_at < 'x' order by started_at, id", /SEARCH.* USING INDEX reports_newest/],
    ["audit", "subject = 'x' and sequence < 5 order by sequence desc", /SEARCH.* USING INDEX audit_by_subject/],
    ["audit", "user_id = 'x' order by sequence desc", /SEARCH.* USING INDEX audit_by_user_id/],
  ];
  for (const [table, where, plan] of cases) t.match(of(table, where), plan, where);
});
