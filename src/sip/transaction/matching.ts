/** Under which key a message finds its transaction (RFC 3261 §17.1.3 and §17.2.3). */
import { callIdOf, cseqOf, fromOf, tagOf, toOf, topVia } from "../message/access.ts";
import type { Via } from "../message/fields.ts";
import type { SipMessage, SipRequest, SipResponse } from "../message/message.ts";

/** §8.1.1.7: a branch that begins so is unique across space and time. Compared without regard to case, as tokens are (§7.3.1). */
const MAGIC_COOKIE = "z9hg4bk";

export const toTag = (message: SipMessage): string | undefined => tagOf(toOf(message));

/** §17.1.3: "the same value of the branch parameter in the top Via header field" and "the method parameter in the CSeq header field". */
export const clientKey = (message: SipMessage): string => `${topVia(message).branch}|${cseqOf(message).method}`;

/**
 * §17.2.3: branch, sent-by and method; for a peer of RFC 2543, without the magic cookie, the fields named there.
 * @param method the method of the transaction looked for, where it is not the request's own: INVITE for a CANCEL.
 */
export function serverKey(request: SipRequest, method: string = request.method): string {
  return branchKey(topVia(request), method) ?? legacyKey(request, method, toTag(request));
}

/** The keys an ACK's INVITE may stand under. */
export function acknowledgedKeys(ack: SipRequest): string[] {
  const key = branchKey(topVia(ack), "INVITE");
  // RFC 2543: the To tag of the ACK is that of our response; the INVITE had none, or, within a dialog, the same.
  return key === undefined ? [legacyKey(ack, "INVITE", undefined), legacyKey(ack, "INVITE", toTag(ack))] : [key];
}

/** Whether an ACK found by `acknowledgedKeys` means this response: without the cookie, when "the To tag of the ACK is equal to the To tag of the response". */
export function acknowledges(ack: SipRequest, response: SipResponse | undefined): boolean {
  if (branchKey(topVia(ack), "INVITE") !== undefined) return true;
  return response !== undefined && toTag(ack) === toTag(response);
}

/** §8.2.2.2: what a request that took two paths has in common with itself; undefined within a dialog, where it means nothing. */
export function mergeKey(request: SipRequest): string | undefined {
  if (toTag(request) !== undefined) return undefined;
  const { number, method } = cseqOf(request);
  return JSON.stringify([tagOf(fromOf(request)), callIdOf(request), number, method]);
}

/** Undefined where the branch is not one of RFC 3261: also the cookie alone identifies nothing (RFC 4475 §3.2.1). */
function branchKey(via: Via, method: string): string | undefined {
  const branch = via.branch?.toLowerCase();
  if (branch === undefined || !branch.startsWith(MAGIC_COOKIE) || branch.length === MAGIC_COOKIE.length)
    return undefined;
  return `${branch}|${via.host}:${via.port ?? 5060}|${method}`;
}

const legacyKey = (request: SipRequest, method: string, tag: string | undefined): string =>
  JSON.stringify([
    request.uri,
    tag,
    tagOf(fromOf(request)),
    callIdOf(request),
    cseqOf(request).number,
    method,
    topVia(request).raw,
  ]);
