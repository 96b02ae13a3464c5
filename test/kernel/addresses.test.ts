import t from "tap";
import {
  canonicalAddress,
  inZoneOf,
  isSameAddress,
  mapped,
  ownAddressOf,
  rememberingLast,
  unmapped,
  uriHost,
  withoutZone,
} from "../../src/kernel/addresses.ts";

t.test("IPv4 on a socket of both families", async (t) => {
  for (const address of ["192.0.2.1", "0.0.0.0"]) t.equal(unmapped(mapped(address)), address);
  t.equal(mapped("192.0.2.1"), "::ffff:192.0.2.1");
  for (const address of ["::1", "2001:db8::1", "fe80::1%eth0", "::ffff:0:1"]) {
    t.equal(mapped(address), address);
    t.equal(unmapped(address), address);
  }
});

t.test("addresses that compare as text", async (t) => {
  const table: [text: string, canonical: string | undefined][] = [
    ["192.0.2.1", "192.0.2.1"],
    ["2001:DB8:0:0::1", "2001:db8::1"],
    ["::FFFF:192.0.2.1", "192.0.2.1"],
    ["FE80::1%eth0", "fe80::1"],
    ["sip.example.com", undefined],
    ["", undefined],
  ];
  for (const [text, canonical] of table) t.equal(canonicalAddress(text), canonical, text);
  t.ok(isSameAddress("2001:DB8::0:1", "2001:db8::1"));
  t.ok(isSameAddress("fe80::1", "fe80::1%eth0"), "who writes it knows no zone of ours");
  t.ok(isSameAddress("sip.example.com", "sip.example.com"));
  t.notOk(isSameAddress("2001:db8::2", "2001:db8::1"));
  t.notOk(isSameAddress("10.0.0.1", "192.0.2.1"));
});

t.test("where a socket reaches itself", async (t) => {
  for (const [host, address] of [
    ["0.0.0.0", "127.0.0.1"],
    ["::", "::1"],
    ["192.0.2.1", "192.0.2.1"],
    ["2001:db8::1", "2001:db8::1"],
  ] as const)
    t.equal(ownAddressOf(host), address);
});

t.test("zones", async (t) => {
  t.equal(withoutZone("fe80::1%eth0"), "fe80::1");
  t.equal(inZoneOf("fe80::5", "fe80::1%eth0"), "fe80::5%eth0", "a neighbour's media is on the neighbour's link");
  t.equal(inZoneOf("2001:db8::5", "fe80::1%eth0"), "2001:db8::5");
  t.equal(inZoneOf("fe80::5", "2001:db8::1"), "fe80::5");
});

t.test("the last answer is remembered", async (t) => {
  const asked: string[] = [];
  const twice = rememberingLast((text) => {
    asked.push(text);
    return text + text;
  });
  t.same(["a", "a", "b", "a"].map(twice), ["aa", "aa", "bb", "aa"]);
  t.same(asked, ["", "a", "b", "a"]);
});

t.test("in a URI an IPv6 address is bracketed", async (t) => {
  t.equal(uriHost("2001:db8::1"), "[2001:db8::1]");
  for (const host of ["10.0.0.1", "sip.example.com"]) t.equal(uriHost(host), host);
});
