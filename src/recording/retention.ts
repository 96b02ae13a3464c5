/** EDGE: deletes recordings that are older than the account keeps them. */
import { rm } from "node:fs/promises";

/** The recordings on record, as retention needs them. */
export interface Catalogue {
  /** Finished recordings that started before `startedBefore` (RFC 3339), the oldest first, at most `limit`. */
  olderThan(startedBefore: string, limit: number): Promise<readonly { readonly id: string; readonly path: string }[]>;
  /** Removes the row, once the file is gone. */
  forget(id: string): Promise<void>;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const BATCH = 100;

/** Recordings that started before this time (RFC 3339) are to go; undefined where they are kept for ever. */
export const retentionLimit = (retentionDays: number | null, wallMs: number): string | undefined =>
  retentionDays === null ? undefined : new Date(wallMs - retentionDays * DAY_MS).toISOString();

/**
 * Deletes file and row of every recording older than `retentionDays`. The file goes first: a row without its file is
 * tried again the next time, a file without its row would stay for ever.
 * @returns how many went, and the paths that the disk refused to delete.
 */
export async function applyRetention(
  catalogue: Catalogue,
  retentionDays: number | null,
  wallMs: number,
  remove: (path: string) => Promise<void> = (path) => rm(path, { force: true }),
): Promise<{ readonly deleted: number; readonly refused: readonly string[] }> {
  const limit = retentionLimit(retentionDays, wallMs);
  const refused: string[] = [];
  let deleted = 0;
  if (limit === undefined) return { deleted, refused };
  for (;;) {
    // Refused rows stay the oldest: ask past them.
    const rows = (await catalogue.olderThan(limit, refused.length + BATCH)).filter(
      (row) => !refused.includes(row.path),
    );
    if (rows.length === 0) return { deleted, refused };
    for (const row of rows) {
      try {
        await remove(row.path);
      } catch {
        refused.push(row.path);
        continue;
      }
      await catalogue.forget(row.id);
      deleted++;
    }
  }
}
