/** Deletes what is older than the account keeps it. */
import type { Kysely } from "kysely";
import { rfc3339 } from "../../kernel/clock.ts";
import { nextTurn } from "../../kernel/nextTurn.ts";
import { deleteFile } from "../../store/lazyFile.ts";
import type { Schema } from "../../store/schema.ts";
import type { Seals } from "../audit/chain.ts";
import { cutBeginning } from "../audit/cut.ts";
import type { Settings } from "../directory/shapes.ts";
import type { JournalStore } from "../journal/journalStore.ts";

export interface RetentionWorld {
  readonly db: Kysely<Schema>;
  readonly journal: Pick<JournalStore, "catalogue">;
  readonly seals: Seals;
  readonly remove?: (path: string) => Promise<void>;
}

/** What one run did to one kind of records. */
export interface Retention {
  readonly what: "recordings" | "reports" | "audit";
  /** What was older than this went: RFC 3339. */
  readonly before: string;
  readonly days: number;
  readonly deleted: number;
  /** Files that the disk would not delete; they are tried again. */
  readonly refused: number;
}

/** Of the kinds that something was done to. */
export type Retained = readonly Retention[];

const DAY_MS = 86_400_000;
const ROWS_AT_ONCE = 500;
/** Each is a file to delete. */
const FILES_AT_ONCE = 100;

/** Rejects where the store does; the next run goes on. */
export async function retain(world: RetentionWorld, settings: Settings, wallMs: number): Promise<Retained> {
  const { recording, privacy } = settings;
  const kinds = [
    { what: "recordings", days: recording.retentionDays, work: deleteRecordings },
    { what: "reports", days: privacy.reportRetentionDays, work: deleteReports },
    { what: "audit", days: privacy.auditRetentionDays, work: cutAudit },
  ] as const;
  const done: Retention[] = [];
  for (const { what, days, work } of kinds) {
    if (days === null) continue;
    const limit: Limit = { before: rfc3339(wallMs - days * DAY_MS), days, at: rfc3339(wallMs) };
    const { deleted, refused } = await work(world, limit);
    if (deleted + refused > 0) done.push({ what, before: limit.before, days, deleted, refused });
  }
  return done;
}

interface Limit {
  readonly before: string;
  readonly days: number;
  /** Now. */
  readonly at: string;
}

interface Deleted {
  readonly deleted: number;
  readonly refused: number;
}

/** The file goes first: a row without its file is tried again the next time, a file without its row would stay for ever. */
async function deleteRecordings(
  { journal: { catalogue }, remove = deleteFile }: RetentionWorld,
  { before }: Limit,
): Promise<Deleted> {
  const refused = new Set<string>();
  let deleted = 0;
  for (;;) {
    // Refused rows stay the oldest: ask past them.
    const old = await catalogue.olderThan(before, refused.size + FILES_AT_ONCE);
    const rows = old.filter(({ id }) => !refused.has(id));
    if (rows.length === 0) return { deleted, refused: refused.size };
    for (const { id, path } of rows) {
      try {
        await remove(path);
      } catch {
        refused.add(id);
        continue;
      }
      await catalogue.forget(id);
      deleted++;
    }
  }
}

/** A row stays as long as the recording of its call does: by it one finds whose voice that is. */
async function deleteReports({ db }: RetentionWorld, { before }: Limit): Promise<Deleted> {
  let deleted = 0;
  for (let last = { started_at: "", id: "" }; ; ) {
    const { started_at, id } = last;
    const old = await db
      .selectFrom("reports")
      .leftJoin("recordings", "recordings.id", "reports.recording_id")
      .select(["reports.id as id", "reports.started_at as started_at", "recordings.id as recording"])
      .where("reports.live", "=", 0)
      .where("reports.started_at", "<", before)
      .where((e) =>
        e.or([
          e("reports.started_at", ">", started_at),
          e.and([e("reports.started_at", "=", started_at), e("reports.id", ">", id)]),
        ]),
      )
      .orderBy("reports.started_at")
      .orderBy("reports.id")
      .limit(ROWS_AT_ONCE)
      .execute();
    const end = old.at(-1);
    if (end === undefined) return { deleted, refused: 0 };
    const free = old.filter(({ recording }) => recording === null).map((row) => row.id);
    if (free.length > 0) await db.deleteFrom("reports").where("id", "in", free).execute();
    deleted += free.length;
    last = end;
    await nextTurn();
  }
}

async function cutAudit({ db, seals }: RetentionWorld, { before, days, at }: Limit): Promise<Deleted> {
  const setting = `privacy.auditRetentionDays=${days}`;
  return { deleted: await cutBeginning(db, seals, { before, setting, at }), refused: 0 };
}
