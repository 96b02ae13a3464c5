import type { Kysely } from "kysely";
import { nextTurn } from "../../kernel/nextTurn.ts";
import type { AuditTable, Schema } from "../../store/schema.ts";
import type { AuditHead } from "./auditHead.ts";
import { anchorOf, lastLinkOf, oldestFirst } from "./auditStore.ts";
import { beginning, type ChainFault, chainedForm, faultOf, type Link, type Seals } from "./chain.ts";
import { anchorText } from "./cut.ts";

/** What going through the whole log came to. */
export interface Verification {
  readonly intact: boolean;
  /** How many were gone through. */
  readonly entries: number;
  /** Of entries whose personal part was erased. */
  readonly erased: number;
  /** Null where there is none. */
  readonly firstSequence: number | null;
  readonly lastSequence: number | null;
  /** To be kept outside: who has it can tell later whether the log up to here is still the same. */
  readonly lastHash: string | null;
  /** The first entry that is not as it should be; null where the log is intact. */
  readonly brokenAt: number | null;
  readonly reason: ChainFault | null;
}

/** Goes through the log from its beginning to what is its end now, a page at a time, and stops at the first fault. */
export async function verify(db: Kysely<Schema>, head: AuditHead, seals: Seals): Promise<Verification> {
  const anchor = await anchorOf(db);
  const end = await lastLinkOf(db);
  const walk = new Walk(anchor, seals);
  if (anchor.sequence > 0 && !seals.fits("anchor", anchorText(anchor), anchor.seal))
    return walk.broken(anchor.sequence, "wrong_seal");
  for await (const rows of oldestFirst(db, {}, anchor.sequence)) {
    for (const row of rows) {
      if (row.sequence > end.sequence) break;
      const fault = walk.step(row);
      if (fault !== undefined) return walk.broken(row.sequence, fault);
    }
    await nextTurn();
  }
  if (walk.last.sequence !== end.sequence || !(await head.isReachedBy(end, db)))
    return walk.broken(end.sequence + 1, "end_missing");
  return walk.isOverErased ? walk.broken(end.sequence, "personal_missing") : walk.intact();
}

/** One way through the log. */
class Walk {
  readonly #seals: Seals;
  readonly #start: Link;
  last: Link;
  #entries = 0;
  #erased = 0;
  /** How many entries the log says have been erased. */
  #told = 0;

  constructor(anchor: Link, seals: Seals) {
    this.#start = anchor.sequence === 0 ? beginning : anchor;
    this.last = this.#start;
    this.#seals = seals;
  }

  step(row: AuditTable): ChainFault | undefined {
    const fault = faultOf(row, this.last, this.#seals);
    if (fault === "entry_missing" && this.last === this.#start) return "beginning_missing";
    if (fault !== undefined) return fault;
    const form = chainedForm(row);
    // What the log is searched by is not what it says.
    if (row.at !== form.at || row.action !== form.action || row.user_id !== form.userId || row.subject !== form.subject)
      return "entry_changed";
    if (form.action === "audit.end_missing") return "end_missing";
    if (form.action === "privacy.erased") this.#told += Number(form.detail.auditEntries);
    if (form.personalHash !== null && row.personal === null) this.#erased++;
    this.#entries++;
    this.last = row;
    return undefined;
  }

  /** Each erasure tells how many entries it took the personal part of, and stands behind them. */
  get isOverErased(): boolean {
    return this.#erased > this.#told;
  }

  intact(): Verification {
    return { ...this.#soFar(), intact: true, brokenAt: null, reason: null };
  }

  broken(brokenAt: number, reason: ChainFault): Verification {
    return { ...this.#soFar(), intact: false, brokenAt, reason };
  }

  #soFar() {
    const none = this.#entries === 0;
    return {
      entries: this.#entries,
      erased: this.#erased,
      firstSequence: none ? null : this.#start.sequence + 1,
      lastSequence: none ? null : this.last.sequence,
      lastHash: none ? null : this.last.hash,
    };
  }
}
