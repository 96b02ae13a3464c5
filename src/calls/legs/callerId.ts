/** How names and numbers are written into From, To and P-Asserted-Identity. */
import { uriHost } from "../../kernel/addresses.ts";

/** A display name as a quoted string (RFC 3261 §25.1): no control characters, quotes escaped, bounded. */
const quoted = (name: string): string =>
  `"${[...name.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "")].slice(0, 80).join("").replace(/["\\]/g, "\\$&")}"`;

/** The user part of a SIP URI: everything outside `unreserved` and the harmless part of `user-unreserved` is escaped. */
export const userPart = (text: string): string =>
  [...Buffer.from(text.slice(0, 64), "utf8")]
    .map((byte) => {
      const letter = String.fromCharCode(byte);
      return /[A-Za-z0-9\-_.!~*'()+$]/.test(letter) ? letter : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    })
    .join("");

/** `"Name" <sip:user@host>`, or without the name where there is none. */
export const nameAddr = (name: string | null, user: string, host: string): string => {
  const uri = `<sip:${userPart(user)}@${host}>`;
  return name === null || name === "" ? uri : `${quoted(name)} ${uri}`;
};

/**
 * Our Contact toward a peer: where its requests within the dialog reach us.
 * RFC 3261 §8.1.1.8: "If the Request-URI or top Route header field value contains a SIPS URI, the Contact header field MUST
 * contain a SIPS URI as well"; §12.1.1 says the same of who answers.
 */
export function contactUri(
  user: string,
  local: { address: string; port: number },
  transport: string,
  requestUri: string,
): string {
  const place = `${userPart(user)}@${uriHost(local.address)}:${local.port}`;
  if (/^sips:/i.test(requestUri)) return `<sips:${place}>`;
  return `<sip:${place}${transport === "udp" ? "" : `;transport=${transport}`}>`;
}
