import type { Kysely, Migration } from "kysely";
import { sql } from "kysely";

/** Rows of calls whose quality nobody measured say so: every row is a JSON object with at least its id. */
export const callQuality: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`update reports set value = substr(value, 1, length(value) - 1) || ${',"quality":null}'}
      where value not like ${'%"quality":%'}`.execute(db);
  },
};
