/** What a REFER asks for (RFC 3515 §2.1, RFC 3891 §6, RFC 3892), read from its fields. */
import { err, ok, type Result } from "../../../kernel/result.ts";
import { cseqOf } from "../../message/access.ts";
import { parseNameAddr, type Uri } from "../../message/fields.ts";
import type { SipRequest } from "../../message/message.ts";
import type { Refusal } from "../capabilities.ts";
import { requestUri } from "../route.ts";
import type { Referral } from "../usage.ts";
import { parseReplaces } from "./replaces.ts";

/** To whom a call can be transferred. */
const schemes: ReadonlySet<string> = new Set(["sip", "sips", "tel"]);

/** Why a REFER cannot be considered, or what it asks for. */
export function referralOf(refer: SipRequest): Result<Referral, Refusal> {
  // §2.4.2: "If a REFER request does not contain exactly one Refer-To header field value", it "MUST" be answered 400.
  const [value, another] = refer.headers.all("Refer-To");
  const address = value === undefined || another !== undefined ? undefined : parseNameAddr(value);
  if (address === undefined) return refused(400, "Bad Refer-To");
  const { uri } = address;
  if (!schemes.has(uri.scheme)) return refused(416);
  // §2.1 allows to ask for any method; we place calls and do nothing else on a peer's behalf.
  if ((uri.params.get("method") ?? "INVITE").toUpperCase() !== "INVITE") return refused(403);
  const escaped = headersOf(uri).filter(([name]) => name === "replaces");
  const replaces = escaped[0] === undefined ? undefined : parseReplaces(unescaped(escaped[0][1]) ?? "");
  if (escaped.length > 1 || (escaped.length === 1 && replaces === undefined)) return refused(400, "Bad Replaces");
  const referrer = refer.headers.get("Referred-By");
  // It is checked and not passed on: who refers is known by its dialog, and that is what we say (RFC 3892 §2.2).
  if (referrer !== undefined && parseNameAddr(referrer) === undefined) return refused(400, "Bad Referred-By");
  return ok({ id: cseqOf(refer).number, to: requestUri(uri), replaces });
}

/** The headers of a URI, names in lower case, values escaped as they are. All but Replaces are left unread: they would let the peer write our INVITE (§19.1.5 of RFC 3261). */
function headersOf(uri: Uri): [name: string, value: string][] {
  if (!uri.hasHeaders) return [];
  return uri.raw
    .slice(requestTarget(uri).length + 1)
    .split("&")
    .map((header) => {
      const end = header.indexOf("=");
      return end < 0 ? [header.toLowerCase(), ""] : [header.slice(0, end).toLowerCase(), header.slice(end + 1)];
    });
}

/** The URI up to the "?" of its headers; one within the user part is the user's (RFC 3261 §25.1). */
function requestTarget(uri: Uri): string {
  const hostAt = uri.raw.lastIndexOf("@") + 1;
  return uri.raw.slice(0, uri.raw.indexOf("?", hostAt));
}

/** Escapes taken back, each an ASCII character; undefined where a "%" begins none. */
function unescaped(text: string): string | undefined {
  if (/%(?![0-7][0-9a-f])/i.test(text)) return undefined;
  return text.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

const refused = (status: number, reason?: string): Result<never, Refusal> =>
  err({ status, headers: [], ...(reason === undefined ? {} : { reason }) });
