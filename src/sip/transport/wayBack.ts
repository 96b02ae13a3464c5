import { isSameAddress } from "../../kernel/addresses.ts";
import type { Uri } from "../message/fields.ts";
import { defaultPort, type Flow, type Target } from "./transport.ts";

/**
 * How the sender of a request is reached: where it listens, if its Contact names the address that the request came from; else
 * it is behind a NAT and reached at that source, which passes the NAT (and nobody can name another's address). Over a stream
 * by the same connection while it lasts.
 */
export function wayBack(contact: Uri | undefined, flow: Flow): Target {
  const { transport, address, connection } = flow;
  const direct = contact !== undefined && isSameAddress(contact.host, address);
  const port = direct ? (contact.port ?? defaultPort(transport)) : flow.port;
  return {
    transport,
    host: address,
    port,
    ...(direct ? {} : { behindNat: true }),
    ...(connection === undefined ? {} : { connection }),
  };
}
