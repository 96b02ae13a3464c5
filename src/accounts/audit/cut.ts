/** Takes off the beginning of the audit log what is older than it is kept. */
import type { Kysely } from "kysely";
import { nextTurn } from "../../kernel/nextTurn.ts";
import type { Schema } from "../../store/schema.ts";
import { anchorOf } from "./auditStore.ts";
import type { Link, Seals } from "./chain.ts";

type Db = Kysely<Schema>;

/** Entries that are deleted at a time. */
const ROWS_AT_ONCE = 500;

export interface Cut {
  /** Entries before this time go. */
  readonly before: string;
  /** What demands it: `privacy.auditRetentionDays=365`. */
  readonly setting: string;
  /** Now. */
  readonly at: string;
}

/** What the seal of an anchor is made of. */
export const anchorText = ({ sequence, hash, at, setting }: Link & { at: string; setting: string }): string =>
  `${sequence} ${hash} ${at} ${setting}`;

/**
 * Deletes entries from the oldest on, up to the first that is young enough. The anchor is written first: the hash of the last one to
 * go, which the first one that stays follows. What a crash left undone is done the next time.
 * @returns how many went. Rejects where the store does.
 */
export async function cutBeginning(db: Db, seals: Seals, cut: Cut): Promise<number> {
  const last = await lastBefore(db, cut.before);
  if (last !== undefined && last.sequence > (await anchorOf(db)).sequence) {
    const anchor = { ...last, at: cut.at, setting: cut.setting };
    await db
      .insertInto("audit_anchors")
      .values({ ...anchor, seal: seals.make("anchor", anchorText(anchor)) })
      .execute();
  }
  const { sequence } = await anchorOf(db);
  for (let removed = 0; ; ) {
    const old = db
      .selectFrom("audit")
      .select("sequence")
      .where("sequence", "<=", sequence)
      .orderBy("sequence")
      .limit(ROWS_AT_ONCE);
    const { numDeletedRows } = await db.deleteFrom("audit").where("sequence", "in", old).executeTakeFirstOrThrow();
    if (numDeletedRows === 0n) return removed;
    removed += Number(numDeletedRows);
    await nextTurn();
  }
}

/** The last entry before the first one that is not older than `before`: clocks are set back now and then. */
async function lastBefore(db: Db, before: string): Promise<Link | undefined> {
  const young = await db
    .selectFrom("audit")
    .select("sequence")
    .where("at", ">=", before)
    .orderBy("sequence")
    .limit(1)
    .executeTakeFirst();
  return db
    .selectFrom("audit")
    .select(["sequence", "hash"])
    .where("sequence", "<", young?.sequence ?? Number.MAX_SAFE_INTEGER)
    .orderBy("sequence", "desc")
    .limit(1)
    .executeTakeFirst();
}
