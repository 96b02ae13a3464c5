import fc from "fast-check";
import t from "tap";
import { readHead, splitList } from "../../../src/sip/message/framing.ts";

const head = (...lines: string[]): ReturnType<typeof readHead> =>
  readHead(Buffer.from(["OPTIONS sip:a SIP/2.0", ...lines].join("\r\n")));

t.test("names are canonical, lines unfolded, lists split", async (t) => {
  const { startLine, headers, fault } = head(
    "v:a, b",
    "VIA :  c",
    "i: 1",
    "cseq: 0009",
    "  INVITE",
    "k: 100rel,timer",
    "s:",
    't: "a, b" <sip:x>',
    'Contact: "q\\", <" <sip:a,b@c>;x, <sip:d>',
    "x-unknown-NAME: a, b",
    'www-authenticate: Digest realm="a", nonce="b"',
    "o: presence",
    "x: 90",
    "u: dialog",
    "b: <sip:r>",
    "e: gzip",
  );
  t.equal(fault, undefined);
  t.equal(startLine, "OPTIONS sip:a SIP/2.0");
  t.same(
    [...headers],
    [
      ["Via", "a"],
      ["Via", "b"],
      ["Via", "c"],
      ["Call-ID", "1"],
      ["CSeq", "0009 INVITE"],
      ["Supported", "100rel"],
      ["Supported", "timer"],
      ["Subject", ""],
      ["To", '"a, b" <sip:x>'],
      ["Contact", '"q\\", <" <sip:a,b@c>;x'],
      ["Contact", "<sip:d>"],
      ["X-Unknown-Name", "a, b"],
      ["WWW-Authenticate", 'Digest realm="a", nonce="b"'],
      ["Event", "presence"],
      ["Session-Expires", "90"],
      ["Allow-Events", "dialog"],
      ["Referred-By", "<sip:r>"],
      ["Content-Encoding", "gzip"],
    ],
  );
});

t.test("faults are said, and the rest is read all the same", async (t) => {
  const many = Array.from({ length: 300 }, (_, i) => `X-${i}: ${i}`);
  const table: [name: string, lines: string[], status: number, reason: string][] = [
    ["no colon", ["Foobar roobar", "Via: a"], 400, "Malformed header line"],
    ["no name", [": x", "Via: a"], 400, "Malformed header line"],
    ["a name with a space", ["Call ID: x", "Via: a"], 400, "Malformed header line"],
    ["a bare line feed", ["X: a\nInjected: b", "Via: a"], 400, "Malformed header line"],
    ["a bare carriage return", ["X: a\rb", "Via: a"], 400, "Malformed header line"],
    ["two Call-IDs, one compact", ["i: a", "Call-ID: a", "Via: a"], 400, "Repeated Call-ID"],
    ["two Content-Lengths", ["l: 0", "Content-Length: 0", "Via: a"], 400, "Repeated Content-Length"],
    ["a list as Content-Length", ["Content-Length: 0, 0", "Via: a"], 400, "Malformed Content-Length"],
    ["a signed Content-Length", ["Content-Length: +5", "Via: a"], 400, "Malformed Content-Length"],
    ["a hexadecimal Content-Length", ["Content-Length: 0x5", "Via: a"], 400, "Malformed Content-Length"],
    ["an endless Content-Length", ["Content-Length: 9999999999", "Via: a"], 400, "Malformed Content-Length"],
    ["a line too long", [`X: ${"x".repeat(9000)}`, "Via: a"], 513, "Header field too long"],
    ["too many fields", ["Via: a", ...many], 513, "Too many header fields"],
    ["too many in one line", ["Via: a", `Allow: ${"a,".repeat(300)}a`], 513, "Too many header fields"],
  ];
  for (const [name, lines, status, reason] of table) {
    const { fault, headers, contentLength } = head(...lines);
    t.same(fault, { status, reason }, name);
    t.equal(headers.get("Via"), "a", `${name}: Via is there`);
    t.equal(contentLength, undefined, `${name}: no length is believed`);
  }
});

t.test("splitting what was joined gives it back", async () => {
  const element = fc.oneof(
    fc.stringMatching(/^[a-z0-9;=.]{1,8}$/),
    fc.stringMatching(/^"[a-z,<> ]{0,6}(\\"[a-z,]{0,3})?"$/),
    fc.stringMatching(/^<[a-z,;:]{0,8}>$/),
  );
  fc.assert(
    fc.property(fc.array(element, { minLength: 1, maxLength: 6 }), (elements) => {
      const again = splitList(elements.join(" , "));
      return again.length === elements.length && again.every((value, i) => value === elements[i]);
    }),
    { seed: 1 },
  );
});

t.test("a list with a hole stays whole", async (t) => {
  for (const value of ["a,,b", ",a", "a,", ","]) t.same(splitList(value), [value]);
  t.same(splitList('"a, b'), ['"a, b'], "as does an open quote");
  t.same(splitList('"a\\'), ['"a\\']);
});

t.test("noise never throws", async () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => readHead(Buffer.from(bytes)) !== undefined),
    {
      seed: 2,
    },
  );
});
