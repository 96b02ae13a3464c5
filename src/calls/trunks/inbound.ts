/** What a trunk's INVITE says of who calls whom. */
import type { Trunk } from "../../accounts/directory/shapes.ts";
import { fromOf, requestUriOf, toOf } from "../../sip/message/access.ts";
import { type NameAddr, parseNameAddr } from "../../sip/message/fields.ts";
import type { SipRequest } from "../../sip/message/message.ts";
import { registersAt } from "./hop.ts";

export interface Caller {
  readonly number: string;
  readonly name: string | null;
}

/** RFC 3323 §4.1.1.3 calls such a user "anonymous". */
export const ANONYMOUS = "anonymous";

/** Values of P-Asserted-Identity that are read: RFC 3325 §9.1 allows a SIP and a tel URI. */
const MAX_IDENTITIES = 2;

/** Who calls: P-Asserted-Identity, which the trunk vouches for (RFC 3325 §9.1), before From; nobody where the caller asks for privacy. */
export function callerOf(request: SipRequest): Caller {
  const from = fromOf(request);
  const claimed = unescaped(from);
  if (asksForPrivacy(request) || from.uri.host === "anonymous.invalid") return { number: ANONYMOUS, name: null };
  const asserted = request.headers
    .all("P-Asserted-Identity")
    .slice(0, MAX_IDENTITIES)
    .map(parseNameAddr)
    .find((identity) => identity !== undefined && unescaped(identity) !== "");
  const name = asserted?.displayName ?? from.displayName ?? null;
  return { number: (asserted === undefined ? claimed : unescaped(asserted)) || ANONYMOUS, name };
}

/**
 * RFC 3325 §9.3: with `id` the identity is not told to what is outside the trust domain, as phones are; RFC 3323 §4.2: with `user` and `header` nothing
 * that names the caller is.
 */
const asksForPrivacy = (request: SipRequest): boolean =>
  request.headers
    .all("Privacy")
    .flatMap((value) => value.split(";"))
    .some((value) => /^\s*(id|user|header)\s*$/i.test(value));

/** The number dialled: the user of the Request-URI; that of To where the trunk calls the Contact that we registered with it. */
export function dialledOn(trunk: Trunk, request: SipRequest): string {
  const dialled = unescapedUser(requestUriOf(request).user ?? "");
  return registersAt(trunk) && dialled === trunk.username ? unescaped(toOf(request)) : dialled;
}

/** The user of an address. */
export const unescaped = (address: NameAddr): string => unescapedUser(address.uri.user ?? "");

/** RFC 3261 §19.1.4: an escape and the character it stands for mean the same. A user's parameters (`;phone-context`) are left off. */
export function unescapedUser(user: string): string {
  const bare = user.split(";", 1)[0]!;
  try {
    return decodeURIComponent(bare);
  } catch {
    return bare;
  }
}
