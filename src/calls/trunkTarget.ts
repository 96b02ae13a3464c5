/** What an INVITE to a trunk says: where it goes, who is called, who calls. */
import type { Trunk } from "../accounts/shapes.ts";
import type { Target } from "../sip/transport/transport.ts";
import { contactUri, nameAddr, uriHost, userPart } from "./callerId.ts";
import type { DialTarget } from "./dialTarget.ts";

/** What of a call the trunk is told. */
export interface TrunkCall {
  /** The number to be called, after the route's `strip` and `prepend`. */
  readonly number: string;
  /** The number that calls. */
  readonly callerId: string;
}

export interface TrunkTargetWorld {
  /** Of our addresses of record. */
  readonly domain: string;
  readonly localFor: (target: Target) => { address: string; port: number };
}

export function trunkTarget(trunk: Trunk, { number, callerId }: TrunkCall, world: TrunkTargetWorld): DialTarget {
  const host = trunk.port === null ? uriHost(trunk.host) : `${uriHost(trunk.host)}:${trunk.port}`;
  const transport = trunk.transport === "tcp" ? "tcp" : "udp";
  const target: Target = { transport, host: trunk.host, port: trunk.port ?? 5060 };
  const local = world.localFor(target);
  return {
    target,
    localAddress: local.address,
    requestUri: `sip:${userPart(number)}@${host}${transport === "tcp" ? ";transport=tcp" : ""}`,
    from: nameAddr(null, callerId, world.domain),
    to: `<sip:${userPart(number)}@${host}>`,
    contact: contactUri(callerId, local, transport),
    headers: [["P-Asserted-Identity", nameAddr(null, callerId, world.domain)]],
    trunkId: trunk.id,
  };
}
