/** What of an audit entry tells who somebody is: it stands beside the chain, so that it can be erased without breaking it. */
import type { AuditEntry } from "../journal/journal.ts";

/** What is taken out of an entry. */
export interface Personal {
  readonly email?: string;
  readonly ip?: string;
  /** Where the subject was an e-mail. */
  readonly subject?: string;
  readonly detail?: Record<string, unknown>;
}

/** What stays of an entry for as long as the log is kept: ids, never names. */
export interface Impersonal {
  readonly at: string;
  readonly userId: string | null;
  readonly action: string;
  /** Null where the entry told it by something personal. */
  readonly subject: string | null;
  readonly detail: Record<string, unknown>;
}

/** Fields of an entry's detail that name a person, say where one is, or were written by one. */
const PERSONAL = new Set(["email", "ip", "name", "number", "purpose", "to", "userAgent"]);

/** An entry in its two parts; `personal` undefined where nothing in it is. */
export function divided({ at, actor, action, subject, detail }: AuditEntry): {
  readonly impersonal: Impersonal;
  readonly personal: Personal | undefined;
} {
  const fields = Object.entries(detail);
  const taken = fields.filter(([key, value]) => value !== null && value !== undefined && isPersonal(key, value));
  const isEmail = looksLikeEmail(subject);
  const personal: Personal = {
    ...(actor.email === null ? {} : { email: actor.email }),
    ...(actor.ip === null ? {} : { ip: actor.ip }),
    ...(isEmail ? { subject } : {}),
    ...(taken.length === 0 ? {} : { detail: Object.fromEntries(taken) }),
  };
  return {
    impersonal: {
      at,
      userId: actor.userId,
      action,
      subject: isEmail ? null : subject,
      detail: Object.fromEntries(fields.filter((field) => !taken.includes(field))),
    },
    personal: Object.keys(personal).length === 0 ? undefined : personal,
  };
}

const isPersonal = (key: string, value: unknown): boolean =>
  PERSONAL.has(key) || (typeof value === "string" && looksLikeEmail(value));

const looksLikeEmail = (text: string): boolean => text.includes("@");

/** The entry again. Of one that was erased only what is impersonal. */
export const united = (
  { at, userId, action, subject, detail }: Impersonal,
  personal: Personal | undefined,
): AuditEntry => ({
  at,
  actor: { userId, email: personal?.email ?? null, ip: personal?.ip ?? null },
  action,
  subject: subject ?? personal?.subject ?? "",
  detail: { ...detail, ...personal?.detail },
});
