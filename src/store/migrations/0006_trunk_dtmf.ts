import type { Kysely, Migration } from "kysely";

/** How a trunk takes keys. */
export const trunkDtmf: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable("trunks")
      .addColumn("dtmf", "text", (c) => c.notNull().defaultTo("auto"))
      .execute();
  },
};
