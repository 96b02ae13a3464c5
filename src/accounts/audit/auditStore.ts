/** The rows of the audit log. Everything here rejects where the store does. */
import type { Kysely } from "kysely";
import type { AuditTable, Schema } from "../../store/schema.ts";
import { beginning, type ChainedRow, chainedForm, type Link } from "./chain.ts";

type Db = Kysely<Schema>;

/** Entries that are read at a time. */
const ROWS_AT_ONCE = 500;

/** The place that the beginning of the log was cut at last; `beginning` where it never was. */
export async function anchorOf(
  db: Db,
): Promise<Link & { readonly at: string; readonly setting: string; seal: string }> {
  const row = await db.selectFrom("audit_anchors").selectAll().orderBy("sequence", "desc").limit(1).executeTakeFirst();
  return row ?? { ...beginning, at: "", setting: "", seal: "" };
}

/** The last entry; the anchor of a log that is empty. */
export async function lastLinkOf(db: Db): Promise<Link> {
  const last = await db
    .selectFrom("audit")
    .select(["sequence", "hash"])
    .orderBy("sequence", "desc")
    .limit(1)
    .executeTakeFirst();
  return last ?? linkOf(await anchorOf(db));
}

export const linkOf = ({ sequence, hash }: Link): Link => ({ sequence, hash });

export async function insertRow(db: Db, row: ChainedRow): Promise<void> {
  const { at, action, userId, subject } = chainedForm(row);
  await db
    .insertInto("audit")
    .values({ ...row, at, action, user_id: userId, subject })
    .execute();
}

/** Which entries; those left out are not asked about. */
export interface AuditFilter {
  /** At or after this time, and before that one. */
  readonly from?: string;
  readonly to?: string;
  /** `monitoring.ended`, or `monitoring` for all that begin so. */
  readonly action?: string;
  readonly userId?: string;
  readonly subject?: string;
}

/** The entries of a filter. */
export function matching(db: Db, { from, to, action, userId, subject }: AuditFilter) {
  let query = db.selectFrom("audit").selectAll();
  if (from !== undefined) query = query.where("at", ">=", from);
  if (to !== undefined) query = query.where("at", "<", to);
  if (userId !== undefined) query = query.where("user_id", "=", userId);
  if (subject !== undefined) query = query.where("subject", "=", subject);
  if (action === undefined) return query;
  if (action.includes(".")) return query.where("action", "=", action);
  // The character after the dot ends the range.
  return query.where("action", ">=", `${action}.`).where("action", "<", `${action}/`);
}

/** The entries of a filter after a place, the oldest first, a page at a time. */
export async function* oldestFirst(db: Db, filter: AuditFilter, after: number): AsyncGenerator<AuditTable[]> {
  for (let last = after; ; ) {
    const rows = await matching(db, filter)
      .where("sequence", ">", last)
      .orderBy("sequence")
      .limit(ROWS_AT_ONCE)
      .execute();
    const end = rows.at(-1);
    if (end === undefined) return;
    yield rows;
    last = end.sequence;
  }
}
