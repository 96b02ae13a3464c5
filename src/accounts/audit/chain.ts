/**
 * The chain of the audit log. The hash of an entry is made of it and of the hash before it, so that no entry can be changed,
 * dropped, put in or moved without all hashes behind it changing: whoever kept one of them outside sees it. Whoever can write
 * the database could make all hashes anew, but not their seals, for which it takes the key of the account.
 */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { AuditEntry } from "../journal/journal.ts";
import { canonicalJson } from "./canonicalJson.ts";
import { divided, type Impersonal, type Personal, united } from "./personal.ts";

/** A place in the chain. */
export interface Link {
  /** 1 for the first entry, without gaps. */
  readonly sequence: number;
  /** SHA-256 in hexadecimal. */
  readonly hash: string;
}

/** What the first entry follows. */
export const beginning: Link = { sequence: 0, hash: "0".repeat(64) };

/** A row of the log. */
export interface ChainedRow extends Link {
  /** The entry without what is personal, its sequence, the hash before it and the hash of what is personal: canonical JSON. */
  readonly value: string;
  /** Canonical JSON; null where nothing is, or it was erased. */
  readonly personal: string | null;
  /** Without it nobody can find out what was erased by trying. */
  readonly salt: string | null;
  readonly seal: string;
}

/** The entry as the chain holds it. */
interface Chained extends Impersonal {
  readonly sequence: number;
  readonly previousHash: string;
  readonly personalHash: string | null;
}

/** An entry as the log shows it. */
export interface AuditRecord extends AuditEntry, Link {
  readonly id: string;
  readonly previousHash: string;
  /** Whether it tells who somebody is; `erased`: it did. */
  readonly personal: "none" | "kept" | "erased";
}

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Proofs that only who has the account's key can make: HMAC-SHA-256 (RFC 2104). */
export class Seals {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  /** @param what it is the proof of, so that none serves for something else */
  make(what: "entry" | "anchor" | "head" | "person", text: string): string {
    return createHmac("sha256", this.#key).update(`${what} ${text}`).digest("hex");
  }

  fits(what: "entry" | "anchor" | "head", text: string, seal: string): boolean {
    const [made, given] = [Buffer.from(this.make(what, text)), Buffer.from(seal)];
    return made.length === given.length && timingSafeEqual(made, given);
  }
}

/**
 * The entry as every database gives it back: a subject may be what a stranger sent, and neither NUL nor half of a pair of
 * UTF-16 comes out of a column of text as it went in.
 */
const storable = (entry: AuditEntry): AuditEntry => ({
  ...entry,
  subject: entry.subject.replace(/\0|\p{Surrogate}/gu, "\ufffd"),
});

/** The row of an entry that follows `previous`. */
export function chained(entry: AuditEntry, previous: Link, salt: string, seals: Seals): ChainedRow {
  const { impersonal, personal } = divided(storable(entry));
  const sequence = previous.sequence + 1;
  const beside = personal === undefined ? null : canonicalJson(personal);
  const form: Chained = {
    ...impersonal,
    sequence,
    previousHash: previous.hash,
    personalHash: beside === null ? null : sha256(salt + beside),
  };
  const value = canonicalJson(form);
  const hash = sha256(value);
  return { sequence, value, hash, personal: beside, salt: beside && salt, seal: seals.make("entry", hash) };
}

export const chainedForm = ({ value }: Pick<ChainedRow, "value">): Chained => JSON.parse(value) as Chained;

/** The entry of a row. */
export function recordOf(row: Pick<ChainedRow, "value" | "personal" | "hash">): AuditRecord {
  const { sequence, previousHash, personalHash, ...impersonal } = chainedForm(row);
  const personal = row.personal === null ? undefined : (JSON.parse(row.personal) as Personal);
  return {
    id: `audit_${sequence}`,
    ...united(impersonal, personal),
    sequence,
    previousHash,
    hash: row.hash,
    personal: personalHash === null ? "none" : personal === undefined ? "erased" : "kept",
  };
}

/** What is wrong with a row that should follow `previous`; undefined: nothing. */
export function faultOf(row: ChainedRow, previous: Link, seals: Seals): ChainFault | undefined {
  if (row.sequence !== previous.sequence + 1) return "entry_missing";
  if (sha256(row.value) !== row.hash) return "entry_changed";
  if (!seals.fits("entry", row.hash, row.seal)) return "wrong_seal";
  const form = chainedForm(row);
  if (form.sequence !== row.sequence || form.previousHash !== previous.hash) return "wrong_order";
  if (row.personal !== null && sha256((row.salt ?? "") + row.personal) !== form.personalHash) return "entry_changed";
  return undefined;
}

/**
 * `wrong_order`: moved, put in, or made of another chain. `wrong_seal`: made by somebody without the account's key, or the key was lost.
 * `personal_missing`: more was taken out than erasures tell of.
 */
export type ChainFault =
  | "entry_missing"
  | "entry_changed"
  | "wrong_order"
  | "wrong_seal"
  | "beginning_missing"
  | "end_missing"
  | "personal_missing";
