/** Trunks given by name: their servers are found in DNS, and the next one is tried when one is dead (RFC 3263). */
import { createSocket } from "node:dgram";
import t, { type Test } from "tap";
import { answers } from "../../lab/phone/manners.ts";
import { TestTrunk } from "../../lab/phone/trunk.ts";
import type { Route, Trunk } from "../../src/accounts/directory/shapes.ts";
import { centre } from "../support/centre.ts";
import { DnsServer } from "../support/dnsServer.ts";

/** Longer than the questions about one name may take together, ms. */
const LOOK_UP_MS = 20_000;

/** A port that takes what comes and never answers. */
async function deadPort(test: Test): Promise<number> {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  test.teardown(() => new Promise<void>((resolve) => socket.close(() => resolve())));
  return socket.address().port;
}

t.test("a call by a trunk whose first server is dead", async (t) => {
  const dns = await DnsServer.start(t, {});
  const c = await centre(t, { server: { env: { PONTO_DNS_SERVERS: dns.place } } });
  const alive = await TestTrunk.start({ server: c.server.now.sip, manner: answers });
  t.teardown(() => alive.close());
  const named = "_sip._udp.carrier.example";
  dns.zone = {
    srv: {
      [named]: [
        { priority: 10, weight: 0, port: await deadPort(t), name: "one.carrier.example" },
        { priority: 20, weight: 0, port: alive.port, name: "two.carrier.example" },
      ],
    },
    a: { "one.carrier.example": ["127.0.0.1"], "two.carrier.example": ["127.0.0.1"] },
  };
  const trunk = await c.admin.post<Trunk>("/v1/trunks", {
    name: "Nomeada",
    host: "carrier.example",
    transport: "udp",
    auth: "ip",
  });
  await c.admin.post<Route>("/v1/routes", { prefix: "9", strip: 1, prepend: "", trunkIds: [trunk.id] });

  for (const which of ["first", "second"]) {
    const call = await c.ana.phone.dial("91130004000");
    const customer = await alive.incoming();
    await call.answered();
    t.match(customer.invite.uri, /^sip:.*1130004000@carrier\.example/, `the ${which} call arrives`);
    await call.bye();
    t.equal(await customer.ended(), "theirs", "and so does its BYE, at the server that answered");
  }
  t.ok(dns.asked.includes(`srv ${named}`));
});

t.test("a dead DNS server delays nobody else", async (t) => {
  const dns = await DnsServer.start(t, {});
  dns.silent = true;
  const c = await centre(t, { server: { env: { PONTO_DNS_SERVERS: dns.place } } });
  const trunk = await c.admin.post<Trunk>("/v1/trunks", {
    name: "Sumida",
    host: "lost.example",
    transport: "udp",
    auth: "ip",
  });
  await c.admin.post<Route>("/v1/routes", { prefix: "9", strip: 1, prepend: "", trunkIds: [trunk.id] });
  const bruno = await c.seat("Bruno", "1002");

  const lost = await c.ana.phone.dial("91130004000");
  const other = await (await bruno.phone.dial("1003")).answered();
  t.equal(lost.state === "connected", false, "while the first still waits for DNS");
  await other.bye();
  t.match(await lost.ended(LOOK_UP_MS), Number, "which then is told that nobody is there");
});
