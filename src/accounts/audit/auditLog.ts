import type { Kysely } from "kysely";
import { type Clock, rfc3339 } from "../../kernel/clock.ts";
import type { Entropy } from "../../kernel/entropy.ts";
import type { Log } from "../../kernel/log.ts";
import type { Problem } from "../../kernel/problem.ts";
import { ok, type Result } from "../../kernel/result.ts";
import type { Schema } from "../../store/schema.ts";
import type { Page, PageRequest } from "../account.ts";
import { cursorAt, invalid, placeOf } from "../configuration/paging.ts";
import { storing } from "../configuration/storing.ts";
import type { AuditEntry } from "../journal/journal.ts";
import { AuditHead } from "./auditHead.ts";
import { type AuditFilter, anchorOf, insertRow, lastLinkOf, linkOf, matching, oldestFirst } from "./auditStore.ts";
import { type AuditRecord, type ChainedRow, chained, type Link, recordOf, type Seals } from "./chain.ts";
import { type Verification, verify } from "./verification.ts";

type Db = Kysely<Schema>;

export interface AuditContext {
  readonly db: Db;
  readonly log: Log;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly seals: Seals;
  /** The file that keeps the end of the log. */
  readonly headPath: string;
}

/** Of the old rows, those chained in one transaction. */
const ROWS_AT_ONCE = 200;

/** The audit log: entries are only ever added, each chained to the one that is stored before it. */
export class AuditLog {
  readonly #context: AuditContext;
  readonly #head: AuditHead;
  private constructor(context: AuditContext, head: AuditHead) {
    this.#context = context;
    this.#head = head;
  }

  /** Opens the log, and chains what stands there from before there was a chain. Rejects where the store does. */
  static async open(context: AuditContext): Promise<AuditLog> {
    const { db, headPath, seals, log } = context;
    const isNew = (await lastLinkOf(db)).sequence === 0;
    const audit = new AuditLog(context, new AuditHead(headPath, isNew, seals, log));
    await audit.#chainOld();
    if (isNew) await audit.#noteBeginning();
    return audit;
  }

  /**
   * Adds an entry, as part of whatever transaction `db` is. Rejects where the store does.
   * @returns its place, for `committed`.
   */
  async append(entry: AuditEntry, db: Db): Promise<Link> {
    let previous = await lastLinkOf(db);
    if (!(await this.#head.isReachedBy(previous, db))) previous = await this.#missing(previous, db);
    return this.#add(entry, previous, db);
  }

  /** The transaction of an `append` has been committed. */
  committed(link: Link): void {
    this.#head.keep(link);
  }

  /** Newest first. */
  async page(filter: AuditFilter, page: PageRequest): Promise<Result<Page<AuditRecord>, Problem>> {
    const place = placeOf(page, 1);
    if (!place.ok) return place;
    const before = place.value === undefined ? Number.MAX_SAFE_INTEGER : Number(place.value[0]);
    if (!Number.isSafeInteger(before)) return { ok: false, error: invalid("cursor", "is not one of ours") };
    // One more than asked for tells whether there is another page.
    const query = matching(this.#context.db, filter).where("sequence", "<", before).orderBy("sequence", "desc");
    const stored = await storing(this.#context.log, () => query.limit(page.limit + 1).execute());
    if (!stored.ok) return stored;
    const items = stored.value.slice(0, page.limit).map(recordOf);
    const last = items.at(-1);
    const isLast = last === undefined || stored.value.length === items.length;
    return ok({ items, nextCursor: isLast ? null : cursorAt([String(last.sequence)]) });
  }

  /** The rows of a filter with all that it takes to check the chain, the oldest first. Rejects where the store does. */
  async *rows(filter: AuditFilter): AsyncGenerator<readonly ChainedRow[]> {
    yield* oldestFirst(this.#context.db, filter, 0);
  }

  /** The entries of a filter, the oldest first. Rejects where the store does. */
  async *records(filter: AuditFilter): AsyncGenerator<AuditRecord> {
    for await (const rows of this.rows(filter)) yield* rows.map(recordOf);
  }

  /** The last entry that is stored. */
  last(): Promise<Link> {
    return lastLinkOf(this.#context.db);
  }

  /** Goes through the whole log. Rejects where the store does. */
  verify(): Promise<Verification> {
    return verify(this.#context.db, this.#head, this.#context.seals);
  }

  settled(): Promise<void> {
    return this.#head.settled();
  }

  async #add(entry: AuditEntry, previous: Link, db: Db): Promise<Link> {
    const { entropy, seals } = this.#context;
    const row = chained(entry, previous, entropy.hex(16), seals);
    await insertRow(db, row);
    return linkOf(row);
  }

  /** Somebody has cut entries off, or a power failure has: from now on the log says so itself. */
  async #missing(found: Link, db: Db): Promise<Link> {
    const { log, clock } = this.#context;
    const expected = this.#head.link ?? null;
    log.error({ event: "audit_end_missing", expected, found }, "Entries are missing at the end of the audit log");
    const told = {
      at: rfc3339(clock.wall()),
      actor: { userId: null, email: null, ip: null },
      action: "audit.end_missing",
      subject: "audit",
      detail: { expected, found },
    };
    return this.#add(told, found, db);
  }

  /** Takes the entries of a log that was not chained into the chain, in their order. A crash between two portions does no harm. */
  async #chainOld(): Promise<void> {
    const { db } = this.#context;
    for (;;) {
      const moved = await db.transaction().execute(async (trx) => {
        const old = await trx
          .selectFrom("audit_before")
          .selectAll()
          .orderBy("at")
          .orderBy("id")
          .limit(ROWS_AT_ONCE)
          .execute();
        let link = await lastLinkOf(trx);
        for (const { id, value } of old) {
          link = await this.#add(JSON.parse(value) as AuditEntry, link, trx);
          await trx.deleteFrom("audit_before").where("id", "=", id).execute();
        }
        return old.length === 0 ? undefined : link;
      });
      if (moved === undefined) return;
      this.committed(moved);
    }
  }

  /** From now on a log without the file that keeps its end is one that somebody took it from. */
  async #noteBeginning(): Promise<void> {
    this.#head.keep(this.#head.link ?? linkOf(await anchorOf(this.#context.db)));
    await this.#head.settled();
  }
}
