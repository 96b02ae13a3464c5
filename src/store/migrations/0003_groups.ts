import type { Kysely, Migration } from "kysely";

/** Groups of agents that are called together. */
export const groups: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("groups")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("position", "integer", (c) => c.notNull())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("extension", "text", (c) => c.unique())
      .addColumn("strategy", "text", (c) => c.notNull())
      .addColumn("agent_ids", "text", (c) => c.notNull())
      .addColumn("ring_seconds", "integer", (c) => c.notNull())
      .execute();
  },
};
