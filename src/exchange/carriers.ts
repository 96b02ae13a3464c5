/** Which account's trunk an INVITE comes from: carriers are known by their address, and several accounts may have the same one. */
import type { Trunk } from "../accounts/directory/shapes.ts";
import { dialledOn } from "../calls/trunks/inbound.ts";
import { requestUriOf } from "../sip/message/access.ts";
import type { SipRequest } from "../sip/message/message.ts";
import type { Flow } from "../sip/transport/transport.ts";
import type { Pbx } from "./pbx.ts";
import type { Roster } from "./roster.ts";

/** A trunk with the account that it belongs to. */
export interface Carrier {
  readonly pbx: Pbx;
  readonly trunk: Trunk;
}

/** Undefined where the source is nobody's trunk, or not for sure: whoever it is has to prove it. */
export function carrierAt(roster: Roster, request: SipRequest, flow: Flow): Carrier | undefined {
  // The exact source of a phone's binding is never a trunk, of any account.
  const [registered, ...others] = roster.all.flatMap((pbx) => pbx.usersAt(flow).map((user) => ({ pbx, user })));
  if (registered !== undefined) {
    const { pbx, user } = registered;
    const trunk = others.length === 0 ? pbx.directory.trunkByUsername(user) : undefined;
    return trunk && { pbx, trunk };
  }
  const carriers = roster.all.flatMap((pbx) => pbx.trunksAt(flow).map((trunk) => ({ pbx, trunk })));
  return carriers.length > 1 ? meant(carriers, roster.ofDomain(requestUriOf(request).host), request) : carriers[0];
}

/** Of several: one of the account whose domain is called, and of those, or of all, the first that has the number. */
function meant(carriers: readonly Carrier[], called: Pbx | undefined, request: SipRequest): Carrier | undefined {
  const named = carriers.filter(({ pbx }) => pbx === called);
  const possible = named.length > 0 ? named : carriers;
  const hasNumber = ({ pbx, trunk }: Carrier) =>
    pbx.directory.numberFor(dialledOn(trunk, request), trunk.id) !== undefined;
  return possible.find(hasNumber) ?? possible[0];
}
