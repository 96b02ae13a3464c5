import t from "tap";
import { identityFault } from "../../../src/sip/transport/serverIdentity.ts";

t.test("which certificates are a server's (RFC 5922 §7)", async (t) => {
  const table: [
    name: string,
    alternatives: string | undefined,
    commonName: string | undefined,
    server: string,
    is: boolean,
  ][] = [
    ["its DNS name", "DNS:sip.example.com", "x", "sip.example.com", true],
    ["whatever the case", "DNS:Sip.Example.COM", "x", "sIP.example.com", true],
    ["one of several", "DNS:a.example, DNS:sip.example.com", "x", "sip.example.com", true],
    ["its SIP URI", "URI:sip:example.com", "x", "example.com", true],
    [
      "a SIP URI beside DNS names: these do not count",
      "URI:sip:example.com, DNS:sip.example.com",
      "x",
      "sip.example.com",
      false,
    ],
    ["a user's SIP URI", "URI:sip:ana@example.com", "x", "example.com", false],
    ["a URI of another kind", "URI:https:example.com, DNS:sip.example.com", "x", "sip.example.com", true],
    ["a wildcard", "DNS:*.example.com", "x", "sip.example.com", false],
    ["a suffix", "DNS:example.com", "x", "sip.example.com", false],
    ["an address", "IP Address:192.0.2.1", "x", "192.0.2.1", true],
    ["an IPv6 address", "IP Address:2001:DB8:0:0:0:0:0:1", "x", "2001:db8::1", true],
    ["another's address", "IP Address:192.0.2.2", "x", "192.0.2.1", false],
    ["the common name, where there is nothing else", undefined, "sip.example.com", "sip.example.com", true],
    ["the common name beside others", "DNS:other.example", "sip.example.com", "sip.example.com", false],
    ["a name that hides another", 'DNS:"x, DNS:sip.example.com, y"', "x", "sip.example.com", false],
    ["nothing", undefined, undefined, "sip.example.com", false],
  ];
  for (const [name, alternatives, commonName, server, is] of table)
    t.equal(identityFault(alternatives, commonName, server) === undefined, is, name);
  t.match(
    identityFault("DNS:other.example", undefined, "sip.example.com"),
    { message: "the certificate is for other.example, not for sip.example.com" },
    "it says whose it is",
  );
});
