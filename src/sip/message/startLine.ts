import { MAX_URI_CHARACTERS, parseUri } from "./fields.ts";
import type { Fault } from "./framing.ts";

export type StartLine =
  | { readonly kind: "request"; readonly method: string; readonly uri: string; readonly fault: Fault | undefined }
  | { readonly kind: "response"; readonly status: number; readonly reason: string };

// §7.2: the code is three digits; §21 knows classes 1 to 6. An absent reason phrase may have lost its space too.
const STATUS_LINE = /^SIP\/2\.0 ([1-6]\d\d)(?: (.*))?$/i;
// §7.1: "The Method, Request-URI and SIP-Version are separated by a single SP"; no white space within or after.
const REQUEST_LINE = /^([-.!%*_+`'~0-9A-Za-z]+) ([^ \t]+) (SIP\/\d+\.\d+)$/i;

/** @returns undefined for what is neither request nor response; a request that is merely wrong keeps its method and says its fault. */
export function readStartLine(line: string): StartLine | undefined {
  const status = STATUS_LINE.exec(line);
  if (status !== null) return { kind: "response", status: Number(status[1]), reason: status[2] ?? "" };
  const request = REQUEST_LINE.exec(line);
  if (request !== null) {
    const [, method, uri, version] = request as unknown as [string, string, string, string];
    return { kind: "request", method, uri, fault: versionFault(version) ?? uriFault(uri) };
  }
  const method = /^(?!SIP\/)[-.!%*_+`'~0-9A-Za-z]+(?= )/i.exec(line)?.[0];
  if (method === undefined) return undefined;
  return { kind: "request", method, uri: "", fault: { status: 400, reason: "Malformed request line" } };
}

// §7.1: "The SIP-Version string is case-insensitive".
const versionFault = (version: string): Fault | undefined =>
  version.toUpperCase() === "SIP/2.0" ? undefined : { status: 505, reason: "Version Not Supported" };

function uriFault(raw: string): Fault | undefined {
  if (raw.length > MAX_URI_CHARACTERS) return { status: 414, reason: "Request-URI Too Long" };
  const uri = parseUri(raw);
  if (uri === undefined) return { status: 400, reason: "Malformed Request-URI" };
  if (!["sip", "sips", "tel"].includes(uri.scheme)) return { status: 416, reason: "Unsupported URI Scheme" };
  // §19.1.1, table 1: headers are not allowed in a Request-URI. Taking them over would let a stranger write fields of ours.
  return uri.hasHeaders ? { status: 400, reason: "Headers in Request-URI" } : undefined;
}
