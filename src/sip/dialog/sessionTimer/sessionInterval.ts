/** Session-Expires and Min-SE (RFC 4028 §4, §5). */
import type { SipMessage } from "../../message/message.ts";
import { paramMap, parseParams } from "../../message/params.ts";

/** The least that may be asked for, s: "90 seconds" (§4), and the default of Min-SE (§5). */
export const MIN_SE = 90;

export interface SessionExpires {
  /** s */
  readonly interval: number;
  readonly refresher: "uac" | "uas" | undefined;
}

/** Undefined where it is malformed or absent. */
export function sessionExpiresOf(message: SipMessage): SessionExpires | undefined {
  const [, interval, rest] = /^(\d{1,10})[ \t]*(;.*)?$/s.exec(message.headers.get("Session-Expires") ?? "") ?? [];
  const params = parseParams(rest ?? "");
  if (interval === undefined || params === undefined) return undefined;
  const refresher = paramMap(params).get("refresher")?.toLowerCase();
  if (refresher !== undefined && refresher !== "uac" && refresher !== "uas") return undefined;
  return { interval: Number(interval), refresher };
}

/** s; its parameters say nothing to us. Undefined where it is malformed or absent. */
export function minSeOf(message: SipMessage): number | undefined {
  const seconds = /^(\d{1,10})[ \t]*(?:;.*)?$/s.exec(message.headers.get("Min-SE") ?? "")?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}
