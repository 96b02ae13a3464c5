import { isAbsolute, join, relative } from "node:path";
import { type Kysely, sql } from "kysely";
import type { Log } from "../../kernel/log.ts";
import type { Problem } from "../../kernel/problem.ts";
import { ok, type Result } from "../../kernel/result.ts";
import type { Schema } from "../../store/schema.ts";
import type { Page, PageRequest, RecordingFilter, ReportFilter } from "../account.ts";
import type { AuditLog } from "../audit/auditLog.ts";
import type { Link } from "../audit/chain.ts";
import { comparableNumber, comparablePrefixes } from "../lines/e164.ts";
import type { AuditEntry, Journal, RecordingEntry, RecordingMarks, RecordingRow, ReportRow } from "./journal.ts";
import { type Period, periodOf } from "./period.ts";
import { type Condition, newestFirst, type StoredRow, type Timeline } from "./timeline.ts";
import type { WriteBehind } from "./writeBehind.ts";

export interface JournalContext {
  readonly db: Kysely<Schema>;
  readonly log: Log;
  readonly writer: WriteBehind<Kysely<Schema>>;
  readonly auditLog: AuditLog;
  readonly dataDir: string;
  /** The account's country now. */
  country(): string;
}

/** The journal over the store: written behind, and read by the API once what was written before has arrived. */
export class JournalStore implements Journal {
  readonly #context: JournalContext;
  /** Entries of the audit log that were put; names those that wait. */
  #audited = 0;

  constructor(context: JournalContext) {
    this.#context = context;
  }

  /**
   * A call that was answered has its row at once, however suddenly the process ends; others wait a moment for company: what is
   * lost with them is a call that nobody had, or how one ended that is told as interrupted.
   */
  report(row: ReportRow & { readonly live: boolean }): void {
    const gathers = !row.live || row.answeredAt === null;
    this.#context.writer.put(`report:${row.id}`, (db) => this.saveReport(row, db), { report: row }, { gathers });
  }

  /** A file without its row would be lost to people: its first row is written at once. */
  recording(entry: RecordingEntry): void {
    const gathers = entry.state !== "writing";
    const write = (db: Kysely<Schema>) => this.saveRecording(entry, db);
    this.#context.writer.put(`recording:${entry.id}`, write, { recording: entry }, { gathers });
  }

  /** Chained as it is written: behind whatever the store holds by then. */
  audit(entry: AuditEntry): void {
    const { writer, auditLog } = this.#context;
    let link: Link | undefined;
    const write = async (db: Kysely<Schema>): Promise<void> => {
      link = await auditLog.append(entry, db);
    };
    const written = (): void => {
      // A row that the store refuses stands nowhere.
      if (link !== undefined) auditLog.committed(link);
    };
    writer.put(`audit:${++this.#audited}`, write, { audit: entry }, { written });
  }

  async saveReport(row: ReportRow & { readonly live: boolean }, db = this.#context.db): Promise<void> {
    const { live, ...shown } = row;
    const columns = {
      id: row.id,
      live: live ? 1 : 0,
      started_at: row.startedAt,
      direction: row.direction,
      disposition: row.disposition,
      agent_id: row.agentId,
      number_key: this.#numberKey(row.customerNumber),
      recording_id: row.recordingId,
      own_number: row.ownNumber,
      trunk_id: row.trunkId,
      answered: row.answeredAt === null ? 0 : 1,
      talk_ms: row.talkMs,
      hold_ms: row.holdMs,
      transfers: row.transfers.length,
      value: JSON.stringify(shown),
    };
    const { id: _id, started_at: _startedAt, ...changing } = columns;
    await db
      .insertInto("reports")
      .values(columns)
      .onConflict((conflict) => conflict.column("id").doUpdateSet(changing))
      .execute();
  }

  async saveRecording(entry: RecordingEntry, db = this.#context.db): Promise<void> {
    const { path, marks, ...shown } = entry;
    const changing = {
      state: shown.state,
      value: JSON.stringify(shown),
      ...(marks === undefined ? {} : { marks: JSON.stringify(marks) }),
    };
    const columns = {
      id: shown.id,
      call_id: shown.callId,
      started_at: shown.startedAt,
      path: this.#storedPath(path),
      ...changing,
    };
    await db
      .insertInto("recordings")
      .values(columns)
      .onConflict((conflict) => conflict.column("id").doUpdateSet(changing))
      .execute();
  }

  async reports(filter: ReportFilter, page: PageRequest): Promise<Result<Page<ReportRow>, Problem>> {
    const conditions = this.#conditions(filter);
    if (!conditions.ok) return conditions;
    return this.#page({ table: "reports", conditions: conditions.value }, page, reportOf);
  }

  async recordings(page: PageRequest, filter: RecordingFilter = {}): Promise<Result<Page<RecordingRow>, Problem>> {
    const conditions = startedWithin(filter);
    if (!conditions.ok) return conditions;
    const { callId, agentId } = filter;
    if (callId !== undefined) conditions.value.push({ column: "call_id", is: "=", value: callId });
    if (agentId !== undefined) conditions.value.push({ column: "id", is: "in", value: recordedOf(agentId) });
    return this.#page({ table: "recordings", conditions: conditions.value }, page, recordingOf);
  }

  /** Undefined where there is no such recording. */
  async recordingMarks(id: string): Promise<RecordingMarks | undefined> {
    await this.#context.writer.flush();
    const row = await this.#context.db.selectFrom("recordings").select("marks").where("id", "=", id).executeTakeFirst();
    if (row === undefined) return undefined;
    return row.marks === null ? { items: [], agentIds: [] } : (JSON.parse(row.marks) as RecordingMarks);
  }

  /** A recording and where its file is, as an absolute path. */
  async recordingWithPath(id: string): Promise<(RecordingRow & { readonly path: string }) | undefined> {
    await this.#context.writer.flush();
    const row = await this.#context.db.selectFrom("recordings").selectAll().where("id", "=", id).executeTakeFirst();
    return row === undefined ? undefined : { ...recordingOf(row), path: this.filePath(row.path) };
  }

  /** What retention works on. */
  readonly catalogue = {
    /** Finished recordings that started before a time, the oldest first. Rejects where the store does. */
    olderThan: async (startedBefore: string, limit: number): Promise<{ id: string; path: string }[]> => {
      const rows = await this.#context.db
        .selectFrom("recordings")
        .select(["id", "path"])
        .where("started_at", "<", startedBefore)
        .where("state", "!=", "writing")
        .orderBy("started_at")
        .limit(limit)
        .execute();
      return rows.map(({ id, path }) => ({ id, path: this.filePath(path) }));
    },

    /** Removes the row of a recording whose file is gone. Rejects where the store does. */
    forget: async (id: string): Promise<void> => {
      await this.#context.db.deleteFrom("recordings").where("id", "=", id).execute();
    },
  };

  /** The absolute path of a stored one. */
  filePath(stored: string): string {
    return isAbsolute(stored) ? stored : join(this.#context.dataDir, stored);
  }

  /** Relative where it can be, so that the data folder can be moved. */
  #storedPath(path: string): string {
    const inside = relative(this.#context.dataDir, path);
    return inside.startsWith("..") || isAbsolute(inside) ? path : inside;
  }

  async #page<T>(
    timeline: Timeline,
    page: PageRequest,
    read: (row: StoredRow) => T,
  ): Promise<Result<Page<T>, Problem>> {
    await this.#context.writer.flush();
    return newestFirst(this.#context.db, this.#context.log, timeline, page, read);
  }

  #conditions(filter: ReportFilter): Result<Condition[], Problem> {
    const within = startedWithin(filter);
    if (!within.ok) return within;
    const conditions: Condition[] = [{ column: "live", is: "=", value: 0 }, ...within.value];
    const { direction, agentId, disposition, number, numberPrefix } = filter;
    if (direction !== undefined) conditions.push({ column: "direction", is: "=", value: direction });
    if (agentId !== undefined) conditions.push({ column: "agent_id", is: "=", value: agentId });
    if (disposition !== undefined) conditions.push({ column: "disposition", is: "in", value: [disposition].flat() });
    if (number !== undefined) conditions.push({ column: "number_key", is: "=", value: this.#numberKey(number) });
    if (numberPrefix !== undefined) {
      const value = comparablePrefixes(numberPrefix, this.#context.country());
      conditions.push({ column: "number_key", is: "begins with", value });
    }
    if (filter.recorded !== undefined) conditions.push(recorded);
    return ok(conditions);
  }

  #numberKey(number: string): string {
    return comparableNumber(number, this.#context.country()) ?? number;
  }
}

/** The recordings of the calls that the agent was the last to have. */
const recordedOf = (agentId: string) =>
  sql<string>`(select recording_id from reports where agent_id = ${agentId} and recording_id is not null)`;

/** A row still names its recording when that has been deleted. */
const recorded: Condition = { column: "recording_id", is: "in", value: sql`(select id from recordings)` };

function startedWithin(filter: Period): Result<Condition[], Problem> {
  const period = periodOf(filter);
  if (!period.ok) return period;
  const { from, to } = period.value;
  const conditions: Condition[] = [];
  if (from !== undefined) conditions.push({ column: "started_at", is: ">=", value: from });
  if (to !== undefined) conditions.push({ column: "started_at", is: "<", value: to });
  return ok(conditions);
}

export const reportOf = (row: Pick<StoredRow, "value">): ReportRow => JSON.parse(row.value) as ReportRow;
export const recordingOf = (row: Pick<StoredRow, "value">): RecordingRow => JSON.parse(row.value) as RecordingRow;
