/** Where a request within a dialog goes: what it says (RFC 3261 §12.2.1.1), and where we really send it. */
import { isSameAddress } from "../../kernel/addresses.ts";
import type { Uri } from "../message/fields.ts";
import { parseNameAddr, parseUri } from "../message/fields.ts";
import type { Target, TransportName } from "../transport/transport.ts";

export interface Routing {
  /** The Request-URI. */
  readonly uri: string;
  /** The values of Route, in order. */
  readonly routes: readonly string[];
  /** The URI of the first hop: the first route, or the remote target. */
  readonly hop: string;
}

/** Request-URI and Route for a remote target behind a route set (§12.2.1.1). */
export function routing(remoteTarget: string, routeSet: readonly string[]): Routing {
  const first = routeSet[0];
  const firstUri = first === undefined ? undefined : parseNameAddr(first)?.uri;
  if (firstUri === undefined) return { uri: remoteTarget, routes: routeSet, hop: remoteTarget };
  // "If the first URI in the route set contains the lr parameter, the UAC MUST place the remote target URI into the Request-URI
  // and MUST include a Route header field containing the route set values in order, including all parameters."
  if (firstUri.params.has("lr")) return { uri: remoteTarget, routes: routeSet, hop: firstUri.raw };
  // A strict router: "the UAC MUST place the first URI from the route set into the Request-URI, stripping any parameters
  // that are not allowed in a Request-URI"; the rest follows in Route, with the remote target at its end.
  return { uri: requestUri(firstUri), routes: [...routeSet.slice(1), `<${remoteTarget}>`], hop: firstUri.raw };
}

/** A URI as it may stand in a request line: without headers and without the method parameter (§19.1.1, table 1). */
export function requestUri(uri: Uri): string {
  const hostAt = uri.raw.lastIndexOf("@") + 1;
  const headersAt = uri.hasHeaders ? uri.raw.indexOf("?", hostAt) : -1;
  const bare = headersAt < 0 ? uri.raw : uri.raw.slice(0, headersAt);
  return bare.slice(0, hostAt) + bare.slice(hostAt).replace(/;method=[^;]*/gi, "");
}

/**
 * The next hop of a request toward the peer that signals from `target`. Contact, Route, maddr and Request-URI never make us send
 * to a host of the peer's choice: the host is always the target's, which also is the way through a NAT. Only where the URI names that
 * same host (no NAT) do we follow the port and transport it names. Deviation: §8.1.2 would resolve the URI (RFC 3263).
 */
export function nextHop(hop: string, target: Target): Target {
  const uri = parseUri(hop);
  if (uri === undefined || !isSameAddress(uri.host, target.host.toLowerCase())) return target;
  const transport = transportOf(uri, target.transport);
  // An open connection is the best way back to whoever opened it (RFC 5626 §4); once it is closed, we go where the URI says.
  const leaves = target.connection !== undefined && transport !== target.transport;
  if (uri.port === undefined || transport === undefined || leaves) return target;
  // RFC 3263 §4.2: a port leaves nothing to locate.
  const { locate, ...place } = target;
  return { ...place, transport, port: uri.port };
}

/** The transport a URI asks for, if it is one of ours; the one in use when it does not say. */
function transportOf(uri: Uri, current: TransportName): TransportName | undefined {
  // RFC 3261 §26.2.2: a SIPS URI is reached by TLS.
  if (uri.scheme === "sips") return "tls";
  const asked = uri.params.get("transport")?.toLowerCase() ?? current;
  return asked === "udp" || asked === "tcp" || asked === "tls" ? asked : undefined;
}
