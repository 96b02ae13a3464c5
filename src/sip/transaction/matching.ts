/** Under which key a message finds its transaction (RFC 3261 §17.1.3 and §17.2.3). */
import { callIdOf, cseqOf, fromOf, isLegacy, tagOf, toOf, topVia } from "../message/access.ts";
import type { SipMessage, SipRequest, SipResponse } from "../message/message.ts";

export const toTag = (message: SipMessage): string | undefined => tagOf(toOf(message));

/** §17.1.3: "the same value of the branch parameter in the top Via header field" and "the method parameter in the CSeq header field". */
export const clientKey = (message: SipMessage): string => `${topVia(message).branch}|${cseqOf(message).method}`;

/**
 * §17.2.3: branch, sent-by and method; for a peer of RFC 2543, without the magic cookie, the fields named there.
 * Call-ID and CSeq number stand beside the branch, which is unique only if its maker is honest and careful: a CANCEL (§9.1),
 * an ACK (§17.1.1.3) and a retransmission have the same ones.
 * @param method the method of the transaction looked for, where it is not the request's own: INVITE for a CANCEL.
 */
export function serverKey(request: SipRequest, method: string = request.method): string {
  return branchKey(request, method) ?? legacyKey(request, method, toTag(request));
}

/** The keys an ACK's INVITE may stand under. */
export function acknowledgedKeys(ack: SipRequest): string[] {
  const key = branchKey(ack, "INVITE");
  // RFC 2543: the To tag of the ACK is that of our response; the INVITE had none, or, within a dialog, the same.
  return key === undefined ? [legacyKey(ack, "INVITE", undefined), legacyKey(ack, "INVITE", toTag(ack))] : [key];
}

/** Whether an ACK found by `acknowledgedKeys` means this response: without the cookie, when "the To tag of the ACK is equal to the To tag of the response". */
export function acknowledges(ack: SipRequest, response: SipResponse | undefined): boolean {
  if (branchKey(ack, "INVITE") !== undefined) return true;
  return response !== undefined && toTag(ack) === toTag(response);
}

/** §8.2.2.2: what a request that took two paths has in common with itself; undefined within a dialog, where it means nothing. */
export function mergeKey(request: SipRequest): string | undefined {
  if (toTag(request) !== undefined) return undefined;
  const { number, method } = cseqOf(request);
  return JSON.stringify([tagOf(fromOf(request)), callIdOf(request), number, method]);
}

/** Undefined where the branch is not one of RFC 3261. */
function branchKey(request: SipRequest, method: string): string | undefined {
  if (isLegacy(request)) return undefined;
  const via = topVia(request);
  return `${via.branch?.toLowerCase()}|${via.host}:${via.port ?? 5060}|${method}|${cseqOf(request).number}|${callIdOf(request)}`;
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
