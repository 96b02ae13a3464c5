/** What a REGISTER says of each phone: which one, and for how long. */
import type { NameAddr, Uri } from "../message/fields.ts";

/** §19.1.4, as far as it tells phones apart: scheme, user, host, port and transport; case matters in the user only. */
export function contactKey(aor: string, { scheme, user, host, port, params }: Uri): string {
  const transport = scheme === "sips" ? "tls" : (params.get("transport") ?? "udp").toLowerCase();
  return JSON.stringify([aor, scheme, user ?? "", host, port ?? (transport === "tls" ? 5061 : 5060), transport]);
}

/**
 * Seconds asked for: the `expires` parameter, else the Expires field, else `otherwise`.
 * §20.19, §10.2.1.1: malformed values "SHOULD be treated as equivalent to 3600", which is what `otherwise` is.
 */
export function expiryOf(contact: NameAddr, expiresField: string | undefined, otherwise: number): number {
  const text = contact.params.get("expires") ?? expiresField;
  // §20.19: "between 0 and (2**32)-1".
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : otherwise;
}

/** RFC 5626 §4.1: the phone's own name for itself, and for this flow of it. */
export function instanceOf(contact: NameAddr): string | undefined {
  const instance = contact.params.get("+sip.instance");
  return instance === undefined ? undefined : `${instance};${contact.params.get("reg-id") ?? ""}`;
}
