/** What a REGISTER says of each phone: which one, for how long, and how it is reached. */
import type { NameAddr, Uri } from "../message/fields.ts";
import type { Flow, Target } from "../transport/transport.ts";

/** §19.1.4, as far as it tells phones apart: scheme, user, host, port and transport; case matters in the user only. */
export function contactKey(aor: string, { scheme, user, host, port, params }: Uri): string {
  const transport = (params.get("transport") ?? "udp").toLowerCase();
  return JSON.stringify([aor, scheme, user ?? "", host, port ?? 5060, transport]);
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

/**
 * How the phone is reached: where it listens, if its Contact names the address that its REGISTER came from; else it is behind
 * a NAT and reached at that source, which passes the NAT (and nobody can register another's address). Over TCP by the same
 * connection while it lasts.
 */
export function targetOf(uri: Uri, flow: Flow): Target {
  const { transport, address, connection } = flow;
  const port = uri.host === address ? (uri.port ?? 5060) : flow.port;
  return { transport, host: address, port, ...(connection === undefined ? {} : { connection }) };
}
