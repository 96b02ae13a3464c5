import { isIPv6 } from "node:net";
import fc from "fast-check";
import t from "tap";
import { parseCSeq, parseNameAddr, parseUri, parseVia, withSource } from "../../../src/sip/message/fields.ts";

t.test("URIs", async (t) => {
  const table: [raw: string, user: string | undefined, host: string, port: number | undefined, params: object][] = [
    ["sip:a@b", "a", "b", undefined, {}],
    ["SIP:Alice@EXAMPLE.com", "Alice", "example.com", undefined, {}],
    ["sips:b:5061", undefined, "b", 5061, {}],
    ["sip:a:secret@b", "a", "b", undefined, {}],
    ["sip:a@[2001:DB8::1]:5060;lr;Transport=TCP", "a", "2001:db8::1", 5060, { lr: "", transport: "tcp" }],
    ["sip:[::ffff:192.0.2.2]", undefined, "::ffff:192.0.2.2", undefined, {}],
    ["sip:u@[2001:db8:::192.0.2.1]", "u", "2001:db8::192.0.2.1", undefined, {}],
    ["sip:user;par=u%40example.net@example.com", "user;par=u%40example.net", "example.com", undefined, {}],
    ["sip:%00@h", "%00", "h", undefined, {}],
    ["sip:caf%E9@h", "caf%E9", "h", undefined, {}],
    ["sip:*97@1.2.3.4", "*97", "1.2.3.4", undefined, {}],
    ["sip:+5511999@gw;user=phone", "+5511999", "gw", undefined, { user: "phone" }],
    ["sip:a@b;maddr=192.0.2.9", "a", "b", undefined, { maddr: "192.0.2.9" }],
    ["sip:a;maddr=1.2.3.4@b", "a;maddr=1.2.3.4", "b", undefined, {}],
    ["sip:a@b;x-maddr=1.2.3.4", "a", "b", undefined, { "x-maddr": "1.2.3.4" }],
    ["sip:a@b;%6C%72;n%61me=v%61lue%25%34%31", "a", "b", undefined, { "%6c%72": "", "n%61me": "v%61lue%25%34%31" }],
    ["sip:a@b;ob;x=y", "a", "b", undefined, { ob: "", x: "y" }],
    ["tel:+55-11-3000", "+55-11-3000", "", undefined, {}],
    ["tel:100;phone-context=ponto.local", "100", "", undefined, { "phone-context": "ponto.local" }],
    ["isbn:2983792873", undefined, "", undefined, {}],
    ["urn:service:sos", undefined, "", undefined, {}],
  ];
  for (const [raw, user, host, port, params] of table) {
    const uri = parseUri(raw);
    t.match(uri, { raw, host, hasHeaders: false }, raw);
    t.equal(uri?.user, user, `${raw}: user`);
    t.equal(uri?.port, port, `${raw}: port`);
    t.same(Object.fromEntries(uri?.params ?? []), params, `${raw}: parameters`);
    t.same(parseUri(raw), uri, `${raw}: the same from memory`);
  }
  t.equal(parseUri("sip:a@b?Route=%3Csip:x%3E")?.hasHeaders, true);
  t.equal(parseUri("SIPS:b")?.scheme, "sips");
});

t.test("what is no URI", async (t) => {
  const table = [
    "",
    "a",
    "a@b",
    ":a",
    "sip:",
    "sip:@h",
    "sip:a b@h",
    "<sip:a@b>",
    "sip:2001:db8::10",
    "sip:a@b:99999",
    "sip:a@b:",
    "sip:a@b;",
    "sip:a@b\r\nX: y",
    "sip:%zz@b",
    "tel:",
    "tel:alice",
    "http://a<b",
    "sip:a@[1::2::3]",
    "sip:a@b@c",
    "sip:a@b;maddr=1.1.1.1;maddr=2.2.2.2",
    "sip:a@b;maddr=1.1.1.1/x",
    "sip:a@b;maddr=",
    `sip:${"a".repeat(2000)}@b`,
  ];
  for (const raw of table) t.equal(parseUri(raw), undefined, JSON.stringify(raw.slice(0, 40)));
});

t.test("every IPv6 address is a host", async () => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      // The grammar of RFC 3261 has no "::" alone and, by its own mistake, some forms ending in "::1.2.3.4" with a colon more.
      fc.pre(isIPv6(address) && address !== "::");
      return parseUri(`sip:[${address}]`)?.host === address.toLowerCase();
    }),
    { seed: 1, numRuns: 200 },
  );
});

t.test("addresses", async (t) => {
  const table: [raw: string, name: string | undefined, uri: string, params: object][] = [
    ["<sip:a@b>", undefined, "sip:a@b", {}],
    ["sip:a@b;tag=1", undefined, "sip:a@b", { tag: "1" }],
    ["sip:a@b ;  tag  = 1", undefined, "sip:a@b", { tag: "1" }],
    ["<sip:a@b;lr>;tag=1", undefined, "sip:a@b;lr", { tag: "1" }],
    ["<sip:a@b?x=y>", undefined, "sip:a@b?x=y", {}],
    ["J Rosenberg <sip:a@b>", "J Rosenberg", "sip:a@b", {}],
    ["caller<sip:a@b>", "caller", "sip:a@b", {}],
    ['"J \\"Q\\" \\\\ <x>" <sip:a@b>;tag=x', 'J "Q" \\ <x>', "sip:a@b", { tag: "x" }],
    ['"" <sip:a@b>', "", "sip:a@b", {}],
    ['"João ☎ 😀" <sip:a@b>', "João ☎ 😀", "sip:a@b", {}],
    ["<tel:+5511>;tag=q", undefined, "tel:+5511", { tag: "q" }],
    ["tel:+5511;tag=q", undefined, "tel:+5511", { tag: "q" }],
    ["isbn:123", undefined, "isbn:123", {}],
    ["<sip:a@b>;Expires=60;q=0.5;x", undefined, "sip:a@b", { expires: "60", q: "0.5", x: "" }],
    ['<sip:a@b>;+sip.instance="<urn:uuid:1>"', undefined, "sip:a@b", { "+sip.instance": "<urn:uuid:1>" }],
  ];
  for (const [raw, name, uri, params] of table) {
    const address = parseNameAddr(raw);
    t.equal(address?.displayName, name, `${raw}: name`);
    t.equal(address?.uri.raw, uri, `${raw}: URI`);
    t.same(Object.fromEntries(address?.params ?? []), params, `${raw}: parameters`);
  }
});

t.test("what is no address", async (t) => {
  const table = [
    "",
    "*",
    "a",
    '"Mr. J. User <sip:a@b>',
    "Bell, Alexander <sip:a@b>",
    '"x" < sip:a@b >',
    "<sip:a@b>;;;",
    "<sip:a@b>x",
    "sip:a@b?x=y",
    "sip:a,b@c",
    "<sip:a@b>;tag=",
    "<sip:a@b>;tag=1;tag=2",
    '"a" "b" <sip:a@b>',
    "<<sip:a@b>>",
    "é <sip:a@b>",
  ];
  for (const raw of table) t.equal(parseNameAddr(raw), undefined, raw);
});

t.test("Via", async (t) => {
  const table: [raw: string, found: object][] = [
    ["SIP/2.0/UDP a:5062;branch=z9hG4bK1", { transport: "UDP", host: "a", port: 5062, branch: "z9hG4bK1" }],
    [
      "sip / 2.0 / tcp  [2001:DB8::1] ; branch = x;rport",
      { transport: "TCP", host: "2001:db8::1", branch: "x", rport: "" },
    ],
    ["SIP/2.0/UDP h;received=[2001:db8::1];rport=5", { received: "2001:db8::1", rport: "5" }],
    ["SIP/2.0/UDP h;received=2001:db8::1", { received: "2001:db8::1" }],
    ["SIP/2.0/UDP [2001:db8:::192.0.2.1]:5070", { host: "2001:db8::192.0.2.1", port: 5070 }],
    ["SIP/2.0/UDP h;maddr=9.9.9.9", { host: "h", maddr: "9.9.9.9" }],
    ["SIP/2.0/WSS x.invalid;branch=1;alias", { transport: "WSS", host: "x.invalid" }],
    ["SIP/2.0/UDP iftgw.example.com", { branch: undefined, rport: undefined, received: undefined, maddr: undefined }],
  ];
  for (const [raw, found] of table) t.match(parseVia(raw), found, raw);
  const bad = [
    "",
    "SIP/2.0/UDP",
    "SIP/3.0/UDP h",
    "HTTP/2.0/UDP h",
    "SIP/2.0/UDP h;;,",
    "SIP/2.0/UDP h;branch=",
    "SIP/2.0/UDP h:",
    "SIP/2.0/UDP h;branch=z9hG4bK",
    "SIP/2.0/UDP h;branch=a;branch=b",
    "SIP/2.0/UDP h;rport=x",
    "SIP/2.0/UDP h:70000",
  ];
  for (const raw of bad) t.equal(parseVia(raw), undefined, raw);
});

t.test("a Via with its source is one whose source is read back", async () => {
  const tail = fc.constantFrom("", ";rport", ";rport=9", ";received=9.9.9.9", ';x="a;b"', ";ttl=1");
  fc.assert(
    fc.property(
      fc.constantFrom("h", "h:5061", "[::1]:99"),
      fc.array(tail, { maxLength: 2 }),
      fc.nat(65535),
      (at, tails, port) => {
        const via = parseVia(`SIP/2.0/UDP ${at};branch=z9hG4bKa${[...new Set(tails)].join("")}`);
        fc.pre(via !== undefined);
        const again = parseVia(withSource(via, "192.0.2.1", port));
        return (
          again?.received === "192.0.2.1" &&
          again.rport === (via.rport === undefined ? undefined : String(port)) &&
          again.branch === via.branch &&
          again.host === via.host &&
          again.port === via.port
        );
      },
    ),
    { seed: 2 },
  );
});

t.test("CSeq", async (t) => {
  t.same(parseCSeq("0009   INVITE"), { number: 9, method: "INVITE" });
  t.same(parseCSeq("2147483647 x-Method%"), { number: 2147483647, method: "x-Method%" });
  for (const raw of [
    "",
    "1",
    "INVITE",
    "-1 ACK",
    "x ACK",
    "1 ACK x",
    "2147483648 ACK",
    "36893488147419103232 ACK",
    "1ACK",
  ]) {
    t.equal(parseCSeq(raw), undefined, raw);
  }
});
