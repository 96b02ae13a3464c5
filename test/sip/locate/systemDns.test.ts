/** The resolver of the machine against a DNS server on this machine. */
import t from "tap";
import { systemDns } from "../../../src/sip/locate/systemDns.ts";
import { DnsServer } from "../../support/dnsServer.ts";
import { naptr, srv } from "./zone.ts";

t.test("records as the wire brings them", async (t) => {
  const services = [
    naptr(10, 5, "SIPS+D2T", "_sips._tcp.carrier.example"),
    naptr(20, 5, "SIP+D2U", "_sip._udp.carrier.example"),
  ];
  const servers = [srv(1, 60, "a.example", 5061), srv(1, 40, "b.example", 5062)];
  const server = await DnsServer.start(t, {
    a: { "a.example": ["192.0.2.1", "192.0.2.2"] },
    srv: { "_sip._udp.carrier.example": servers },
    naptr: { "carrier.example": services },
  });
  const dns = systemDns([server.place]);
  t.teardown(() => dns.close());
  t.match(await dns.naptr("carrier.example"), { records: services, ttl: undefined });
  t.same(await dns.srv("_sip._udp.carrier.example"), { records: servers, ttl: undefined });
  t.same(await dns.addresses("a.example", 4), { records: ["192.0.2.1", "192.0.2.2"], ttl: 30 });
  const none = { records: [], ttl: undefined };
  t.same(await dns.addresses("a.example", 6), none, "no address of that family");
  t.same(await dns.addresses("nowhere.example", 4), none, "no such name");
  t.same(await dns.srv("a..example"), none, "no name at all");
  t.same(await dns.addresses("localhost", 4), { records: ["127.0.0.1"], ttl: undefined });
});

t.test("a server that says nothing costs its own question, and nobody else's", async (t) => {
  const dead = await DnsServer.start(t, {});
  dead.silent = true;
  const alive = await DnsServer.start(t, { a: { "a.example": ["192.0.2.1"] } });
  const waiting = systemDns([dead.place]);
  const working = systemDns([alive.place]);
  t.teardown(() => working.close());
  let answered = false;
  // More questions than the thread pool, of which getaddrinfo would hold one each, has threads.
  const silent = Promise.all(Array.from({ length: 16 }, (_, i) => waiting.addresses(`${i}.example`, 4))).then((all) => {
    answered = true;
    return all;
  });
  t.same(await working.addresses("a.example", 4), { records: ["192.0.2.1"], ttl: 30 });
  t.notOk(answered, "while the others wait");
  waiting.close();
  t.same(new Set(await silent), new Set(["silent"]), "what is being asked ends with the resolver");
});

t.test("where no DNS server is, the question fails at once", async (t) => {
  const gone = systemDns(["127.0.0.1:1"]);
  t.teardown(() => gone.close());
  t.equal(await gone.srv("_sip._udp.carrier.example"), "silent");
});
