/**
 * The fields on which everything depends, of a message that was validated by `parse.ts` or made by us.
 * Anything else is a broken invariant and throws.
 */
import {
  type CSeq,
  type NameAddr,
  parseCSeq,
  parseNameAddr,
  parseUri,
  parseVia,
  type Uri,
  type Via,
} from "./fields.ts";
import type { SipMessage, SipRequest } from "./message.ts";

export const topVia = (message: SipMessage): Via => known(parseVia(first(message, "Via")), "Via");
export const fromOf = (message: SipMessage): NameAddr => address(first(message, "From"));
export const toOf = (message: SipMessage): NameAddr => address(first(message, "To"));
export const cseqOf = (message: SipMessage): CSeq => known(parseCSeq(first(message, "CSeq")), "CSeq");
export const callIdOf = (message: SipMessage): string => first(message, "Call-ID");
export const requestUriOf = (request: SipRequest): Uri => known(parseUri(request.uri), "Request-URI");

/**
 * Whether a request is one of RFC 2543. §8.1.1.7: a branch of RFC 3261 begins with the cookie, which is compared without regard
 * to case, as tokens are (§7.3.1); the cookie alone identifies nothing (RFC 4475 §3.2.1).
 */
export const isLegacy = (request: SipRequest): boolean => !/^z9hG4bK./i.test(topVia(request).branch ?? "");

/** The tag of From or To; undefined where there is none (RFC 2543, and To before the dialog). */
export const tagOf = (address: NameAddr): string | undefined => address.params.get("tag") || undefined;

/** "*" stands alone (RFC 3261 §10.2.2); undefined when the field is absent. */
export function contactsOf(message: SipMessage): readonly NameAddr[] | "*" | undefined {
  const values = message.headers.all("Contact");
  if (values.length === 0) return undefined;
  return values[0] === "*" ? "*" : values.map(address);
}

/** 0 to 255; undefined when absent (RFC 2543). */
export function maxForwardsOf(message: SipMessage): number | undefined {
  const value = message.headers.get("Max-Forwards");
  return value === undefined ? undefined : Number(value);
}

const address = (value: string): NameAddr => known(parseNameAddr(value), "address");
const first = (message: SipMessage, name: string): string => known(message.headers.get(name), name);

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`invariant: ${what} of a validated message`);
  return value;
}
