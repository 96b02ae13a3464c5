import { parseNameAddr } from "./fields.ts";
import { type HeaderList, Headers } from "./headers.ts";
import { noBody, type SipRequest, type SipResponse } from "./message.ts";
import { reasonPhrase } from "./reasonPhrases.ts";

export interface ResponseOptions {
  /** Becomes the tag of To, where the request has none. */
  readonly toTag?: string;
  readonly headers?: HeaderList;
  readonly body?: Uint8Array;
}

/** Methods whose 1xx and 2xx may make a dialog (RFC 3261 §12.1, RFC 6665, RFC 3515). */
const dialogForming = new Set(["INVITE", "SUBSCRIBE", "REFER"]);

/** A response with what RFC 3261 §8.2.6.2 copies from its request; `reason` defaults to the standard phrase. */
export function responseTo(
  request: SipRequest,
  status: number,
  reason: string = reasonPhrase(status),
  { toTag, headers: extra = [], body = noBody }: ResponseOptions = {},
): SipResponse {
  const headers = new Headers();
  const copy = (name: string): void => {
    for (const value of request.headers.all(name)) headers.append(name, value);
  };
  copy("Via");
  copy("From");
  headers.append("To", withTag(request.headers.get("To") ?? "", toTag));
  copy("Call-ID");
  copy("CSeq");
  // §8.2.6.1: "any Timestamp header field present in the request MUST be copied into this 100 (Trying) response."
  if (status === 100) copy("Timestamp");
  // §12.1.1: "the UAS MUST copy all Record-Route header field values from the request into the response".
  if (status > 100 && status < 300 && dialogForming.has(request.method)) copy("Record-Route");
  for (const [name, value] of extra) headers.append(name, value);
  return { kind: "response", status, reason, headers, body };
}

/** `to` with the tag, unless it has one or cannot be read (a refused request's To goes back as it came). */
function withTag(to: string, tag: string | undefined): string {
  const address = parseNameAddr(to);
  return tag === undefined || address === undefined || address.params.has("tag") ? to : `${to};tag=${tag}`;
}
