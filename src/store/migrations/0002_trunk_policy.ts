import type { Kysely, Migration } from "kysely";

/** What a trunk is told of callers, how it is watched, and whose challenges it may send. */
export const trunkPolicy: Migration = {
  // A migration sees the tables of its own time, never today's types. SQLite adds one column a statement.
  async up(db: Kysely<unknown>): Promise<void> {
    const add = (name: string, type: "text" | "integer", fallback?: string | number) =>
      db.schema
        .alterTable("trunks")
        .addColumn(name, type, (c) => (fallback === undefined ? c : c.notNull().defaultTo(fallback)))
        .execute();
    await add("realm", "text");
    await add("ping_seconds", "integer", 30);
    await add("identity", "text", "both");
    await add("from_domain", "text");
    await add("anonymous", "integer", 0);
    await add("dialled_format", "text", "as_dialled");
    await add("calling_format", "text", "as_dialled");
  },
};
