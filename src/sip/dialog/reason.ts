/** Why a request was sent, in words of the protocol that knows (RFC 3326): `Q.850;cause=16;text="Normal call clearing"`. */
import type { SipMessage } from "../message/message.ts";
import { paramMap, parseParams } from "../message/params.ts";

/** How much of a reason's text is passed on. */
const MAX_TEXT = 64;

/** Protocols whose causes we pass on, the one that says most first. */
const PROTOCOLS = ["Q.850", "SIP"];

const VALUE = /^(Q\.850|SIP)[ \t]*(;.*)$/is;

/**
 * The Reason of a peer's message, fit to stand in a message of ours on another leg: one value, written anew, of `cause` and
 * a bounded `text` only. Of several the Q.850 cause is taken: it tells the telephone network's own reason.
 * Undefined where there is none that is well formed.
 */
export function reasonOf(message: SipMessage): string | undefined {
  const causes = new Map(
    message.headers
      .all("Reason")
      .map(readReason)
      .filter((reason) => reason !== undefined),
  );
  const protocol = PROTOCOLS.find((each) => causes.has(each));
  return protocol === undefined ? undefined : `${protocol};${causes.get(protocol)}`;
}

function readReason(value: string): readonly [protocol: string, cause: string] | undefined {
  const [, protocol, rest] = VALUE.exec(value) ?? [];
  const params = rest === undefined ? undefined : parseParams(rest.trimEnd());
  if (protocol === undefined || params === undefined) return undefined;
  const values = paramMap(params);
  const cause = values.get("cause") ?? "";
  // Q.850 causes have seven bits, SIP's are status codes.
  if (!/^\d{1,3}$/.test(cause)) return undefined;
  const text = printable(values.get("text") ?? "");
  return [protocol.toUpperCase(), `cause=${Number(cause)}${text === "" ? "" : `;text="${text}"`}`];
}

/** What may stand in a quoted-string without an escape (RFC 3261 §25.1). */
const printable = (text: string): string => text.replace(/[^\x20-\x7e]|["\\]/g, "").slice(0, MAX_TEXT);
