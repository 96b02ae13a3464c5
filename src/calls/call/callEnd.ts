/** How calls end: what that means to the report, and to the caller. */
import { withPhrase } from "../../sip/message/reasonPhrases.ts";
import { isRefusedByPerson } from "../hunts/outcomes.ts";
import type { CallEnd } from "./callRecord.ts";

/** The end of a call that somebody hung up, or gave up before the answer. @param reason the Reason given (RFC 3326) */
export const hungUp = (by: CallEnd["by"], live: boolean, reason?: string): CallEnd => ({
  by,
  ...(live
    ? ({ disposition: "answered", sipStatus: 200 } as const)
    : ({ disposition: "cancelled", sipStatus: 487 } as const)),
  ...(reason === undefined ? {} : { reason }),
});

/** The end of a call that nobody answered. Asked-for rejection counts as busy, as phones mean it. */
export function endOfUnanswered(status: number): CallEnd {
  return { by: "system", disposition: dispositionOf(status), sipStatus: status };
}

function dispositionOf(status: number): CallEnd["disposition"] {
  if (isRefusedByPerson(status)) return "busy";
  if (status === 480 || status === 408 || status === 487) return "no_answer";
  return "failed";
}

/**
 * The status for the caller. A challenge or a redirection of the far leg means nothing to this dialog,
 * which has other credentials and another target (B2BUA: RFC 5853 §3.2 treats both as local matters).
 */
export function toCaller(status: number | null): { status: number; reason: string } {
  const relayed = status === null || status < 400 || status === 401 || status === 407 ? 480 : status;
  return withPhrase(relayed);
}
