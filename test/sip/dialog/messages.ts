/** Messages as they come off the wire, for the tests of this folder. */
import type { UacUsageOptions } from "../../../src/sip/dialog/usage.ts";
import { cseqOf } from "../../../src/sip/message/access.ts";
import { responseTo } from "../../../src/sip/message/build.ts";
import type { SipRequest, SipResponse } from "../../../src/sip/message/message.ts";
import { noBody, textBody } from "../../../src/sip/message/message.ts";
import { parseMessage } from "../../../src/sip/message/parse.ts";
import type { Target } from "../../../src/sip/transport/transport.ts";

export type HeaderList = readonly (readonly [name: string, value: string])[];

export const phone: Target = { transport: "udp", host: "198.51.100.7", port: 33_000 };
export const offer = "v=0\r\no=- 1 1 IN IP4 198.51.100.7\r\ns=-\r\n";
export const answer = "v=0\r\no=- 2 1 IN IP4 203.0.113.1\r\ns=-\r\n";
export const ourContact = "<sip:ponto@203.0.113.1:5060>";

/** A call of ours to `alice`. */
export const ourCall = {
  target: phone,
  requestUri: "sip:alice@192.168.1.20",
  from: "<sip:us@ponto.local>",
  to: "<sip:alice@example.com>",
  callId: "call-1",
  localTag: "us1",
  contact: ourContact,
  sdp: offer,
  headers: [],
} satisfies UacUsageOptions;

export interface Sketch {
  readonly seq?: number;
  readonly fromTag?: string;
  readonly toTag?: string;
  readonly contact?: string;
  readonly sdp?: string;
  readonly headers?: HeaderList;
  readonly body?: string;
}

let branches = 0;

/** A request of the peer `alice` to us, through the parser. */
export function fromPeer(method: string, sketch: Sketch = {}): SipRequest {
  const body = sketch.sdp ?? sketch.body ?? "";
  const contact = sketch.contact ?? "<sip:alice@192.168.1.20:5062>";
  branches += 1;
  const lines = [
    `${method} sip:ponto@203.0.113.1:5060 SIP/2.0`,
    `Via: SIP/2.0/UDP 192.168.1.20:5062;branch=z9hG4bK${branches}`,
    "Max-Forwards: 70",
    `From: "Alice" <sip:alice@example.com>;tag=${sketch.fromTag ?? "alice1"}`,
    `To: <sip:bob@example.com>${sketch.toTag === undefined ? "" : `;tag=${sketch.toTag}`}`,
    "Call-ID: call-1",
    `CSeq: ${sketch.seq ?? 1} ${method}`,
    ...(contact === "" ? [] : [`Contact: ${contact}`]),
    ...(sketch.sdp === undefined ? [] : ["Content-Type: application/sdp"]),
    ...(sketch.headers ?? []).map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  const parsed = parseMessage(Buffer.from(`${lines.join("\r\n")}\r\n\r\n${body}`));
  if (!parsed.ok || parsed.value.kind !== "request") throw new Error(`not a request: ${JSON.stringify(parsed)}`);
  return parsed.value;
}

/** A response of the peer to a request of ours. */
export function peerAnswers(
  request: SipRequest,
  status: number,
  { toTag, sdp, contact, headers = [] }: Sketch = {},
): SipResponse {
  return responseTo(request, status, undefined, {
    ...(toTag === undefined ? {} : { toTag }),
    headers: [
      ...(contact === undefined ? [] : [["Contact", contact] as const]),
      ...(sdp === undefined ? [] : [["Content-Type", "application/sdp"] as const]),
      ...headers,
    ],
    body: sdp === undefined ? noBody : textBody(sdp),
  });
}

export const sequenceOf = (request: SipRequest): number => cseqOf(request).number;
