/** What the account keeps of what happened, as the API reads it: the audit log, totals, and what concerns one person. */
import type { Kysely } from "kysely";
import { type Clock, rfc3339 } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import type { Problem } from "../kernel/problem.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Schema } from "../store/schema.ts";
import type { Account, Actor, PageRequest } from "./account.ts";
import type { AuditLog } from "./audit/auditLog.ts";
import type { AuditFilter } from "./audit/auditStore.ts";
import type { ChainedRow, Seals } from "./audit/chain.ts";
import { storing } from "./configuration/storing.ts";
import type { DirectoryCache } from "./directory/directoryCache.ts";
import type { JournalStore } from "./journal/journalStore.ts";
import { type Period, periodOf } from "./journal/period.ts";
import { summaryOf } from "./journal/summary.ts";
import { usageOf } from "./journal/usage.ts";
import type { WriteBehind } from "./journal/writeBehind.ts";
import type { ApiKeys } from "./people/apiKeys.ts";
import type { SignIns } from "./people/signIns.ts";
import { Privacy } from "./privacy/privacy.ts";
import type { Retained } from "./privacy/retention.ts";

export interface ArchiveContext {
  readonly db: Kysely<Schema>;
  readonly log: Log;
  readonly clock: Clock;
  readonly writer: WriteBehind<Kysely<Schema>>;
  readonly journal: JournalStore;
  readonly auditLog: AuditLog;
  readonly seals: Seals;
  readonly directory: DirectoryCache;
  readonly apiKeys: Pick<ApiKeys, "of">;
  readonly signIns: Pick<SignIns, "of">;
}

type Offered = Pick<
  Account,
  "auditLog" | "exportAudit" | "verifyAudit" | "usage" | "summary" | "exportPerson" | "erasePerson"
> & { applyRetention(wallMs: number): Promise<Retained> };

export class Archive {
  readonly #context: ArchiveContext;
  readonly #privacy: Privacy;

  constructor(context: ArchiveContext) {
    this.#context = context;
    const { apiKeys, signIns } = context;
    this.#privacy = new Privacy({
      ...context,
      apiKeysOf: (userId) => apiKeys.of(userId),
      signInsOf: (userId) => signIns.of(userId),
    });
  }

  /** What the account offers of it. */
  get offered(): Offered {
    const { db, directory } = this.#context;
    return {
      auditLog: (page, filter = {}) => this.#auditLog(page, filter),
      exportAudit: (filter, actor) => this.#exportAudit(filter, actor),
      verifyAudit: () => this.#privacy.verify(),
      usage: (by, period) => this.#within(period, (within) => usageOf(db, by, within)),
      summary: ({ agentId, ...period }) =>
        this.#within(period, (within) =>
          summaryOf(db, { ...within, ...(agentId === undefined ? {} : { agentId }) }, directory.settings().timeZone),
        ),
      exportPerson: (asked, actor) => this.#privacy.export(asked, actor),
      erasePerson: (asked, actor) => this.#privacy.erase(asked, actor),
      applyRetention: (wallMs) => this.#privacy.retain(wallMs),
    };
  }

  async #auditLog(page: PageRequest, filter: AuditFilter) {
    const period = periodOf(filter);
    if (!period.ok) return period;
    await this.#context.writer.flush();
    return this.#context.auditLog.page({ ...filter, ...period.value }, page);
  }

  /** The export is an entry itself, and tells the last hash before it: whoever has that can tell later whether the log was changed. */
  async #exportAudit(
    filter: AuditFilter,
    actor: Actor,
  ): Promise<Result<AsyncIterable<readonly ChainedRow[]>, Problem>> {
    const { writer, log, auditLog, journal, clock } = this.#context;
    const period = periodOf(filter);
    if (!period.ok) return period;
    await writer.flush();
    const last = await storing(log, () => auditLog.last());
    if (!last.ok) return err(last.error);
    const detail = { ...filter, ...period.value, lastSequence: last.value.sequence, lastHash: last.value.hash };
    journal.audit({ at: rfc3339(clock.wall()), actor, action: "audit.exported", subject: "audit", detail });
    await writer.flush();
    return ok(auditLog.rows({ ...filter, ...period.value }));
  }

  async #within<T>(period: Period, work: (period: Period) => Promise<T>): Promise<Result<T, Problem>> {
    const within = periodOf(period);
    if (!within.ok) return within;
    await this.#context.writer.flush();
    return storing(this.#context.log, () => work(within.value));
  }
}
