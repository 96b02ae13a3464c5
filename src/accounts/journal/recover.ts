import type { Kysely } from "kysely";
import { rfc3339 } from "../../kernel/clock.ts";
import type { Schema } from "../../store/schema.ts";
import type { RecordingRow, ReportRow } from "./journal.ts";
import { type JournalStore, recordingOf, reportOf } from "./journalStore.ts";

/** Makes the file of a recording of this format whole again; undefined where nothing of it can be played. */
export type RecoverRecording = (
  path: string,
  format: Pick<RecordingRow, "channels" | "sampleRate">,
) => Promise<RecoveredFile | undefined>;

/** What a file turned out to hold. */
export type RecoveredFile = Pick<RecordingRow, "channels" | "sampleRate" | "durationMs" | "bytes">;

/**
 * Finishes what a process left that did not end well: recordings that it was writing, then the rows of calls that were live.
 * What it finds is written behind, so a full disk does not stop the start; run again, it does the same again. Must run
 * before this process has calls of its own. Rejects where the store cannot be read.
 */
export async function finishInterrupted(
  db: Kysely<Schema>,
  journal: JournalStore,
  recover: RecoverRecording,
): Promise<{ readonly calls: number; readonly recordings: number }> {
  const recordedMs = new Map<string, number>();
  const writing = await db.selectFrom("recordings").selectAll().where("state", "=", "writing").execute();
  for (const stored of writing) {
    const path = journal.filePath(stored.path);
    const begun = recordingOf(stored);
    const row = recovered(begun, await recover(path, begun));
    recordedMs.set(row.id, row.durationMs);
    journal.recording({ ...row, path });
  }
  const live = await db
    .selectFrom("reports")
    .leftJoin("recordings", "recordings.id", "reports.recording_id")
    .select(["reports.value as value", "recordings.value as recording"])
    .where("reports.live", "=", 1)
    .execute();
  for (const { value, recording } of live) {
    const row = reportOf({ value });
    const closedMs = recording === null ? 0 : recordingOf({ value: recording }).durationMs;
    journal.report({ ...interrupted(row, recordedMs.get(row.recordingId ?? "") ?? closedMs), live: false });
  }
  return { calls: live.length, recordings: writing.length };
}

/** The row of a recording after its file was looked at. */
export const recovered = (row: RecordingRow, found: RecoveredFile | undefined): RecordingRow =>
  found === undefined
    ? { ...row, state: "partial", durationMs: 0, bytes: 0 }
    : { ...row, ...found, state: "recovered" };

/**
 * The row of a call that was cut off. It ended where its recording does, which starts at the answer; without one, at the
 * last moment that the row knows of.
 */
export function interrupted(row: ReportRow, recordedMs: number): ReportRow {
  const knownMs = row.answeredAt === null ? 0 : Math.max(recordedMs, row.talkMs + row.holdMs);
  const last = Date.parse(row.answeredAt ?? row.ringingAt ?? row.startedAt);
  return {
    ...row,
    disposition: "interrupted",
    endedAt: rfc3339(last + knownMs),
    talkMs: Math.max(row.talkMs, knownMs - row.holdMs),
    hungUpBy: "system",
  };
}
