import type { Kysely } from "kysely";
import type { Log } from "../../kernel/log.ts";
import { LazyFile } from "../../store/lazyFile.ts";
import type { Schema } from "../../store/schema.ts";
import { readTextFile } from "../../store/textFile.ts";
import { anchorOf } from "./auditStore.ts";
import { beginning, type Link, type Seals } from "./chain.ts";

/**
 * The end of the audit log as a second place knows it, so that entries cut off at the end are missed: a file beside the
 * database, sealed. It may lag behind the database, by what was written in the last moment before a crash.
 */
export class AuditHead {
  readonly #file: LazyFile;
  readonly #seals: Seals;
  /** Undefined where the file was taken away, or is none of ours. */
  #link: Link | undefined;

  /** @param isNew the log was never written to, and has no file yet */
  constructor(path: string, isNew: boolean, seals: Seals, log: Log) {
    this.#seals = seals;
    this.#file = new LazyFile(path, (error) =>
      log.warn({ event: "audit_head_failing", error: String(error) }, "The end of the audit log could not be noted"),
    );
    const text = readTextFile(path);
    this.#link = text === undefined && isNew ? beginning : this.#read(text ?? "");
  }

  get link(): Link | undefined {
    return this.#link;
  }

  keep(link: Link): void {
    this.#link = link;
    const text = textOf(link);
    this.#file.put(`${text} ${this.#seals.make("head", text)}\n`);
  }

  /** Whether nothing is missing at the end of the log, whose last entry is `last`. Rejects where the store does. */
  async isReachedBy(last: Link, db: Kysely<Schema>): Promise<boolean> {
    const head = this.#link;
    if (head === undefined || head.sequence > last.sequence) return false;
    if (head.sequence === last.sequence) return head.hash === last.hash;
    const there = await db.selectFrom("audit").select("hash").where("sequence", "=", head.sequence).executeTakeFirst();
    return there === undefined ? head.sequence <= (await anchorOf(db)).sequence : there.hash === head.hash;
  }

  settled(): Promise<void> {
    return this.#file.settled();
  }

  #read(text: string): Link | undefined {
    const [, sequence, hash, seal] = /^(\d{1,10}) ([0-9a-f]{64}) ([0-9a-f]{64})\n$/.exec(text) ?? [];
    if (sequence === undefined || hash === undefined || seal === undefined) return undefined;
    const link = { sequence: Number(sequence), hash };
    return this.#seals.fits("head", textOf(link), seal) ? link : undefined;
  }
}

const textOf = ({ sequence, hash }: Link): string => `${sequence} ${hash}`;
