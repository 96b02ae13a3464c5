import { parseUri } from "../../sip/message/fields.ts";
import { unescapedUser } from "../trunks/inbound.ts";

/**
 * What the Contacts of a 3xx ask us to dial (RFC 3261 §8.1.3.4). Only their user parts: we route them as if they had been
 * dialled, so that nobody makes us send to a host of their choice.
 */
export const dialledByContacts = (contacts: readonly string[]): string[] => [
  ...new Set(contacts.map((contact) => unescapedUser(parseUri(contact)?.user ?? "")).filter((user) => user !== "")),
];
