import { type Kysely, type Migration, sql } from "kysely";

// A migration sees the tables of its own time, never today's types.
type Then = Kysely<Record<string, Record<string, string | null>>>;

/** Rows that are read and written at a time. */
const ROWS_AT_ONCE = 500;

/** What happened while a recording was made, and by which call it is found. */
export const recordingMarks: Migration = {
  async up(db: Then): Promise<void> {
    await db.schema.alterTable("recordings").addColumn("call_id", "text").execute();
    await db.schema.alterTable("recordings").addColumn("marks", "text").execute();
    await fillCalls(db);
    await db.schema.createIndex("recordings_of_calls").on("recordings").column("call_id").execute();
    await db.schema
      .createIndex("reports_recorded")
      .on("reports")
      .columns(["agent_id", "recording_id"])
      .where(sql.ref("recording_id"), "is not", sql.lit(null))
      .execute();
  },
};

async function fillCalls(db: Then): Promise<void> {
  for (let after = ""; ; ) {
    const rows = await db
      .selectFrom("recordings")
      .select(["id", "value"])
      .where("id", ">", after)
      .orderBy("id")
      .limit(ROWS_AT_ONCE)
      .execute();
    for (const { id, value } of rows) {
      const callId = JSON.parse(String(value)).callId as string;
      await db.updateTable("recordings").set({ call_id: callId }).where("id", "=", id!).execute();
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = String(last.id);
  }
}
