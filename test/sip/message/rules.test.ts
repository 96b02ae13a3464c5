/** Messages of our own for each rule that the torture tests of RFC 4475 and RFC 5118 are about, named by their sections there. */
import t from "tap";
import {
  callIdOf,
  contactsOf,
  cseqOf,
  fromOf,
  maxForwardsOf,
  requestUriOf,
  topVia,
} from "../../../src/sip/message/access.ts";
import type { NameAddr } from "../../../src/sip/message/fields.ts";
import { bodyText, type SipMessage } from "../../../src/sip/message/message.ts";
import { parseMessage } from "../../../src/sip/message/parse.ts";

interface Parts {
  readonly start?: string;
  readonly via?: string;
  readonly from?: string;
  readonly to?: string;
  readonly cseq?: string;
  /** Further lines of the head. */
  readonly more?: readonly string[];
  readonly body?: string;
}

const text = ({ start = "OPTIONS sip:ponto.example SIP/2.0", more = [], body = "", ...parts }: Parts): Buffer =>
  Buffer.from(
    [
      start,
      `Via: ${parts.via ?? "SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKr"}`,
      `From: ${parts.from ?? "<sip:ana@ponto.example>;tag=f"}`,
      `To: ${parts.to ?? "<sip:rui@ponto.example>"}`,
      "Call-ID: rule",
      `CSeq: ${parts.cseq ?? "1 OPTIONS"}`,
      ...more,
      "",
      body,
    ].join("\r\n"),
  );

const contacts = (message: SipMessage): readonly NameAddr[] => {
  const found = contactsOf(message);
  return found === undefined || found === "*" ? [] : found;
};

const register = "REGISTER sip:ponto.example SIP/2.0";

const taken: readonly [rule: string, parts: Parts, check: (message: SipMessage) => unknown, is: unknown][] = [
  [
    "3.1.1.1 white space wherever it may stand",
    {
      via: "SIP  / 2.0\r\n /UDP\r\n    192.0.2.9;branch=z9hG4bKr",
      cseq: "0009\r\n  OPTIONS",
      more: ["Max-Forwards: 0068"],
    },
    (m) => [topVia(m).host, cseqOf(m).number, maxForwardsOf(m)],
    ["192.0.2.9", 9, 68],
  ],
  [
    "3.1.1.2 a method of any token characters",
    { start: "!x-.%*_+`'~ sip:a@b SIP/2.0", cseq: "1 !x-.%*_+`'~" },
    (m) => m.kind === "request" && m.method,
    "!x-.%*_+`'~",
  ],
  [
    "3.1.1.3 escapes stay as they were written",
    { start: "OPTIONS sip:%61na@ponto.example SIP/2.0" },
    (m) => m.kind === "request" && [m.uri, requestUriOf(m).user],
    ["sip:%61na@ponto.example", "%61na"],
  ],
  [
    "3.1.1.4 an escaped NUL does not end a name",
    { start: register, cseq: "1 REGISTER", more: ["Contact: <sip:%00@h>, <sip:%00%00@h>"] },
    (m) => contacts(m).map(({ uri }) => uri.user),
    ["%00", "%00%00"],
  ],
  [
    "3.1.1.5 an escape in a method means nothing",
    { start: "RE%47ISTER sip:ponto.example SIP/2.0", cseq: "1 RE%47ISTER" },
    (m) => m.kind === "request" && m.method,
    "RE%47ISTER",
  ],
  ["3.1.1.6 no space before the bracket", { from: "Ana<sip:a@b>;tag=f" }, (m) => fromOf(m).displayName, "Ana"],
  [
    "3.1.1.7 long values",
    { from: `"${"n".repeat(900)}" <sip:${"u".repeat(700)}@ponto.example>;tag=${"t".repeat(900)}` },
    (m) => fromOf(m).params.get("tag")?.length,
    900,
  ],
  [
    "3.1.1.8 what follows the body is dropped",
    { more: ["Content-Length: 4"], body: `body${text({ start: register })}` },
    bodyText,
    "body",
  ],
  [
    "3.1.1.9 a semicolon in the user",
    { start: "OPTIONS sip:a;par=u%40b@ponto.example SIP/2.0" },
    (m) => m.kind === "request" && [requestUriOf(m).user, requestUriOf(m).params.size],
    ["a;par=u%40b", 0],
  ],
  [
    "3.1.1.10 a transport that nobody knows",
    { via: "SIP/2.0/UNKNOWN h;branch=z9hG4bKr" },
    (m) => topVia(m).transport,
    "UNKNOWN",
  ],
  ["3.1.1.11 NULs in a body", { more: ["l: 3"], body: "a\0b" }, (m) => m.body.length, 3],
  [
    "3.1.1.12 a reason in UTF-8",
    { start: "SIP/2.0 200 = 2**3 * 5² não" },
    (m) => m.kind === "response" && m.reason,
    "= 2**3 * 5² não",
  ],
  ["3.1.1.13 an empty reason", { start: "SIP/2.0 100 " }, (m) => m.kind === "response" && m.reason, ""],
  [
    "3.3.12 what follows the bracket is the field's",
    { more: ["Contact: <sip:a@b>;unknown"] },
    (m) => contacts(m).map(({ uri, params }) => [uri.params.size, params.size]),
    [[0, 1]],
  ],
  [
    "3.3.13 what stands before it is the URI's",
    { more: ["Contact: <sip:a@b;unknown>"] },
    (m) => contacts(m).map(({ uri, params }) => [uri.params.size, params.size]),
    [[1, 0]],
  ],
  ["3.4.1 RFC 2543: no branch, no tag, no Max-Forwards", { via: "SIP/2.0/UDP h", from: "<sip:a@b>" }, callIdOf, "rule"],
  [
    "RFC 5118 4.1 an IPv6 reference",
    { via: "SIP/2.0/UDP [2001:db8::9]:5070;branch=z9hG4bKr" },
    (m) => [topVia(m).host, topVia(m).port],
    ["2001:db8::9", 5070],
  ],
  [
    "RFC 5118 4.5 received with brackets and without",
    { via: "SIP/2.0/UDP h;received=[2001:db8::1]" },
    (m) => topVia(m).received,
    "2001:db8::1",
  ],
  [
    "RFC 5118 4.9 an IPv4 address in an IPv6 one",
    { start: "OPTIONS sip:a@[::ffff:192.0.2.10] SIP/2.0" },
    (m) => m.kind === "request" && requestUriOf(m).host,
    "::ffff:192.0.2.10",
  ],
];

t.test("taken, and understood", async (t) => {
  for (const [rule, parts, check, is] of taken) {
    const parsed = parseMessage(text(parts));
    t.ok(parsed.ok, `${rule}: ${parsed.ok ? "taken" : parsed.error.reason}`);
    if (parsed.ok) t.same(check(parsed.value), is, rule);
  }
});

const refused: readonly [rule: string, parts: Parts, status: number, answered?: false][] = [
  ["3.1.2.1 stray separators", { via: "SIP/2.0/UDP 192.0.2.15;;,;,," }, 400],
  ["3.1.2.2 a body that is missing", { more: ["Content-Length: 9999"], body: "v=0" }, 400],
  ["3.1.2.3 a negative length", { more: ["Content-Length: -999"] }, 400],
  ["3.1.2.4 a number beyond 32 bits", { cseq: "36893488147419103232 OPTIONS" }, 400],
  ["3.1.2.5 the same in a response", { start: "SIP/2.0 503 x", cseq: "9292394834772304023312 OPTIONS" }, 400, false],
  ["3.1.2.6 an open quote", { to: '"Rui <sip:rui@ponto.example>' }, 400],
  ["3.1.2.7 brackets around the Request-URI", { start: "OPTIONS <sip:a@b> SIP/2.0" }, 400],
  ["3.1.2.8 white space within it", { start: "OPTIONS sip:a@b; lr SIP/2.0" }, 400],
  ["3.1.2.9 two spaces before it", { start: "OPTIONS  sip:a@b SIP/2.0" }, 400],
  ["3.1.2.10 a space after the version", { start: "OPTIONS sip:a@b SIP/2.0 " }, 400],
  ["3.1.2.11 fields hidden in it", { start: "OPTIONS sip:a@b?Route=%3Csip:x%3E SIP/2.0" }, 400],
  ["3.1.2.13 a question mark outside of brackets", { more: ["Contact: sip:a@b?Route=%3Csip:x%3E"] }, 400],
  ["3.1.2.14 spaces around an address", { to: '"Rui" < sip:rui@ponto.example >' }, 400],
  ["3.1.2.15 a display name that is no token", { from: "Bell, Alexander <sip:a@b>;tag=f" }, 400],
  ["3.1.2.16 another version", { start: "OPTIONS sip:a@b SIP/7.0" }, 505],
  ["3.1.2.17 CSeq of another method", { cseq: "1 INVITE" }, 400],
  ["3.1.2.18 also of one that nobody knows", { start: "NEWMETHOD sip:a@b SIP/2.0", cseq: "1 INVITE" }, 400],
  ["3.1.2.19 a status beyond all", { start: "SIP/2.0 4294967301 better not" }, 400, false],
  ["3.2.1 a branch that says nothing", { via: "SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK" }, 400],
  ["3.3.2 a scheme that nobody knows", { start: "OPTIONS nobodyKnowsThisScheme:x SIP/2.0" }, 416],
  ["3.3.3 a scheme of something else", { start: "OPTIONS soap.beep://192.0.2.103:3002 SIP/2.0" }, 416],
  ["3.3.8 two of what there is one of", { more: ["i: another"] }, 400],
  ["3.3.9 two lengths", { more: ["Content-Length: 3", "l: 3"], body: "abc" }, 400],
  ["RFC 5118 4.2 an IPv6 address without brackets", { start: "OPTIONS sip:2001:db8::10 SIP/2.0" }, 400],
];

t.test("refused, and answered where one can", async (t) => {
  for (const [rule, parts, status, answered = true] of refused) {
    const parsed = parseMessage(text(parts));
    t.match(parsed, { ok: false, error: { status } }, rule);
    if (!parsed.ok) t.equal(parsed.error.request !== undefined, answered, `${rule}: answered or not`);
  }
});
