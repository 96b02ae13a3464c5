import t from "tap";
import { nextHop, requestUri, routing } from "../../../src/sip/dialog/route.ts";
import { parseUri } from "../../../src/sip/message/fields.ts";
import type { Target } from "../../../src/sip/transport/transport.ts";

t.test("Request-URI and Route behind a route set (RFC 3261 §12.2.1.1)", async (t) => {
  const target = "sip:bob@192.0.2.4:5061";
  const cases: [title: string, routeSet: string[], uri: string, routes: string[], hop: string][] = [
    ["no route set", [], target, [], target],
    [
      "loose routers: the remote target stays",
      ["<sip:p1.example.com;lr>", '"Edge" <sip:p2.example.com;lr;x=1>'],
      target,
      ["<sip:p1.example.com;lr>", '"Edge" <sip:p2.example.com;lr;x=1>'],
      "sip:p1.example.com;lr",
    ],
    [
      "a strict router first: it becomes the Request-URI, the remote target the last route",
      ["<sip:p1.example.com;method=INVITE>", "<sip:p2.example.com;lr>"],
      "sip:p1.example.com",
      ["<sip:p2.example.com;lr>", `<${target}>`],
      "sip:p1.example.com;method=INVITE",
    ],
    ["a route that cannot be read decides nothing", ["<<>>"], target, ["<<>>"], target],
  ];
  for (const [title, routeSet, uri, routes, hop] of cases)
    t.same(routing(target, routeSet), { uri, routes, hop }, title);
});

t.test("a Contact becomes a Request-URI without what may not stand there (§19.1.1)", async (t) => {
  const cases: [string, string][] = [
    ["sip:a@192.0.2.1;transport=tcp", "sip:a@192.0.2.1;transport=tcp"],
    ["sip:a@192.0.2.1?Replaces=x%3By", "sip:a@192.0.2.1"],
    ["sip:a?b@192.0.2.1;METHOD=BYE;ob?h=v", "sip:a?b@192.0.2.1;ob"],
    ["sip:[2001:db8::1]:5070;method=REGISTER", "sip:[2001:db8::1]:5070"],
  ];
  for (const [contact, expected] of cases) t.equal(requestUri(parseUri(contact)!), expected, contact);
});

t.test("the next hop is never a host of the peer's choice", async (t) => {
  const udp: Target = { transport: "udp", host: "198.51.100.7", port: 33_000 };
  const connected: Target = { transport: "tcp", host: "198.51.100.7", port: 33_000, connection: 4 };
  const v6: Target = { transport: "udp", host: "2001:db8::7", port: 5060 };
  const named: Target = { transport: "udp", host: "sip.Carrier.example", port: 5060 };
  const cases: [title: string, hop: string, target: Target, expected: Target][] = [
    ["behind a NAT: back to the source", "sip:a@192.168.1.20:5062", udp, udp],
    ["another host", "sip:a@203.0.113.99:5060", udp, udp],
    ["another host by name", "sip:a@victim.example", udp, udp],
    ["maddr names nobody", "sip:a@198.51.100.7:33000;maddr=203.0.113.99", udp, udp],
    ["the same host, another port", "sip:a@198.51.100.7:5062", udp, { ...udp, port: 5062 }],
    ["the same host, no port: the port in use", "sip:a@198.51.100.7", udp, udp],
    [
      "the same host, another transport",
      "sip:a@198.51.100.7:5062;transport=TCP",
      udp,
      { ...udp, transport: "tcp", port: 5062 },
    ],
    ["a transport we do not speak", "sip:a@198.51.100.7:5062;transport=sctp", udp, udp],
    ["sips", "sips:a@198.51.100.7:5061", udp, { ...udp, transport: "tls", port: 5061 }],
    [
      "an open connection, and where it may be opened again",
      "sip:a@198.51.100.7:5062;transport=tcp",
      connected,
      { ...connected, port: 5062 },
    ],
    ["an open connection of another transport", "sip:a@198.51.100.7:5062;transport=udp", connected, connected],
    ["IPv6, written at length", "sip:a@[2001:DB8:0::7]:5099", v6, { ...v6, port: 5099 }],
    [
      "a port leaves nothing to locate",
      "sip:a@sip.carrier.example:5090",
      { ...named, locate: "srv" },
      { ...named, port: 5090 },
    ],
    ["IPv6", "sip:a@[2001:db8::7]:5099", v6, { ...v6, port: 5099 }],
    ["a host name, whatever its case", "sip:a@SIP.carrier.example:5090", named, { ...named, port: 5090 }],
    ["nonsense", "nonsense", udp, udp],
    ["tel", "tel:+551130003000", udp, udp],
  ];
  for (const [title, hop, target, expected] of cases) t.same(nextHop(hop, target), expected, title);
});
