import { isAbsolute, join, relative } from "node:path";
import type { Kysely } from "kysely";
import type { Log } from "../../kernel/log.ts";
import type { Problem } from "../../kernel/problem.ts";
import { ok, type Result } from "../../kernel/result.ts";
import type { Schema } from "../../store/schema.ts";
import type { Page, PageRequest, ReportFilter } from "../account.ts";
import type { AuditLog } from "../audit/auditLog.ts";
import type { Link } from "../audit/chain.ts";
import { comparableNumber } from "../lines/e164.ts";
import type { AuditEntry, Journal, RecordingRow, ReportRow } from "./journal.ts";
import { periodOf } from "./period.ts";
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
  recording(row: RecordingRow & { readonly path: string }): void {
    const gathers = row.state !== "writing";
    const write = (db: Kysely<Schema>) => this.saveRecording(row, db);
    this.#context.writer.put(`recording:${row.id}`, write, { recording: row }, { gathers });
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

  async saveRecording(row: RecordingRow & { readonly path: string }, db = this.#context.db): Promise<void> {
    const { path, ...shown } = row;
    const columns = {
      id: row.id,
      started_at: row.startedAt,
      state: row.state,
      path: this.#storedPath(path),
      value: JSON.stringify(shown),
    };
    const { state, value } = columns;
    await db
      .insertInto("recordings")
      .values(columns)
      .onConflict((conflict) => conflict.column("id").doUpdateSet({ state, value }))
      .execute();
  }

  async reports(filter: ReportFilter, page: PageRequest): Promise<Result<Page<ReportRow>, Problem>> {
    const conditions = this.#conditions(filter);
    if (!conditions.ok) return conditions;
    return this.#page({ table: "reports", conditions: conditions.value }, page, reportOf);
  }

  recordings(page: PageRequest): Promise<Result<Page<RecordingRow>, Problem>> {
    return this.#page({ table: "recordings", conditions: [] }, page, recordingOf);
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
    const conditions: Condition[] = [{ column: "live", is: "=", value: 0 }];
    const period = periodOf(filter);
    if (!period.ok) return period;
    const { from, to } = period.value;
    if (from !== undefined) conditions.push({ column: "started_at", is: ">=", value: from });
    if (to !== undefined) conditions.push({ column: "started_at", is: "<", value: to });
    for (const [field, column] of [
      ["direction", "direction"],
      ["agentId", "agent_id"],
      ["disposition", "disposition"],
    ] as const) {
      const value = filter[field];
      if (value !== undefined) conditions.push({ column, is: "=", value });
    }
    if (filter.number !== undefined) {
      conditions.push({ column: "number_key", is: "=", value: this.#numberKey(filter.number) });
    }
    return ok(conditions);
  }

  #numberKey(number: string): string {
    return comparableNumber(number, this.#context.country()) ?? number;
  }
}

export const reportOf = (row: Pick<StoredRow, "value">): ReportRow => JSON.parse(row.value) as ReportRow;
export const recordingOf = (row: Pick<StoredRow, "value">): RecordingRow => JSON.parse(row.value) as RecordingRow;
