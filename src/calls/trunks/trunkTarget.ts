/** What an INVITE to a trunk says: where it goes, who is called, who calls. */
import type { Directory } from "../../accounts/directory/directory.ts";
import type { Trunk } from "../../accounts/directory/shapes.ts";
import { numberInFormat } from "../../accounts/lines/e164.ts";
import { uriHost } from "../../kernel/addresses.ts";
import type { Binding } from "../../sip/registrar/bindings.ts";
import type { Target } from "../../sip/transport/transport.ts";
import { contactUri, nameAddr, userPart } from "../legs/callerId.ts";
import type { DialTarget } from "../legs/dialTarget.ts";
import { type SecurityWorld, securityToward } from "../legs/mediaSecurity.ts";
import { codecsOf } from "./codecs.ts";
import { hopOf, ownDomain, registersAt, uriAt } from "./hop.ts";
import { ANONYMOUS } from "./inbound.ts";

/** What of a call the trunk is told. */
export interface TrunkCall {
  /** The number to be called, after the route's `strip` and `prepend`. */
  readonly number: string;
  /** The number that calls. */
  readonly callerId: string;
}

export interface TrunkTargetWorld extends SecurityWorld {
  readonly directory: Pick<Directory, "settings">;
  /** Of our addresses of record. */
  readonly domain: string;
  readonly localFor: (target: Target) => { address: string; port: number };
  /** Where a trunk that registers with us is. */
  readonly bindingsOf: (username: string) => readonly Binding[];
}

/** The two numbers as the trunk wants them written. */
export const numbersToldTo = (trunk: Trunk, { number, callerId }: TrunkCall, country: string) => ({
  called: numberInFormat(number, trunk.dialledFormat, country),
  calling: numberInFormat(callerId, trunk.callingFormat, country),
});

/** Undefined for a trunk that should have registered with us and has not, and where SRTP is required and its keys could be read. */
export function trunkTarget(trunk: Trunk, call: TrunkCall, world: TrunkTargetWorld): DialTarget | undefined {
  const { called, calling } = numbersToldTo(trunk, call, world.directory.settings().country);
  const way = wayTo(trunk, userPart(called), world);
  const security = way && securityToward(trunk.srtp, way.target, { trunkId: trunk.id }, world);
  if (way === undefined || security === undefined) return undefined;
  const { from, headers } = identityOf(trunk, calling, ownDomain(trunk, world.domain));
  const local = world.localFor(way.target);
  // A registrar knows us by the Contact that we registered.
  const contactUser = registersAt(trunk) && trunk.username !== null ? trunk.username : calling;
  const codecs = codecsOf(trunk);
  return {
    ...way,
    ...(codecs === undefined ? {} : { codecs }),
    security,
    dtmf: trunk.dtmf,
    from,
    headers,
    to: `<${way.requestUri}>`,
    localAddress: local.address,
    contact: contactUri(contactUser, local, way.target.transport, way.requestUri),
    trunkId: trunk.id,
  };
}

function wayTo(
  trunk: Trunk,
  number: string,
  world: TrunkTargetWorld,
): Pick<DialTarget, "target" | "requestUri"> | undefined {
  if (trunk.auth !== "accept-register") return { target: hopOf(trunk), requestUri: uriAt(trunk, number) };
  const binding = world.bindingsOf(trunk.username ?? "")[0];
  // The number at the place that its Contact names: it has registered one user and serves many numbers.
  return (
    binding && { target: binding.target, requestUri: binding.contact.replace(/^(sips?:)(?:[^@]*@)?/i, `$1${number}@`) }
  );
}

/**
 * From and P-Asserted-Identity. A caller who wants privacy is told to the trunk, which we trust, and to nobody beyond it: RFC 3323 §4.1.1.3 gives the
 * From, RFC 3325 §9.3 the Privacy.
 */
function identityOf(trunk: Trunk, calling: string, domain: string): Pick<DialTarget, "from" | "headers"> {
  const host = uriHost(domain);
  const unknown = calling === ANONYMOUS;
  const asserted = unknown ? trunk.username : calling;
  const pai = asserted === null ? [] : [["P-Asserted-Identity", nameAddr(null, asserted, host)] as const];
  if (trunk.anonymous || unknown)
    return { from: `"Anonymous" <sip:${ANONYMOUS}@anonymous.invalid>`, headers: [...pai, ["Privacy", "id"]] };
  const claimed = trunk.identity === "p-asserted-identity" ? (trunk.username ?? calling) : calling;
  return { from: nameAddr(null, claimed, host), headers: trunk.identity === "from" ? [] : pai };
}
