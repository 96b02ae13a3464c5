/** What reading a message costs, in this process: everything from the datagram's bytes to the fields that routing reads. */
import { fromOf, requestUriOf, toOf, topVia } from "../src/sip/message/access.ts";
import { parseMessage } from "../src/sip/message/parse.ts";
import { table } from "./table.ts";

export interface ParseRow {
  readonly message: string;
  readonly bytes: number;
  /** Median of the runs, µs a message. */
  readonly parse: number;
}

/** The compiler has seen everything after the first runs, which do not count. */
const WARM_UP_RUNS = 5;
const RUNS = 21;
const MESSAGES_A_RUN = 2000;

const sdp = [
  "v=0",
  "o=- 3896321 3896321 IN IP4 192.0.2.31",
  "s=call",
  "c=IN IP4 192.0.2.31",
  "t=0 0",
  "m=audio 11780 RTP/AVP 8 0 18 101",
  "a=rtpmap:8 PCMA/8000",
  "a=rtpmap:0 PCMU/8000",
  "a=rtpmap:18 G729/8000",
  "a=rtpmap:101 telephone-event/8000",
  "a=fmtp:101 0-15",
  "a=ptime:20",
  "a=sendrecv",
  "",
].join("\r\n");

/** As a desk phone sends them; what is new in every message is new here, and callers and numbers vary. */
const messages: Readonly<Record<string, (i: number) => string>> = {
  INVITE: (i) =>
    [
      `INVITE sip:${1000 + (i % 500)}@ponto.example SIP/2.0`,
      `Via: SIP/2.0/UDP 192.0.2.31:5060;branch=z9hG4bK${i}-9f3a;rport`,
      "Max-Forwards: 70",
      `From: "Ana ${i % 500}" <sip:${1000 + (i % 500)}@ponto.example>;tag=${i}a1`,
      `To: <sip:${1000 + (i % 500)}@ponto.example>`,
      `Call-ID: ${i}-0a1b2c3d@192.0.2.31`,
      "CSeq: 1 INVITE",
      `Contact: <sip:${1000 + (i % 500)}@192.0.2.31:5060;transport=udp>`,
      "User-Agent: Yealink SIP-T46U 108.86.0.20",
      "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, SUBSCRIBE, NOTIFY, REFER, UPDATE, MESSAGE",
      "Supported: replaces, timer, 100rel",
      "Allow-Events: talk,hold,conference,refer,check-sync",
      "Session-Expires: 1800",
      "Content-Type: application/sdp",
      `Content-Length: ${sdp.length}`,
      "",
      sdp,
    ].join("\r\n"),
  REGISTER: (i) =>
    [
      "REGISTER sip:ponto.example SIP/2.0",
      `Via: SIP/2.0/UDP 192.0.2.31:5060;branch=z9hG4bK${i}-77aa;rport`,
      "Max-Forwards: 70",
      `From: <sip:${1000 + (i % 500)}@ponto.example>;tag=${i}b2`,
      `To: <sip:${1000 + (i % 500)}@ponto.example>`,
      `Call-ID: ${i % 500}-register@192.0.2.31`,
      `CSeq: ${i} REGISTER`,
      `Contact: <sip:${1000 + (i % 500)}@192.0.2.31:5060>;+sip.instance="<urn:uuid:00000000-0000-1000-8000-${i % 500}>"`,
      `Authorization: Digest username="${1000 + (i % 500)}", realm="ponto.example", nonce="${i}", uri="sip:ponto.example", response="6629fae49393a05397450978507c4ef1", algorithm=MD5, cnonce="0a4f113b", qop=auth, nc=00000001`,
      "Expires: 3600",
      "User-Agent: Yealink SIP-T46U 108.86.0.20",
      "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, SUBSCRIBE, NOTIFY, REFER, UPDATE, MESSAGE",
      "Content-Length: 0",
      "",
      "",
    ].join("\r\n"),
};

export function parsing(): readonly ParseRow[] {
  const print = table<ParseRow>([
    { title: "message", width: 10, text: ({ message }) => message },
    { title: "bytes", width: 6, text: ({ bytes }) => String(bytes) },
    { title: "parse µs", width: 9, text: ({ parse }) => parse.toFixed(1) },
  ]);
  return Object.entries(messages).map(([message, make]) => {
    const row = {
      message,
      bytes: make(1).length,
      parse: median(Array.from({ length: RUNS + WARM_UP_RUNS }, (_, run) => cost(make, run)).slice(WARM_UP_RUNS)),
    };
    print(row);
    return row;
  });
}

/** µs a message in one run; CPU time, so that other programs do not count. */
function cost(make: (i: number) => string, run: number): number {
  const batch = Array.from({ length: MESSAGES_A_RUN }, (_, i) => Buffer.from(make(run * MESSAGES_A_RUN + i)));
  const before = process.cpuUsage();
  for (const bytes of batch) read(bytes);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / MESSAGES_A_RUN;
}

/** What every request is asked for on its way. */
function read(bytes: Buffer): void {
  const parsed = parseMessage(bytes);
  if (!parsed.ok || parsed.value.kind !== "request") throw new Error("a message of ours is refused");
  for (const field of [topVia, fromOf, toOf, requestUriOf]) field(parsed.value);
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;
