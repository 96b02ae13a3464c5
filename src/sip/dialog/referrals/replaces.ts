/** Replaces (RFC 3891): which dialog an INVITE, or the one that a REFER asks for, takes the place of. */
import { err, ok, type Result } from "../../../kernel/result.ts";
import type { SipRequest } from "../../message/message.ts";
import { paramMap, parseParams } from "../../message/params.ts";
import type { Refusal } from "../capabilities.ts";
import type { Replaces } from "../usage.ts";

/** Far longer than any Call-ID with two tags that a phone makes. */
const MAX_CHARACTERS = 512;

/** callid = word [ "@" word ] (RFC 3261 §25.1), up to the first parameter. */
const CALL_ID = /^[-.!%*_+`'~()<>:\\"/[\]?{}0-9A-Za-z]+(?:@[-.!%*_+`'~()<>:\\"/[\]?{}0-9A-Za-z]+)?$/;

/** A header value, unescaped. "A Replaces header field MUST contain exactly one to-tag and exactly one from-tag" (§6.1); undefined where it does not. */
export function parseReplaces(value: string): Replaces | undefined {
  if (value.length > MAX_CHARACTERS) return undefined;
  const end = value.indexOf(";");
  const callId = value.slice(0, Math.max(end, 0)).trim();
  const params = parseParams(value.slice(Math.max(end, 0)).trimEnd());
  if (!CALL_ID.test(callId) || params === undefined) return undefined;
  const values = paramMap(params);
  const toTag = values.get("to-tag");
  const fromTag = values.get("from-tag");
  if (!toTag || !fromTag) return undefined;
  return { callId, toTag, fromTag, earlyOnly: values.has("early-only") };
}

/**
 * What an INVITE asks to replace; undefined when nothing. "If more than one Replaces header field is present in an INVITE …
 * the UAS MUST reject the request with a 400 Bad Request response" (§3); so it does one that it cannot read.
 */
export function replacesOf(invite: SipRequest): Result<Replaces | undefined, Refusal> {
  const [value, another] = invite.headers.all("Replaces");
  if (value === undefined) return ok(undefined);
  const replaces = another === undefined ? parseReplaces(value) : undefined;
  return replaces === undefined ? err({ status: 400, reason: "Bad Replaces", headers: [] }) : ok(replaces);
}
