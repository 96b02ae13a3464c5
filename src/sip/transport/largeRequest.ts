/** Requests too large for a datagram that must not be fragmented. */
import type { SipRequest } from "../message/message.ts";
import { serialize } from "../message/serialize.ts";
import type { Target, TransportName } from "./transport.ts";

/** RFC 3261 §18.1.1, where the path MTU is not known: bytes, our Via included. */
const LARGE_BYTES = 1300;
/** What our Via adds at most: `SIP/2.0/UDP [v6 address]:port;rport;branch=…` and the field's name. */
const VIA_BYTES = 120;

/**
 * By what a request is sent to a hop, in order: the next one where the one before could not be reached.
 *
 * §18.1.1: "If a request is within 200 bytes of the path MTU, or if it is larger than 1300 bytes and the path MTU is unknown, the
 * request MUST be sent using an RFC 2914 congestion controlled transport protocol, such as TCP." And where no connection can be
 * made, "the element SHOULD retry the request, using UDP". A peer behind NAT cannot be connected to, and is not tried.
 * @param request without its Via
 */
export function transportsFor(request: SipRequest, hop: Target): readonly TransportName[] {
  if (hop.transport !== "udp" || hop.behindNat === true) return [hop.transport];
  return serialize(request).length + VIA_BYTES > LARGE_BYTES ? ["tcp", "udp"] : ["udp"];
}
