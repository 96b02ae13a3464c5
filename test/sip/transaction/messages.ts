/** Requests and responses as a peer would write them. */
import { responseTo } from "../../../src/sip/message/build.ts";
import type { SipMessage, SipRequest, SipResponse } from "../../../src/sip/message/message.ts";
import { parseMessage } from "../../../src/sip/message/parse.ts";
import type { Flow, Target, TransportName } from "../../../src/sip/transport/transport.ts";

export interface RequestFields {
  readonly method?: string;
  readonly uri?: string;
  /** "" for a Via without a branch (RFC 2543). */
  readonly branch?: string;
  readonly sentBy?: string;
  readonly fromTag?: string;
  readonly toTag?: string;
  readonly callId?: string;
  readonly cseq?: number;
  readonly headers?: readonly string[];
}

export function request(fields: RequestFields = {}): SipRequest {
  const { method = "INVITE", uri = "sip:1001@ponto.local", branch = "z9hG4bKabc", sentBy = "192.0.2.1:5060" } = fields;
  const { fromTag = "f1", toTag, callId = "call-1", cseq = 1, headers = [] } = fields;
  const parsed = parsedFrom([
    `${method} ${uri} SIP/2.0`,
    `Via: SIP/2.0/UDP ${sentBy}${branch === "" ? "" : `;branch=${branch}`}`,
    "Max-Forwards: 70",
    `From: <sip:customer@example.com>;tag=${fromTag}`,
    `To: <sip:1001@ponto.local>${toTag === undefined ? "" : `;tag=${toTag}`}`,
    `Call-ID: ${callId}`,
    `CSeq: ${cseq} ${method}`,
    ...headers,
    "Content-Length: 0",
  ]);
  if (parsed.kind !== "request") throw new Error("not a request");
  return parsed;
}

/** The peer's answer to a request of ours. */
export const answer = (to: SipRequest, status: number, toTag = "t1"): SipResponse =>
  responseTo(to, status, undefined, status === 100 ? {} : { toTag });

function parsedFrom(lines: readonly string[]): SipMessage {
  const parsed = parseMessage(Buffer.from(`${lines.join("\r\n")}\r\n\r\n`));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

export const flowOver = (transport: TransportName): Flow => ({
  transport,
  address: "192.0.2.1",
  port: 5060,
  localAddress: "192.0.2.100",
  localPort: 5060,
  ...(transport === "tcp" ? { connection: 1 } : {}),
});

export const targetOver = (transport: TransportName): Target => ({ transport, host: "192.0.2.1", port: 5060 });
