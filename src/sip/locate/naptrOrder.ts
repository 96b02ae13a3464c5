import type { TransportName } from "../transport/transport.ts";
import type { NaptrRecord } from "./dns.ts";

/** RFC 3263 §4.1, with the services that RFC 3261's transports have. */
const transports: Readonly<Record<string, TransportName>> = {
  "SIP+D2U": "udp",
  "SIP+D2T": "tcp",
  "SIPS+D2T": "tls",
};

/** A transport that a domain offers, and the name under which its SRV records stand. */
export interface Service {
  readonly transport: TransportName;
  readonly srvName: string;
}

/**
 * The services that NAPTR offers, the domain's favourite first.
 * RFC 3263 §4.1: "a client MUST discard any service fields that identify a resolution service whose value is not "D2X", for values
 * of X that indicate transport protocols supported by the client."
 */
export function naptrOrder(records: readonly NaptrRecord[], ours: readonly TransportName[]): Service[] {
  return [...records]
    .sort((a, b) => a.order - b.order || a.preference - b.preference)
    .flatMap(({ flags, service, replacement }) => {
      const transport = transports[service.toUpperCase()];
      const usable = transport !== undefined && ours.includes(transport) && flags.toLowerCase() === "s";
      return usable ? [{ transport, srvName: replacement }] : [];
    });
}

/** Where the SRV records of a domain's transport stand when no NAPTR says so (RFC 3263 §4.1). */
export const srvName = (transport: TransportName, domain: string): string =>
  ({ udp: `_sip._udp.${domain}`, tcp: `_sip._tcp.${domain}`, tls: `_sips._tcp.${domain}` })[transport];
