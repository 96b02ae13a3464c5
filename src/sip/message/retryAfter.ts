import type { SipResponse } from "./message.ts";

/** The longest that is obeyed, ms. */
const LONGEST = 3_600_000;

/** How long the peer asks to be left alone (RFC 3261 §20.33: seconds, then a comment or parameters), ms; undefined where it does not say, or no number. */
export function retryAfterOf({ headers }: SipResponse): number | undefined {
  const seconds = /^\s*(\d{1,10})\s*(?:[(;]|$)/.exec(headers.get("Retry-After") ?? "")?.[1];
  return seconds === undefined ? undefined : Math.min(LONGEST, Number(seconds) * 1000);
}
