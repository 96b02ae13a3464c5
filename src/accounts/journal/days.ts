/** Sums over report rows, a day at a time: the database works on the thread of signalling. */
import { type Expression, type Kysely, type SelectQueryBuilder, type SqlBool, sql } from "kysely";
import { nextTurn } from "../../kernel/nextTurn.ts";
import type { ReportTable, Schema } from "../../store/schema.ts";
import type { Period } from "./period.ts";

const DAY_MS = 86_400_000;

/** Finished calls of a stretch of time. */
export type FinishedCalls = SelectQueryBuilder<Schema, "reports", object>;

/**
 * What `sum` makes of the finished calls of each day (UTC) of the period, one answer after the other. Rejects where the store does.
 */
export async function* daily<T>(
  db: Kysely<Schema>,
  period: Period,
  sum: (calls: FinishedCalls) => Promise<readonly T[]>,
): AsyncGenerator<T> {
  const { first, last } = await boundsOf(db);
  if (first === undefined || last === undefined) return;
  // Days without a call cost nothing where there are none at the ends.
  const from = period.from !== undefined && period.from > first ? period.from : first;
  const to = period.to !== undefined && period.to <= last ? period.to : `${last}~`;
  for (let day = from; day < to; ) {
    const next = new Date(Math.floor(Date.parse(day) / DAY_MS) * DAY_MS + DAY_MS).toISOString();
    const end = next < to ? next : to;
    const calls = db
      .selectFrom("reports")
      .where("live", "=", 0)
      .where("started_at", ">=", day)
      .where("started_at", "<", end);
    yield* await sum(calls);
    day = next;
    await nextTurn();
  }
}

async function boundsOf(db: Kysely<Schema>): Promise<{ first: string | undefined; last: string | undefined }> {
  const end = async (direction: "asc" | "desc") => {
    const row = await db
      .selectFrom("reports")
      .select("started_at")
      .where("live", "=", 0)
      .orderBy("started_at", direction)
      .limit(1)
      .executeTakeFirst();
    return row?.started_at;
  };
  return { first: await end("asc"), last: await end("desc") };
}

/** How many rows. */
export const rows = sql<number>`count(*)`;

/** The sum of a column, over the rows that a condition holds for. */
export const sumOf = (column: "answered" | "talk_ms" | "hold_ms", where?: Expression<SqlBool>) =>
  where === undefined
    ? sql<number>`sum(${sql.ref<ReportTable[typeof column]>(column)})`
    : sql<number>`sum(case when ${where} then ${sql.ref(column)} else 0 end)`;
