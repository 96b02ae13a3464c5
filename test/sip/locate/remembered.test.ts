import t from "tap";
import { hostsIn } from "../../../src/sip/locate/hosts.ts";
import { RememberedDns } from "../../../src/sip/locate/remembered.ts";
import { srv, zoneDns } from "./zone.ts";

t.test("a name is asked for once, until its answer is over", async (t) => {
  let now = 0;
  const zone = zoneDns({ a: { "trunk.example": ["192.0.2.1"] } }, 30);
  const dns = new RememberedDns(zone, () => now);
  const answers = await Promise.all([dns.addresses("trunk.example", 4), dns.addresses("TRUNK.example", 4)]);
  t.same(answers[0], answers[1]);
  t.same(zone.asked, ["A trunk.example"], "one question for both");
  now = 29_999;
  await dns.addresses("trunk.example", 4);
  t.equal(zone.asked.length, 1, "its time to live is 30 s");
  now = 30_000;
  await dns.addresses("trunk.example", 4);
  await dns.addresses("trunk.example", 6);
  t.same(zone.asked.slice(1), ["A trunk.example", "AAAA trunk.example"], "each type is a question of its own");
});

t.test("how long what holds", async (t) => {
  const table: [name: string, ttl: number | undefined, holdsMs: number][] = [
    ["SRV, of which no time to live is told", undefined, 60_000],
    ["a time to live of 0", 0, 5_000],
    ["a time to live of a day", 86_400, 3_600_000],
  ];
  for (const [name, ttl, holdsMs] of table) {
    let now = 0;
    const zone = zoneDns({ srv: { "_sip._udp.x": [srv(0, 0, "a")] } }, ttl);
    const dns = new RememberedDns(zone, () => now);
    await dns.srv("_sip._udp.x");
    now = holdsMs - 1;
    await dns.srv("_sip._udp.x");
    t.equal(zone.asked.length, 1, `${name}: before`);
    now = holdsMs;
    await dns.srv("_sip._udp.x");
    t.equal(zone.asked.length, 2, `${name}: after`);
  }
});

t.test("nothing is remembered for half a minute, a failure for five seconds", async (t) => {
  for (const [a, holdsMs] of [
    [{}, 30_000],
    [{ "x.example": "failed" }, 5_000],
    [{ "x.example": "silent" }, 5_000],
  ] as const) {
    let now = 0;
    const zone = zoneDns({ a });
    const dns = new RememberedDns(zone, () => now);
    await dns.addresses("x.example", 4);
    now = holdsMs - 1;
    await dns.addresses("x.example", 4);
    t.equal(zone.asked.length, 1);
    now = holdsMs;
    await dns.addresses("x.example", 4);
    t.equal(zone.asked.length, 2);
  }
});

t.test("while DNS is dead, what was true stands in for a day (RFC 8767)", async (t) => {
  let now = 0;
  const zone = zoneDns({ a: { "x.example": ["192.0.2.1"] } });
  const dns = new RememberedDns(zone, () => now);
  const first = await dns.addresses("x.example", 4);
  zone.zone = { a: { "x.example": "silent" } };
  now = 60_000;
  t.same(await dns.addresses("x.example", 4), first);
  now = 86_000_000;
  t.same(await dns.addresses("x.example", 4), first);
  now = 86_460_001;
  t.equal(await dns.addresses("x.example", 4), "silent");
});

t.test("a bounded memory", async (t) => {
  const zone = zoneDns({});
  const dns = new RememberedDns(zone, () => 0);
  for (let i = 0; i < 2_000; i++) await dns.addresses(`${i}.example`, 4);
  await dns.addresses("1999.example", 4);
  t.equal(zone.asked.length, 2_000, "the last are remembered");
  await dns.addresses("0.example", 4);
  t.equal(zone.asked.length, 2_001, "the first are not");
});

t.test("the file of hosts", async (t) => {
  const file =
    "127.0.0.1 localhost\n# 192.0.2.1 comment.example\n192.0.2.2\tTrunk.Example trunk # and more\n::1 ip6-localhost\n";
  t.same(hostsIn(file, "trunk.example", 4), ["192.0.2.2"]);
  t.same(hostsIn(file, "TRUNK.", 4), ["192.0.2.2"]);
  t.same(hostsIn(file, "trunk", 6), []);
  t.same(hostsIn(file, "comment.example", 4), []);
  t.same(hostsIn(file, "more", 4), []);
  t.same([hostsIn("", "localhost", 4), hostsIn("", "LocalHost.", 6)], [["127.0.0.1"], ["::1"]], "RFC 6761 §6.3");
});
