/** What we can process (RFC 3261 §8.2.1–8.2.3), and how we say no to the rest. */
import { contactsOf, isLegacy } from "../message/access.ts";
import type { HeaderList } from "../message/headers.ts";
import type { SipMessage, SipRequest } from "../message/message.ts";
import { type BodyPart, bodyPartsOf } from "./bodyParts.ts";
import { MIN_SE, sessionExpiresOf } from "./sessionTimer/sessionInterval.ts";

/** What may begin or happen in a leg. */
const methods = ["INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "INFO", "UPDATE", "PRACK", "REFER"];

/** Within a dialog these are answered too, but no event package is ours to offer (`referrals.ts`). */
const events = ["NOTIFY", "SUBSCRIBE"];

/** Reliable provisional responses (RFC 3262), session timers (RFC 4028), INVITE with Replaces (RFC 3891), REFER without a subscription (RFC 4488). */
const extensions = ["100rel", "timer", "replaces", "norefersub"];

/** The value of Allow. */
export const allow = methods.join(", ");

/** The value of Accept. */
export const accept = "application/sdp, multipart/mixed";

/** The value of Supported. */
export const supported = extensions.join(", ");

/** Whether the peer says, in Supported or Require, that it knows this extension (RFC 3261 §20.32, §20.37). */
export const knows = (message: SipMessage, optionTag: string): boolean =>
  message.headers.all("Supported").some((tag) => tag.toLowerCase() === optionTag) || requires(message, optionTag);

/** Whether the message says, in Require, that this extension is to be used. */
export const requires = (message: SipMessage, optionTag: string): boolean =>
  message.headers.all("Require").some((tag) => tag.toLowerCase() === optionTag);

/** Whether the peer says that it takes this method within the dialog (§20.5). */
export const allows = (message: SipMessage, method: string): boolean => message.headers.all("Allow").includes(method);

/** A final failure in the making. */
export interface Refusal {
  readonly status: number;
  readonly reason?: string;
  readonly headers: HeaderList;
}

/** The media type of the body in lower case, without parameters; "" when there is no Content-Type. */
export const contentTypeOf = (message: SipMessage): string =>
  (message.headers.get("Content-Type") ?? "").split(";")[0]!.trim().toLowerCase();

/** The session description a message carries, alone or among other parts; undefined when it has none. */
export const sdpOf = (message: SipMessage): string | undefined =>
  bodyPartsOf(message)?.find(isSessionDescription)?.body.toString("utf8");

/** SDP is for the session unless it says otherwise (RFC 3261 §20.11): `early-session` (RFC 3959) is none of ours. */
const isSessionDescription = ({ type, disposition = "session" }: BodyPart): boolean =>
  type === "application/sdp" && disposition === "session";

/** Why a request within a dialog cannot be processed, in the order of RFC 3261 §8.2; undefined when it can. */
export const refusalOf = (request: SipRequest): Refusal | undefined =>
  methodRefusal(request) ?? extensionRefusal(request) ?? contentRefusal(request) ?? intervalRefusal(request);

/** The same for an INVITE that wants to make a leg: asked before one is made. */
export const inviteRefusal = (invite: SipRequest): Refusal | undefined => refusalOf(invite) ?? contactRefusal(invite);

/** §8.2.1: a method that is not supported "MUST" get a 405 with Allow. */
function methodRefusal(request: SipRequest): Refusal | undefined {
  const { method } = request;
  return methods.includes(method) || events.includes(method) ? undefined : { status: 405, headers: [["Allow", allow]] };
}

/** §8.2.2.3: a 420 "MUST" list the option tags "not understood by the element" in Unsupported, and those alone. */
function extensionRefusal(request: SipRequest): Refusal | undefined {
  const unknown = request.headers.all("Require").filter((tag) => !extensions.includes(tag.toLowerCase()));
  return unknown.length === 0 ? undefined : { status: 420, headers: [["Unsupported", unknown.join(", ")]] };
}

const offering = ["INVITE", "UPDATE", "PRACK"];

/** §8.2.3, for the methods whose body we read as an offer. INFO may carry anything; other bodies say nothing to us. */
function contentRefusal(request: SipRequest): Refusal | undefined {
  if (request.body.length === 0 || !offering.includes(request.method)) return undefined;
  const encoding = request.headers.get("Content-Encoding")?.toLowerCase() ?? "identity";
  if (encoding !== "identity") return { status: 415, headers: [["Accept-Encoding", "identity"]] };
  const parts = bodyPartsOf(request);
  return parts?.every((part) => isSessionDescription(part) || mayBeLeftUnread(part, parts.length > 1))
    ? undefined
    : { status: 415, headers: [["Accept", accept]] };
}

/**
 * §20.11: "If the handling parameter is missing, the value 'required' SHOULD be assumed." Deviation: not of a part among others,
 * since carriers send ISUP beside their SDP without a word on it.
 */
const mayBeLeftUnread = ({ handling }: BodyPart, amongOthers: boolean): boolean =>
  handling === "optional" || (amongOthers && handling === undefined);

/** RFC 4028 §9: an interval "smaller than the interval that the UAS is willing to take" is answered 422 with Min-SE. */
function intervalRefusal(request: SipRequest): Refusal | undefined {
  if (request.method !== "INVITE" && request.method !== "UPDATE") return undefined;
  if (request.headers.get("Session-Expires") === undefined) return undefined;
  const asked = sessionExpiresOf(request);
  if (asked === undefined) return { status: 400, reason: "Bad Session-Expires", headers: [] };
  // Only who knows session timers can make sense of a 422; otherwise the interval is the word of a proxy on the way.
  if (asked.interval >= MIN_SE || !knows(request, "timer")) return undefined;
  return { status: 422, headers: [["Min-SE", `${MIN_SE}`]] };
}

/**
 * §8.1.1.8: Contact "MUST be present and contain exactly one SIP or SIPS URI" in a request that makes a dialog.
 * RFC 2543 did not ask for it: such a caller is reached where it called from.
 */
function contactRefusal(invite: SipRequest): Refusal | undefined {
  const contacts = contactsOf(invite);
  if (contacts === undefined && isLegacy(invite)) return undefined;
  const only = Array.isArray(contacts) && contacts.length === 1 ? contacts[0] : undefined;
  const scheme = only?.uri.scheme;
  return scheme === "sip" || scheme === "sips" ? undefined : { status: 400, reason: "Bad Contact", headers: [] };
}
