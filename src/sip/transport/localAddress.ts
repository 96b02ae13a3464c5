/** EDGE: which of our addresses a peer should be told, from the interfaces and the routing table of the machine. */
import { readFileSync } from "node:fs";
import { BlockList, isIP } from "node:net";
import { networkInterfaces } from "node:os";
import { withoutZone } from "../../kernel/addresses.ts";
import { BoundedMap } from "../../kernel/boundedMap.ts";

export interface LocalAddress {
  readonly interface: string;
  readonly address: string;
  /** 4 or 6. */
  readonly family: number;
  readonly prefix: number;
  readonly internal: boolean;
}

/** The machine as far as addresses go. */
export interface Machine {
  readonly addresses: readonly LocalAddress[];
  /** The interface of the default route; undefined where there is none or it cannot be told. */
  readonly defaultInterface: string | undefined;
}

/** How long a look at the machine holds, ms: interfaces come and go, but not for each message. */
const FRESH_MS = 10_000;

/** Answers for peers, remembering the machine for a while. */
export class LocalAddresses {
  readonly #family: 4 | 6;
  readonly #now: () => number;
  readonly #look: () => Machine;
  #machine: Machine | undefined;
  #seenAt = 0;
  #answers = new BoundedMap<string, string>(1024);

  /** @param family what is taken for a peer that is not known yet. */
  constructor(family: 4 | 6, now: () => number, look: () => Machine = thisMachine) {
    this.#family = family;
    this.#now = now;
    this.#look = look;
  }

  /** @param peer An IP address; undefined when it is not known yet. */
  towards(peer = ""): string {
    const now = this.#now();
    if (this.#machine === undefined || now - this.#seenAt >= FRESH_MS) {
      this.#machine = this.#look();
      this.#seenAt = now;
      this.#answers = new BoundedMap(1024);
    }
    const known = this.#answers.get(peer);
    if (known !== undefined) return known;
    const address = localAddressTowards(peer, isIP(peer) || this.#family, this.#machine);
    this.#answers.set(peer, address);
    return address;
  }
}

/**
 * The address of ours that `peer` can reach: its own when it is this machine, else that of the interface in its subnet,
 * else that of the default route's interface, else any that is not internal.
 */
export function localAddressTowards(peer: string, family: number, machine: Machine): string {
  const loopback = family === 6 ? "::1" : "127.0.0.1";
  const neighbour = neighbourOf(peer, machine);
  if (neighbour !== undefined) return neighbour;
  // To anybody else link-local addresses mean nothing without a zone, which SIP cannot carry.
  const ours = machine.addresses.filter((local) => local.family === family && !local.address.startsWith("fe80:"));
  const outward = ours.filter((local) => !local.internal);
  if (contains(loopback, family === 6 ? 128 : 8, family, peer)) return loopback;
  const chosen =
    ours.find((local) => local.address === peer) ??
    closest(outward.filter((local) => contains(local.address, local.prefix, family, peer))) ??
    outward.find((local) => local.interface === machine.defaultInterface) ??
    outward[0];
  return chosen?.address ?? loopback;
}

/** The link-local address of ours on the link of a peer that has one; the zone is left out, since the peer has zones of its own. */
function neighbourOf(peer: string, { addresses }: Machine): string | undefined {
  const [, zone] = peer.split("%");
  const isOurs = (local: LocalAddress): boolean => local.interface === zone && local.address.startsWith("fe80:");
  return zone === undefined ? undefined : addresses.find(isOurs)?.address;
}

/** The one with the smallest subnet: longest prefix match. */
const closest = (candidates: readonly LocalAddress[]): LocalAddress | undefined =>
  [...candidates].sort((a, b) => b.prefix - a.prefix)[0];

function contains(network: string, prefix: number, family: number, address: string): boolean {
  const subnet = new BlockList();
  const type = family === 6 ? "ipv6" : "ipv4";
  subnet.addSubnet(network, prefix, type);
  return isIP(address) === family && subnet.check(withoutZone(address), type);
}

export function thisMachine(): Machine {
  const addresses = Object.entries(networkInterfaces()).flatMap(([name, entries = []]) =>
    entries.map(({ address, family, cidr, internal }) => ({
      interface: name,
      address,
      family: family === "IPv6" ? 6 : 4,
      prefix: Number(cidr?.split("/")[1] ?? (family === "IPv6" ? 128 : 32)),
      internal,
    })),
  );
  return { addresses, defaultInterface: defaultInterface(routingTable()) };
}

/** Linux: one route a line, numbers in hexadecimal, the first line a heading. */
function routingTable(): string {
  try {
    return readFileSync("/proc/net/route", "latin1");
  } catch {
    return "";
  }
}

/** The interface of the route to 0.0.0.0/0 with the smallest metric. */
export function defaultInterface(table: string): string | undefined {
  const routes = table
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/));
  const defaults = routes.filter(
    ([, destination, , , , , , mask]) => destination === "00000000" && mask === "00000000",
  );
  return defaults.sort((a, b) => Number(a[6]) - Number(b[6]))[0]?.[0];
}
