import type { Kysely, Migration } from "kysely";
import { sql } from "kysely";

/** Sign-ins that can be listed, keys with an end and limits, and one administrator at most. */
export const people: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // When those of before began is not known, so neither is when they end: everybody signs in once more.
    await db.schema.dropTable("sessions").execute();
    await db.schema
      .createTable("sign_ins")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("token_hash", "text", (c) => c.notNull().unique())
      .addColumn("user_id", "text", (c) => c.notNull())
      .addColumn("started_at_ms", "bigint", (c) => c.notNull())
      .addColumn("last_used_at_ms", "bigint", (c) => c.notNull())
      .addColumn("ip", "text")
      .addColumn("user_agent", "text")
      .execute();
    for (const column of ["scopes", "expires_at", "last_used_at"]) {
      await db.schema.alterTable("api_keys").addColumn(column, "text").execute();
    }
    await db.schema
      .createIndex("one_administrator")
      .unique()
      .on("users")
      .column("role")
      .where(sql.ref("role"), "=", sql.lit("administrator"))
      .execute();
  },
};
