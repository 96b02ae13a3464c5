import t from "tap";
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import type { Family } from "../../../src/sip/locate/dns.ts";
import { type Destination, destinationsOf, familiesOf } from "../../../src/sip/locate/procedure.ts";
import type { Target, TransportName } from "../../../src/sip/transport/transport.ts";
import { naptr, srv, type Zone, zoneDns } from "./zone.ts";

const domain = "carrier.example";
const hosts = { "a.example": ["192.0.2.1"], "b.example": ["192.0.2.2"], [domain]: ["192.0.2.9"] };
const all: readonly TransportName[] = ["udp", "tcp", "tls"];

const written = ({ transport, address, port }: Destination): string => `${transport} ${address} ${port}`;

async function located(
  zone: Zone,
  target: Partial<Target>,
  families: readonly Family[] = [4],
  transports: readonly TransportName[] = all,
) {
  const dns = zoneDns({ a: hosts, ...zone });
  const whole: Target = { transport: "udp", host: domain, port: 5060, ...target };
  const found = await destinationsOf(whole, { dns, entropy: seededEntropy(1), families, transports });
  return { found: found.map(written), asked: dns.asked };
}

interface Row {
  readonly name: string;
  readonly zone?: Zone;
  readonly target?: Partial<Target>;
  readonly families?: readonly Family[];
  readonly transports?: readonly TransportName[];
  readonly found: readonly string[];
  /** Where it matters. */
  readonly asked?: readonly string[];
}

const services = {
  [domain]: [
    naptr(20, 10, "SIP+D2U", "_sip._udp.carrier.example"),
    naptr(10, 20, "SIP+D2T", "_sip._tcp.carrier.example"),
    naptr(10, 10, "SIPS+D2T", "_sips._tcp.carrier.example"),
    naptr(1, 1, "E2U+sip", "elsewhere.example"),
  ],
};
const servers = {
  "_sip._udp.carrier.example": [srv(2, 0, "b.example", 5070), srv(1, 0, "a.example")],
  "_sip._tcp.carrier.example": [srv(1, 0, "b.example")],
  "_sips._tcp.carrier.example": [srv(1, 0, "a.example", 5061)],
};

const rows: readonly Row[] = [
  { name: "a literal asks nobody", target: { host: "192.0.2.7" }, found: ["udp 192.0.2.7 5060"], asked: [] },
  { name: "an IPv6 literal", target: { host: "2001:db8::7" }, found: ["udp 2001:db8::7 5060"], asked: [] },
  { name: "a host and port: its address (§4.2)", target: { port: 5080 }, found: ["udp 192.0.2.9 5080"] },
  {
    name: "all addresses of a host, in the families that are reached",
    zone: { a: { [domain]: ["192.0.2.1", "192.0.2.2"] }, aaaa: { [domain]: ["2001:db8::1"] } },
    families: [6, 4],
    found: ["udp 2001:db8::1 5060", "udp 192.0.2.1 5060", "udp 192.0.2.2 5060"],
  },
  {
    name: "one family that is silent does not hide the other",
    zone: { aaaa: { [domain]: "silent" } },
    families: [6, 4],
    found: ["udp 192.0.2.9 5060"],
  },
  {
    name: "SRV by priority, with its ports",
    zone: { srv: servers },
    target: { locate: "srv" },
    found: ["udp 192.0.2.1 5060", "udp 192.0.2.2 5070"],
    asked: ["SRV _sip._udp.carrier.example", "A a.example", "A b.example"],
  },
  {
    name: "SRV of TLS",
    zone: { srv: servers },
    target: { locate: "srv", transport: "tls", port: 5061 },
    found: ["tls 192.0.2.1 5061"],
  },
  {
    name: "no SRV: the host itself (§4.2)",
    target: { locate: "srv", transport: "tcp" },
    found: ["tcp 192.0.2.9 5060"],
    asked: ["SRV _sip._tcp.carrier.example", "A carrier.example"],
  },
  {
    name: 'SRV that says there is none (RFC 2782: a target of ".")',
    zone: { srv: { "_sip._udp.carrier.example": [srv(0, 0, ".")] } },
    target: { locate: "srv" },
    found: [],
  },
  {
    name: "a server without an address is passed over",
    zone: { srv: { "_sip._udp.carrier.example": [srv(1, 0, "gone.example"), srv(2, 0, "b.example")] } },
    target: { locate: "srv" },
    found: ["udp 192.0.2.2 5060"],
  },
  {
    name: "NAPTR: the domain's favourite by order, then preference (§4.1)",
    zone: { naptr: services, srv: servers },
    target: { locate: "naptr" },
    found: ["tls 192.0.2.1 5061"],
  },
  {
    name: "NAPTR: of the transports that we have",
    zone: { naptr: services, srv: servers },
    target: { locate: "naptr" },
    transports: ["udp", "tcp"],
    found: ["tcp 192.0.2.2 5060"],
  },
  {
    name: "NAPTR: the next service where the first has no servers",
    zone: { naptr: services, srv: { ...servers, "_sips._tcp.carrier.example": [] } },
    target: { locate: "naptr" },
    found: ["tcp 192.0.2.2 5060"],
  },
  {
    name: "NAPTR: what must be secure stays secure",
    zone: {
      naptr: { [domain]: services[domain]!.filter(({ service }) => service !== "SIPS+D2T") },
      srv: { "_sip._udp.carrier.example": servers["_sip._udp.carrier.example"] },
    },
    target: { locate: "naptr", transport: "tls", port: 5061 },
    found: ["tls 192.0.2.9 5061"],
  },
  {
    name: "no NAPTR: SRV of each transport, ours first",
    zone: { srv: servers },
    target: { locate: "naptr", transport: "tcp" },
    found: ["tcp 192.0.2.2 5060"],
  },
  {
    name: "neither NAPTR nor SRV: the host itself",
    target: { locate: "naptr" },
    found: ["udp 192.0.2.9 5060"],
  },
  {
    name: "a server that cannot do NAPTR says as much as one without",
    zone: { naptr: { [domain]: "failed" }, srv: servers },
    target: { locate: "naptr" },
    found: ["udp 192.0.2.1 5060", "udp 192.0.2.2 5070"],
  },
  {
    name: "silence ends the search at once",
    zone: { naptr: { [domain]: "silent" }, srv: servers },
    target: { locate: "naptr" },
    found: [],
    asked: ["NAPTR carrier.example"],
  },
  { name: "a name that is not", target: { host: "nowhere.example" }, found: [] },
  {
    name: "a zone full of servers is not followed to its end",
    zone: {
      srv: { "_sip._udp.carrier.example": Array.from({ length: 100 }, (_, i) => srv(i, 0, "many.example")) },
      a: { "many.example": Array.from({ length: 100 }, (_, i) => `192.0.2.${i}`) },
    },
    target: { locate: "srv" },
    found: [0, 1, 2, 3].flatMap(() => [0, 1, 2, 3].map((i) => `udp 192.0.2.${i} 5060`)),
  },
];

t.test("where a name is served (RFC 3263)", async (t) => {
  for (const { name, zone = {}, target = {}, families, transports, found, asked } of rows) {
    const result = await located(zone, target, families, transports);
    t.same(result.found, found, name);
    if (asked !== undefined) t.same(result.asked, asked, `${name}: what was asked`);
  }
});

t.test("the families of a socket", async (t) => {
  t.same(["0.0.0.0", "192.0.2.1", "::", "2001:db8::1"].map(familiesOf), [[4], [4], [4, 6], [6]]);
});
