import { type Kysely, type Migration, SqliteAdapter, sql } from "kysely";

// A migration sees the tables of its own time, never today's types.
type Then = Kysely<unknown>;

/** Rows of reports that are read and written at a time. */
const ROWS_AT_ONCE = 500;

/**
 * An audit log that shows tampering, and columns of report rows that totals are made of. What the audit log held stays in
 * `audit_before`: only the account has the key that chains it.
 */
export const records: Migration = {
  async up(db: Then): Promise<void> {
    await chainedAudit(db);
    await countedReports(db);
  },
};

async function chainedAudit(db: Then): Promise<void> {
  await db.schema.alterTable("audit").renameTo("audit_before").execute();
  await db.schema.dropIndex("audit_newest").execute();
  await db.schema.createIndex("audit_before_oldest").on("audit_before").columns(["at", "id"]).execute();
  await db.schema
    .createTable("audit")
    .addColumn("sequence", "integer", (c) => c.primaryKey())
    .addColumn("at", "text", (c) => c.notNull())
    .addColumn("action", "text", (c) => c.notNull())
    .addColumn("user_id", "text")
    .addColumn("subject", "text")
    .addColumn("value", "text", (c) => c.notNull())
    .addColumn("personal", "text")
    .addColumn("salt", "text")
    .addColumn("hash", "text", (c) => c.notNull())
    .addColumn("seal", "text", (c) => c.notNull())
    .execute();
  for (const column of ["at", "action", "user_id", "subject"])
    await db.schema.createIndex(`audit_by_${column}`).on("audit").columns([column, "sequence"]).execute();
  await db.schema
    .createTable("audit_anchors")
    .addColumn("sequence", "integer", (c) => c.primaryKey())
    .addColumn("hash", "text", (c) => c.notNull())
    .addColumn("at", "text", (c) => c.notNull())
    .addColumn("setting", "text", (c) => c.notNull())
    .addColumn("seal", "text", (c) => c.notNull())
    .execute();
  // Elsewhere the rights of the database's user say the same.
  if (db.getExecutor().adapter instanceof SqliteAdapter) for (const trigger of appendOnly) await trigger.execute(db);
}

/** What stands stays: but for what a person's erasure takes out, and what lies before the last anchor. */
const appendOnly = [
  sql`create trigger audit_is_never_changed before update on audit
    when not (new.sequence = old.sequence and new.at = old.at and new.action = old.action
      and new.user_id is old.user_id and new.subject is old.subject and new.value = old.value
      and new.hash = old.hash and new.seal = old.seal and new.personal is null and new.salt is null)
    begin select raise(abort, 'the audit log is append-only'); end`,
  sql`create trigger audit_is_cut_at_its_beginning_only before delete on audit
    when old.sequence > (select coalesce(max(sequence), 0) from audit_anchors)
    begin select raise(abort, 'the audit log is append-only'); end`,
  sql`create trigger audit_anchors_are_never_changed before update on audit_anchors
    begin select raise(abort, 'the audit log is append-only'); end`,
  sql`create trigger audit_anchors_stay before delete on audit_anchors
    begin select raise(abort, 'the audit log is append-only'); end`,
];

async function countedReports(db: Then): Promise<void> {
  const add = (name: string, type: "text" | "integer" | "bigint", fallback?: number) =>
    db.schema
      .alterTable("reports")
      .addColumn(name, type, (c) => (fallback === undefined ? c : c.notNull().defaultTo(fallback)))
      .execute();
  await add("own_number", "text");
  await add("trunk_id", "text");
  await add("answered", "integer", 0);
  await add("talk_ms", "bigint", 0);
  await add("hold_ms", "bigint", 0);
  await add("transfers", "integer", 0);
  await fillReports(db as Kysely<Record<string, Record<string, string | number | null>>>);
  await db.schema
    .createIndex("reports_of_lines")
    .on("reports")
    .columns(["live", "started_at", "trunk_id", "own_number", "direction", "answered", "talk_ms"])
    .execute();
  await db.schema
    .createIndex("reports_of_agents")
    .on("reports")
    .columns(["live", "agent_id", "started_at", "id", "answered", "talk_ms", "hold_ms"])
    .execute();
  await db.schema
    .createIndex("reports_of_customers")
    .on("reports")
    .columns(["number_key", "live", "started_at", "id"])
    .execute();
  await db.schema
    .createIndex("reports_transferred")
    .on("reports")
    .column("id")
    .where(sql.ref("transfers"), ">", sql.lit(0))
    .execute();
  await db.schema
    .createIndex("recordings_writing")
    .on("recordings")
    .column("id")
    .where(sql.ref("state"), "=", sql.lit("writing"))
    .execute();
}

async function fillReports(db: Kysely<Record<string, Record<string, string | number | null>>>): Promise<void> {
  for (let after = ""; ; ) {
    const rows = await db
      .selectFrom("reports")
      .select(["id", "value"])
      .where("id", ">", after)
      .orderBy("id")
      .limit(ROWS_AT_ONCE)
      .execute();
    for (const { id, value } of rows) {
      const row = JSON.parse(String(value));
      const columns = {
        trunk_id: row.trunkId,
        answered: row.answeredAt === null ? 0 : 1,
        talk_ms: row.talkMs,
        hold_ms: row.holdMs,
        transfers: row.transfers.length,
        value: JSON.stringify({ ...row, ownNumber: null }),
      };
      await db.updateTable("reports").set(columns).where("id", "=", id!).execute();
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = String(last.id);
  }
}
