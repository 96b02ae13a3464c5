import { contactsOf } from "../message/access.ts";
import { parseNameAddr } from "../message/fields.ts";
import type { SipResponse } from "../message/message.ts";
import { expiryOf } from "../registrar/contact.ts";

/** A day: what a registrar may make us believe of the future. */
const LONGEST = 86_400;

/**
 * For how long the registrar keeps our binding, seconds. RFC 3261 §10.2.4: the 2xx lists all bindings of the address-of-record;
 * one whose Contact was rewritten on the way is ours if it is the only one.
 * @param contact ours, as `<sip:…>`
 * @param asked what the REGISTER asked for
 */
export function grantedSeconds(response: SipResponse, contact: string, asked: number): number {
  const listed = contactsOf(response);
  const contacts = listed === undefined || listed === "*" ? [] : listed;
  const ours = parseNameAddr(contact)?.uri;
  const named = contacts.find(
    ({ uri }) => uri.user === ours?.user && uri.host === ours?.host && (uri.port ?? 5060) === (ours?.port ?? 5060),
  );
  const binding = named ?? (contacts.length === 1 ? contacts[0] : undefined);
  const field = response.headers.get("Expires");
  if (binding !== undefined) return Math.min(LONGEST, expiryOf(binding, field, asked));
  return field !== undefined && /^\d{1,10}$/.test(field) ? Math.min(LONGEST, Number(field)) : asked;
}
