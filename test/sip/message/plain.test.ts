/** What is read without the grammar is what the grammar would have read. */
import fc from "fast-check";
import t, { type Test } from "tap";
import { fullDisplayName, fullSentBy, fullUri } from "../../../src/sip/message/grammar.ts";
import { isPlainDisplayName, plainSentBy, plainUri } from "../../../src/sip/message/plain.ts";

const host = fc.constantFrom(
  ...[
    "ponto.example",
    "A.b-c.D1",
    "x",
    "a-",
    "-a",
    "a.1b",
    "1a.b",
    "10.0.0.1",
    "255.255.255.255",
    "256.1.1.1",
    "1.2.3",
    "01.2.3.4",
  ],
  ...["a_b", "a..b", "a.", "[2001:db8::1]", "1.2.3.4.com", ""],
);
const port = fc.constantFrom("", ":5060", ":0", ":00080", ":65535", ":65536", ":", ":x");
const user = fc.constantFrom(
  "1001@",
  "%41b@",
  "a;b=c@",
  "a:pw@",
  "a?b@",
  "é@",
  "%zz@",
  "a(b)'c@",
  "",
  "@",
  "+55-11&=$,/@",
);
const params = fc.constantFrom(
  ...[
    "",
    ";transport=TCP",
    ";transport=x",
    ";Transport=udp;lr",
    ";user=PHONE",
    ";user=x",
    ";lr=on",
    ";ob",
    ";line=aB1",
    ";X=Yz",
    ";1=2",
  ],
  ...[
    ";x=1;x=2",
    ";x=%41",
    ";x=[1]",
    ";maddr=10.0.0.9",
    ";ttl=5",
    ";method=INVITE",
    ";__proto__=1",
    ";",
    ";=",
    ";x=",
    "?a=b",
    ";x?a=b",
  ],
);
const uri = fc
  .tuple(fc.constantFrom("sip:", "sips:", "SIP:", "tel:"), user, host, port, fc.array(params, { maxLength: 3 }))
  .map((parts) => parts.flat().join(""));
const sentBy = fc
  .tuple(
    fc.constantFrom("SIP/2.0/UDP ", "sip/2.0/tcp ", "SIP/2.0/TLS ", "SIP / 2.0 / UDP ", "SIP/3.0/UDP ", "SIP/2.0/WSS "),
    host,
    port,
  )
  .map((parts) => parts.join(""));
const displayName = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({ maxLength: 8 }).map((text) => `"${text}"`),
  fc.stringMatching(/^[a-zA-Z.!%*_+`'~-]{1,4}( [a-z]{1,3}){0,2}$/),
);

const sorted = (found: unknown): unknown =>
  JSON.stringify(found, (_, value) => (value instanceof Map ? [...value].sort() : value));

/** Holds that `plain` never says anything else than `full`, and that it says something often enough to be of use. */
function agree<T>(
  t: Test,
  texts: fc.Arbitrary<string>,
  plain: (text: string) => T | undefined,
  full: typeof plain,
): void {
  let known = 0;
  fc.assert(
    fc.property(texts, (text) => {
      const found = plain(text);
      if (found === undefined) return;
      known++;
      t.equal(sorted(found), sorted(full(text)), text);
    }),
    { seed: 5, numRuns: 2000 },
  );
  t.ok(known > 50, `${known} were known`);
}

t.test("URIs", async (t) => agree(t, uri, plainUri, fullUri));
t.test("sent-by", async (t) => agree(t, sentBy, plainSentBy, fullSentBy));
t.test("display names", async (t) => agree(t, displayName, isPlainDisplayName, fullDisplayName));

t.test("what most traffic is made of is known", async (t) => {
  for (const text of [
    "sip:1001@10.0.0.1:5062",
    "sip:1001@ponto.example;transport=tcp",
    "sip:ponto.example",
    "sip:a@gw.example.com;lr",
  ])
    t.ok(plainUri(text), text);
  t.ok(plainSentBy("SIP/2.0/UDP 192.0.2.1:5060"));
  for (const name of ['"Ana Lima"', "Ana", "Ana Lima"]) t.ok(isPlainDisplayName(name), name);
});
