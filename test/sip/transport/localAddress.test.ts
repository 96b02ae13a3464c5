import t from "tap";
import {
  defaultInterface,
  LocalAddresses,
  localAddressTowards,
  type Machine,
  thisMachine,
} from "../../../src/sip/transport/localAddress.ts";

const at = (name: string, address: string, prefix: number, family = 4, internal = false) => ({
  interface: name,
  address,
  prefix,
  family,
  internal,
});

const machine: Machine = {
  addresses: [
    at("lo", "127.0.0.1", 8, 4, true),
    at("lo", "::1", 128, 6, true),
    at("docker0", "172.17.0.1", 16),
    at("eth0", "192.0.2.10", 24),
    at("eth1", "10.0.0.1", 8),
    at("eth2", "10.1.0.1", 16),
    at("eth0", "fe80::1", 64, 6),
    at("eth0", "2001:db8::10", 64, 6),
  ],
  defaultInterface: "eth0",
};

t.test("the address a peer can reach", async (t) => {
  const table: [peer: string, family: number, address: string][] = [
    ["127.0.0.1", 4, "127.0.0.1"],
    ["127.9.9.9", 4, "127.0.0.1"],
    ["::1", 6, "::1"],
    ["10.0.0.1", 4, "10.0.0.1"],
    ["192.0.2.77", 4, "192.0.2.10"],
    ["10.200.0.5", 4, "10.0.0.1"],
    ["10.1.0.5", 4, "10.1.0.1"],
    ["8.8.8.8", 4, "192.0.2.10"],
    ["2001:db8::77", 6, "2001:db8::10"],
    ["2001:4860::8888", 6, "2001:db8::10"],
    ["not.resolved", 4, "192.0.2.10"],
    ["", 6, "2001:db8::10"],
    ["fe80::77%eth0", 6, "fe80::1"],
    ["fe80::77%eth9", 6, "2001:db8::10"],
  ];
  for (const [peer, family, address] of table) t.equal(localAddressTowards(peer, family, machine), address, peer);
});

t.test("machines that lack something", async (t) => {
  const noRoute = { ...machine, defaultInterface: undefined };
  t.equal(localAddressTowards("8.8.8.8", 4, noRoute), "172.17.0.1", "no default route: the first that is not internal");
  t.equal(
    localAddressTowards("8.8.8.8", 4, { addresses: [], defaultInterface: undefined }),
    "127.0.0.1",
    "no interface",
  );
  t.equal(localAddressTowards("2001:db8::1", 6, { addresses: [], defaultInterface: undefined }), "::1");
});

t.test("the routing table of Linux", async (t) => {
  const heading = "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT";
  const route = (name: string, destination: string, metric: number, mask: string): string =>
    [name, destination, "010200C0", "0003", 0, 0, metric, mask, 0, 0, 0].join("\t");
  const table = [
    heading,
    route("eth1", "0000000A", 0, "000000FF"),
    route("wlan0", "00000000", 600, "00000000"),
    route("eth0", "00000000", 100, "00000000"),
    "",
  ].join("\n");
  t.equal(defaultInterface(table), "eth0", "the smallest metric wins");
  t.equal(defaultInterface(heading), undefined);
  t.equal(defaultInterface(""), undefined);
});

t.test("the machine is looked at again after a while", async (t) => {
  let now = 0;
  let looks = 0;
  let address = "192.0.2.1";
  const addresses = new LocalAddresses(
    4,
    () => now,
    () => {
      looks++;
      return { addresses: [at("eth0", address, 24)], defaultInterface: "eth0" };
    },
  );
  t.equal(addresses.towards("8.8.8.8"), "192.0.2.1");
  address = "192.0.2.2";
  now = 9_999;
  t.equal(addresses.towards("8.8.8.8"), "192.0.2.1");
  t.equal(looks, 1);
  now = 10_000;
  t.equal(addresses.towards("8.8.8.8"), "192.0.2.2");
});

t.test("each peer is told an address of its own family", async (t) => {
  const addresses = new LocalAddresses(
    4,
    () => 0,
    () => machine,
  );
  t.equal(addresses.towards("192.0.2.77"), "192.0.2.10");
  t.equal(addresses.towards("2001:db8::77"), "2001:db8::10");
  t.equal(addresses.towards("::1"), "::1");
  t.equal(addresses.towards("fe80::77%eth0"), "fe80::1", "on its own link, without the zone");
  t.equal(addresses.towards(undefined), "192.0.2.10");
});

t.test("this machine has addresses", async (t) => {
  t.ok(thisMachine().addresses.some(({ address }) => address === "127.0.0.1"));
});
