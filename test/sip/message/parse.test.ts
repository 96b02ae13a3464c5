import fc from "fast-check";
import t from "tap";
import {
  callIdOf,
  contactsOf,
  cseqOf,
  fromOf,
  maxForwardsOf,
  requestUriOf,
  tagOf,
  toOf,
  topVia,
} from "../../../src/sip/message/access.ts";
import { parseNameAddr } from "../../../src/sip/message/fields.ts";
import { Headers } from "../../../src/sip/message/headers.ts";
import { bodyText, type SipMessage, type SipRequest } from "../../../src/sip/message/message.ts";
import { canonicalName } from "../../../src/sip/message/names.ts";
import { parseMessage } from "../../../src/sip/message/parse.ts";
import { serialize } from "../../../src/sip/message/serialize.ts";

const invite = [
  "INVITE sip:1001@ponto.local SIP/2.0",
  "Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK1",
  "Via: SIP/2.0/UDP 10.0.0.2;branch=z9hG4bK2",
  "Max-Forwards: 70",
  'From: "Alice" <sip:1000@ponto.local>;tag=a',
  "To: <sip:1001@ponto.local>",
  "Call-ID: c1@10.0.0.1",
  "CSeq: 7 INVITE",
  "Contact: <sip:1000@10.0.0.1:5062>",
  "Route: <sip:10.0.0.9;lr>, <sip:10.0.0.8;lr>",
  "Record-Route: <sip:10.0.0.7;lr>",
];
const wire = (lines: string[], body = ""): Buffer => Buffer.from(`${lines.join("\r\n")}\r\n\r\n${body}`);
const swap = (from: string | RegExp, to: string): Buffer =>
  Buffer.from(
    wire(invite)
      .toString()
      .replace(from, () => to),
  );
const request = (bytes: Buffer): SipRequest => {
  const parsed = parseMessage(bytes);
  if (!parsed.ok || parsed.value.kind !== "request") throw new Error(parsed.ok ? "a response" : parsed.error.reason);
  return parsed.value;
};

t.test("the fields of a request", async (t) => {
  const message = request(wire(invite));
  t.equal(message.method, "INVITE");
  t.match(requestUriOf(message), { user: "1001", host: "ponto.local" });
  t.match(topVia(message), { host: "10.0.0.1", branch: "z9hG4bK1" });
  t.match(fromOf(message), { displayName: "Alice" });
  t.equal(tagOf(fromOf(message)), "a");
  t.equal(tagOf(toOf(message)), undefined);
  t.same(cseqOf(message), { number: 7, method: "INVITE" });
  t.equal(callIdOf(message), "c1@10.0.0.1");
  t.equal(maxForwardsOf(message), 70);
  t.match(contactsOf(message), [{ raw: "<sip:1000@10.0.0.1:5062>" }]);
  t.same(
    message.headers.all("Route").map((route) => parseNameAddr(route)?.uri.host),
    ["10.0.0.9", "10.0.0.8"],
  );
  t.same(
    message.headers.all("Record-Route").map((route) => parseNameAddr(route)?.uri.host),
    ["10.0.0.7"],
  );
});

t.test("the star, and nothing", async (t) => {
  t.equal(contactsOf(request(swap("<sip:1000@10.0.0.1:5062>", "*"))), "*");
  t.equal(contactsOf(request(swap(/Contact.*\r\n/, ""))), undefined);
  t.equal(maxForwardsOf(request(swap(/Max-F.*\r\n/, ""))), undefined);
});

t.test("the body is counted in bytes", async (t) => {
  const body = "São Paulo ☎";
  const bytes = Buffer.byteLength(body);
  t.equal(bodyText(request(wire([...invite, `l: ${bytes}`], `${body}trailing`))), body, "the rest is dropped");
  t.equal(bodyText(request(wire(invite, body))), body, "without Content-Length it is the rest of the datagram");
  t.equal(bodyText(request(wire([...invite, "l: 0"], body))), "");
  const short = parseMessage(wire([...invite, `l: ${bytes + 1}`], body));
  t.match(short, { ok: false, error: { status: 400, reason: "Content-Length exceeds the datagram" } });
});

t.test("what is refused, and where", async (t) => {
  const table: [name: string, bytes: Buffer, status: number, reason: string][] = [
    ["Via", swap(/SIP\/2.0\/UDP 10.0.0.1/, "SIP/2.0/UDP"), 400, "Malformed Via"],
    ["From", swap('"Alice"', '"Alice'), 400, "Malformed From"],
    ["To", swap("To: <", "To: <<"), 400, "Malformed To"],
    ["Call-ID", swap("c1@10.0.0.1", "c 1"), 400, "Malformed Call-ID"],
    ["CSeq", swap("7 INVITE", "2147483648 INVITE"), 400, "Malformed CSeq"],
    ["CSeq method", swap("7 INVITE", "7 BYE"), 400, "CSeq names another method"],
    ["Max-Forwards", swap(": 70", ": 256"), 400, "Malformed Max-Forwards"],
    ["Contact", swap("<sip:1000@10.0.0.1:5062>", "<sip:a>;;"), 400, "Malformed Contact"],
    ["the star with others", swap("<sip:1000@10.0.0.1:5062>", "*, <sip:a>"), 400, "Malformed Contact"],
    ["Route", swap("<sip:10.0.0.9;lr>", "10.0.0.9"), 400, "Malformed Route"],
    ["Record-Route", swap("<sip:10.0.0.7;lr>", ","), 400, "Malformed Record-Route"],
    ["too many", swap("<sip:10.0.0.9;lr>", Array(21).fill("<sip:a>").join()), 400, "Too many Route values"],
    ["URI", swap("sip:1001@ponto.local SIP", "1001 SIP"), 400, "Malformed Request-URI"],
    ["URI headers", swap("ponto.local SIP", "ponto.local?Route=x SIP"), 400, "Headers in Request-URI"],
    ["URI length", swap("sip:1001@", `sip:${"1".repeat(1100)}@`), 414, "Request-URI Too Long"],
    ["scheme", swap("sip:1001@ponto.local SIP", "xmpp:a SIP"), 416, "Unsupported URI Scheme"],
    ["version", swap("local SIP/2.0", "local SIP/7.0"), 505, "Version Not Supported"],
    ["empty line", Buffer.from(invite.join("\r\n")), 400, "Missing empty line after the header"],
    ["size", Buffer.alloc(70_000), 513, "Message Too Large"],
  ];
  for (const [name, bytes, status, reason] of table) {
    const parsed = parseMessage(bytes);
    t.match(parsed, { ok: false, error: { status, reason } }, name);
    if (!parsed.ok && name !== "size")
      t.equal(parsed.error.request?.headers.all("Via").length, 2, `${name}: answerable`);
  }
});

t.test("what is made to be slow is refused as fast as anything", async (t) => {
  const before = process.cpuUsage();
  for (const filling of ["]", "a", ":", "a.", "1.", "%41", " ", ";x", "\\", '"', ",", "<", "=", "a b "]) {
    const long = filling.repeat(60_000 / filling.length);
    const most = filling.repeat(8000 / filling.length);
    parseMessage(swap("1001@ponto.local SIP", `${long}@ponto.local SIP`));
    for (const [from, to] of [
      ["c1@10.0.0.1", most],
      ['"Alice"', most],
      ["<sip:1000@10.0.0.1:5062>", `<sip:${most}`],
      ["UDP 10.0.0.1", `UDP ${most}`],
      ["branch=z9hG4bK1", most],
      ["7 INVITE", most],
    ] as const)
      parseMessage(swap(from, to));
  }
  const { user, system } = process.cpuUsage(before);
  t.ok((user + system) / 1000 < 1000, `${(user + system) / 1000} ms for a hundred messages`);
});

t.test("what is refused without an answer", async (t) => {
  const table: [name: string, bytes: Buffer][] = [
    ["an ACK", swap(/INVITE/g, "ACK").subarray(0, -4)],
    ["a response", swap(/^.*\r\n/, "SIP/2.0 700 x\r\n")],
    [
      "a response with a bad field",
      Buffer.from(
        swap(/^.*\r\n/, "SIP/2.0 200 OK\r\n")
          .toString()
          .replace("7 INVITE", "x"),
      ),
    ],
    ["no Via", swap(/Via.*\r\nVia.*\r\n/, "")],
    ["no From", swap(/From.*\r\n/, "")],
    ["no To", swap(/To.*\r\n/, "")],
    ["no Call-ID", swap(/Call-ID.*\r\n/, "")],
    ["no CSeq", swap(/CSeq.*\r\n/, "")],
    ["nothing", Buffer.alloc(0)],
    ["zeros", Buffer.alloc(20)],
  ];
  for (const [name, bytes] of table) {
    const parsed = parseMessage(bytes);
    t.equal(parsed.ok, false, name);
    if (!parsed.ok) t.equal(parsed.error.request, undefined, `${name}: no answer`);
  }
});

t.test("responses", async (t) => {
  const lines: [line: string, status: number, reason: string][] = [
    ["SIP/2.0 200 OK", 200, "OK"],
    ["sip/2.0 180 Tocando já", 180, "Tocando já"],
    ["SIP/2.0 100 ", 100, ""],
    ["SIP/2.0 603", 603, ""],
  ];
  for (const [line, status, reason] of lines) {
    t.match(
      parseMessage(swap(/^.*\r\n/, `${line}\r\n`)),
      { ok: true, value: { kind: "response", status, reason } },
      line,
    );
  }
});

const token = fc.stringMatching(/^[a-zA-Z0-9.!%*_+`'~-]{1,12}$/);
/** Printable text as a field may hold it: no white space at its ends, since that is not part of a value. */
const text = fc.stringMatching(/^[\x21-\x7eà-ÿ]([\x20-\x7eà-ÿ]{0,20}[\x21-\x7eà-ÿ])?$/);

const messages: fc.Arbitrary<SipMessage> = fc
  .record({
    method: token,
    branch: token,
    tag: token,
    callId: token,
    number: fc.nat(2 ** 31 - 1),
    extras: fc.array(fc.tuple(token, text), { maxLength: 4 }),
    body: fc.uint8Array({ maxLength: 60 }),
    status: fc.option(fc.integer({ min: 100, max: 699 })),
    reason: text,
  })
  .map(({ method, branch, tag, callId, number, extras, body, status, reason }) => {
    const headers = Headers.of([
      ["Via", `SIP/2.0/TCP h:1;branch=${branch}`],
      ["From", `<sip:a@b>;tag=${tag}`],
      ["To", '"x, \\"y" <tel:+1>'],
      ["Call-ID", callId],
      ["CSeq", `${number} ${method}`],
      ...extras.map(([name, value]): [string, string] => [canonicalName(`X-${name}`), value]),
      ["Content-Length", String(body.length)],
    ]);
    return status === null
      ? { kind: "request", method, uri: "sip:a@b;x=y", headers, body }
      : { kind: "response", status, reason, headers, body };
  });

t.test("what is written is read back, byte for byte", async () => {
  fc.assert(
    fc.property(messages, (message) => {
      fc.pre(message.headers.get("Via") !== "SIP/2.0/TCP h:1;branch=z9hG4bK");
      const bytes = serialize(message);
      const parsed = parseMessage(bytes);
      return parsed.ok && serialize(parsed.value).equals(bytes) && parsed.value.kind === message.kind;
    }),
    { seed: 2, numRuns: 300 },
  );
});

t.test("no damage to a message makes the parser throw", async () => {
  const good = wire([...invite, "Content-Length: 3"], "abc");
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 8 }), (hits) => {
      const bytes = Buffer.from(good);
      for (const [at, value] of hits) bytes[at] = value;
      const parsed = parseMessage(bytes);
      // What was taken can be used: the accessors are total on it.
      if (parsed.ok)
        for (const of of [topVia, fromOf, toOf, cseqOf, callIdOf, contactsOf, maxForwardsOf]) of(parsed.value);
      return true;
    }),
    { seed: 3, numRuns: 300 },
  );
});
