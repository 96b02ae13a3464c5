/** What the account keeps of one person, read a page at a time. Everything here rejects where the store does. */
import { type Kysely, sql } from "kysely";
import { nextTurn } from "../../kernel/nextTurn.ts";
import type { Result } from "../../kernel/result.ts";
import type { Schema } from "../../store/schema.ts";
import type { Page } from "../account.ts";
import type { AuditLog } from "../audit/auditLog.ts";
import { type ChainedRow, recordOf } from "../audit/chain.ts";
import type { RecordingRow, ReportRow } from "../journal/journal.ts";
import { type JournalStore, reportOf } from "../journal/journalStore.ts";
import { isAbout, isNumberOf, type Person } from "./person.ts";

export interface RecordsWorld {
  readonly db: Kysely<Schema>;
  readonly journal: JournalStore;
  readonly auditLog: AuditLog;
}

const ROWS_AT_ONCE = 500;

/** Calls in which the person was the customer, or the agent at the end. */
export async function* callsOf({ journal }: RecordsWorld, person: Person): AsyncGenerator<ReportRow> {
  const filter = person.is === "customer" ? { number: person.number } : { agentId: person.agentId ?? "" };
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: Page<ReportRow> = unwrapped(
      await journal.reports(filter, { limit: ROWS_AT_ONCE, ...(cursor === "" ? {} : { cursor }) }),
    );
    yield* page.items;
    cursor = page.nextCursor;
    await nextTurn();
  }
}

/** Other calls, which were transferred to the person, or by it. */
export async function* transfersOf({ db }: RecordsWorld, person: Person): AsyncGenerator<ReportRow> {
  for (let after = ""; ; ) {
    const rows = await db
      .selectFrom("reports")
      .select(["id", "value", "live"])
      // As the index has it.
      .where(sql.ref("transfers"), ">", sql.lit(0))
      .where("id", ">", after)
      .orderBy("id")
      .limit(ROWS_AT_ONCE)
      .execute();
    const last = rows.at(-1);
    if (last === undefined) return;
    const finished = rows.filter(({ live }) => live === 0).map(reportOf);
    yield* finished.filter((row) => !isCallOf(row, person) && wasTransferred(row, person));
    after = last.id;
    await nextTurn();
  }
}

const isCallOf = (row: ReportRow, person: Person): boolean =>
  person.is === "customer" ? isNumberOf(person, row.customerNumber) : row.agentId === person.agentId;

const wasTransferred = ({ transfers }: ReportRow, person: Person): boolean =>
  transfers.some(({ fromAgentId, toAgentId, toNumber }) =>
    person.is === "customer"
      ? isNumberOf(person, toNumber)
      : person.agentId !== undefined && (fromAgentId === person.agentId || toAgentId === person.agentId),
  );

/** The recording of a call, without its place on the disk. */
export async function recordingOfCall(
  { journal }: RecordsWorld,
  { recordingId }: ReportRow,
): Promise<RecordingRow | undefined> {
  const found = recordingId === null ? undefined : await journal.recordingWithPath(recordingId);
  if (found === undefined) return undefined;
  const { path: _hidden, ...recording } = found;
  return recording;
}

/** Rows of the audit log that name the person, the oldest first. */
export async function* entriesAbout({ auditLog }: RecordsWorld, person: Person): AsyncGenerator<ChainedRow> {
  for await (const rows of auditLog.rows({})) {
    yield* rows.filter((row) => isAbout(recordOf(row), person));
    await nextTurn();
  }
}

/** Whether a call of the person goes on, or is being recorded still. */
export async function isLive({ db }: RecordsWorld, person: Person): Promise<boolean> {
  const live = await db.selectFrom("reports").select("value").where("live", "=", 1).execute();
  const writing = await db
    .selectFrom("reports")
    .innerJoin("recordings", "recordings.id", "reports.recording_id")
    .select("reports.value as value")
    .where(sql.ref("recordings.state"), "=", sql.lit("writing"))
    .execute();
  return [...live, ...writing].map(reportOf).some((row) => isCallOf(row, person) || wasTransferred(row, person));
}

function unwrapped<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error("the store cannot be read", { cause: result.error });
  return result.value;
}
