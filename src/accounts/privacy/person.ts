/** Whom an export or an erasure is about. */
import type { Problem } from "../../kernel/problem.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { AuditRecord, Seals } from "../audit/chain.ts";
import { invalid } from "../configuration/paging.ts";
import { comparableNumber } from "../lines/e164.ts";

/** Exactly one of them. */
export interface PersonAsked {
  readonly agentId?: string;
  readonly userId?: string;
  /** Of somebody outside, in whatever way it is written. */
  readonly number?: string;
}

/** Somebody outside the account, known by a number. */
export interface Customer {
  readonly is: "customer";
  /** Of the account alone, and of no use for finding the number. */
  readonly id: string;
  /** Comparable. */
  readonly number: string;
  readonly country: string;
}

/** An agent, a user, or somebody who is both: who has the same e-mail. */
export interface Member {
  readonly is: "member";
  /** What it was asked by. */
  readonly id: string;
  readonly agentId: string | undefined;
  readonly userId: string | undefined;
  /** In lower case. */
  readonly emails: ReadonlySet<string>;
}

export type Person = Customer | Member;

/** The number, or the id, that was asked about. */
export function askedOf(asked: PersonAsked): Result<{ field: keyof PersonAsked; value: string }, Problem> {
  const given = (["agentId", "userId", "number"] as const).flatMap((field) => {
    const value = asked[field];
    return value === undefined ? [] : [{ field, value }];
  });
  const [one] = given;
  if (one === undefined || given.length > 1) return err(invalid("", "must name one agentId, userId or number"));
  return ok(one);
}

export function customerOf(number: string, country: string, seals: Seals): Result<Customer, Problem> {
  const comparable = comparableNumber(number, country);
  if (comparable === undefined) return err(invalid("number", "must be a telephone number"));
  const id = `customer_${seals.make("person", comparable).slice(0, 24)}`;
  return ok({ is: "customer", id, number: comparable, country });
}

/** Whether the number, in whatever way it is written, is the customer's. */
export const isNumberOf = ({ number, country }: Customer, written: string | null): boolean =>
  written !== null && comparableNumber(written, country) === number;

/** Whether an entry names the person: who did it, whom it was done to, or somebody in its detail. */
export function isAbout(record: AuditRecord, person: Person): boolean {
  const texts = textsIn([record.actor, record.subject, record.detail]);
  if (person.is === "customer") return texts.some((text) => isNumberOf(person, text));
  return texts.some(
    (text) => text === person.agentId || text === person.userId || person.emails.has(text.toLowerCase()),
  );
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
