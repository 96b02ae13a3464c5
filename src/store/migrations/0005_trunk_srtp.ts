import type { Kysely, Migration } from "kysely";

/** Whether a trunk's audio is encrypted. */
export const trunkSrtp: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable("trunks")
      .addColumn("srtp", "text", (c) => c.notNull().defaultTo("off"))
      .execute();
  },
};
