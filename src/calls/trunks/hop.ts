/** Where a trunk is, as its settings say. */
import { isIP } from "node:net";
import type { Trunk } from "../../accounts/directory/shapes.ts";
import { uriHost } from "../../kernel/addresses.ts";
import { defaultPort, type Target } from "../../sip/transport/transport.ts";

/** The host without the brackets that an IPv6 address may have been given with. */
export const hostOf = ({ host }: Pick<Trunk, "host">): string => host.replace(/^\[|\]$/g, "");

/** RFC 3263 §4.2: a port, or an address instead of a name, leaves nothing to locate. */
export function hopOf(trunk: Pick<Trunk, "host" | "port" | "transport">): Target {
  const host = hostOf(trunk);
  const transport = trunk.transport === "auto" ? "udp" : trunk.transport;
  const located = trunk.port === null && isIP(host) === 0;
  return {
    transport,
    host,
    port: trunk.port ?? defaultPort(transport),
    ...(located ? { locate: trunk.transport === "auto" ? ("naptr" as const) : ("srv" as const) } : {}),
  };
}

/** `user@host:port;transport=tcp` as a URI of the trunk; without a user the trunk itself. */
export function uriAt(trunk: Pick<Trunk, "host" | "port" | "transport">, user?: string): string {
  const port = trunk.port === null ? "" : `:${trunk.port}`;
  const transport = trunk.transport === "tcp" || trunk.transport === "tls" ? `;transport=${trunk.transport}` : "";
  return `sip:${user === undefined ? "" : `${user}@`}${uriHost(hostOf(trunk))}${port}${transport}`;
}

/** Whether we register at the trunk. */
export const registersAt = ({ auth, register }: Pick<Trunk, "auth" | "register">): boolean =>
  register && auth !== "accept-register";

/** The host of our numbers toward the trunk: where we register it is the registrar's domain. */
export function ownDomain(trunk: Trunk, domain: string): string {
  return trunk.fromDomain ?? (registersAt(trunk) ? hostOf(trunk) : domain);
}
