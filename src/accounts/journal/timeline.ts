import { type Expression, type Kysely, type SqlBool, sql } from "kysely";
import type { Log } from "../../kernel/log.ts";
import type { Problem } from "../../kernel/problem.ts";
import { ok, type Result } from "../../kernel/result.ts";
import type { Schema } from "../../store/schema.ts";
import type { Page, PageRequest } from "../account.ts";
import { cursorAt, placeOf } from "../configuration/paging.ts";
import { storing } from "../configuration/storing.ts";

/** The column of the rows' time. */
const TIME = "started_at";

/** A row of a table that is read by time. */
interface TimedRow {
  id: string;
  value: string;
  [column: string]: string | number;
}

export type Condition =
  | { readonly column: string; readonly is: "=" | ">=" | "<"; readonly value: string | number }
  | { readonly column: string; readonly is: "in"; readonly value: readonly string[] | Expression<string> }
  /** With one of these. */
  | { readonly column: string; readonly is: "begins with"; readonly value: readonly string[] };

/** What is shown newest first: a table, and which of its rows. */
export interface Timeline {
  readonly table: "reports" | "recordings";
  readonly conditions: readonly Condition[];
}

/** A row as it is read: its id, and the thing as JSON. */
export interface StoredRow {
  readonly id: string;
  readonly value: string;
}

/** A page of rows, newest first. Rows that come meanwhile stand before the cursor and disturb no page. */
export async function newestFirst<T>(
  db: Kysely<Schema>,
  log: Log,
  timeline: Timeline,
  page: PageRequest,
  read: (row: StoredRow) => T,
): Promise<Result<Page<T>, Problem>> {
  const { table, conditions } = timeline;
  const place = placeOf(page, 2);
  if (!place.ok) return place;
  const stored = await storing(log, () => {
    let query = (db as unknown as Kysely<Record<string, TimedRow>>)
      .selectFrom(table as string)
      .select(["id", "value", TIME]);
    for (const { column, is, value } of conditions)
      query = is === "begins with" ? query.where(beginning(column, value)) : query.where(column, is, value);
    if (place.value !== undefined) {
      const [at, id] = place.value as [string, string];
      query = query.where((e) => e.or([e(TIME, "<", at), e.and([e(TIME, "=", at), e("id", "<", id)])]));
    }
    // One more than asked for tells whether there is another page.
    return query
      .orderBy(TIME, "desc")
      .orderBy("id", "desc")
      .limit(page.limit + 1)
      .execute();
  });
  if (!stored.ok) return stored;
  const rows = stored.value.slice(0, page.limit);
  const last = rows.at(-1);
  const isLast = stored.value.length === rows.length || last === undefined;
  return ok({ items: rows.map(read), nextCursor: isLast ? null : cursorAt([String(last[TIME]), last.id]) });
}

/** Not LIKE, in which some characters mean others. */
const beginning = (column: string, texts: readonly string[]): Expression<SqlBool> =>
  sql`(${sql.join(
    texts.map((text) => sql`substr(${sql.ref(column)}, 1, ${sql.lit(text.length)}) = ${text}`),
    sql` or `,
  )})`;
