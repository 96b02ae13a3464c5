/** EDGE: questions to the machine's DNS servers, and its file of hosts. */
import { Resolver } from "node:dns/promises";
import { readFileSync } from "node:fs";
import type { Answer, Dns, Family, Records } from "./dns.ts";
import { hostsIn } from "./hosts.ts";

/** A server gets this long, ms, and every one is asked twice: a dead one costs a request seconds, and nobody else anything. */
const TIMEOUT_MS = 1_000;
const TRIES = 2;

const HOSTS_FILE = "/etc/hosts";

/**
 * DNS by c-ares, on sockets: `getaddrinfo` would hold a thread of the pool, which the disk needs, for as long as DNS is silent.
 * @param servers `address` or `address:port`; the system's where none is named.
 */
export function systemDns(servers: readonly string[]): Dns {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
  if (servers.length > 0) resolver.setServers(servers);
  return {
    naptr: (name) => answered(resolver.resolveNaptr(name).then((records) => ({ records, ttl: undefined }))),
    srv: (name) => answered(resolver.resolveSrv(name).then((records) => ({ records, ttl: undefined }))),
    addresses: (name, family) => {
      const written = hostsIn(hostsFile(), name, family);
      return written.length > 0
        ? Promise.resolve({ records: written, ttl: undefined })
        : answered(addresses(resolver, name, family));
    },
    close: () => resolver.cancel(),
  };
}

async function addresses(resolver: Resolver, name: string, family: Family): Promise<Records<string>> {
  const found = await (family === 4 ? resolver.resolve4(name, { ttl: true }) : resolver.resolve6(name, { ttl: true }));
  return { records: found.map(({ address }) => address), ttl: Math.min(...found.map(({ ttl }) => ttl)) };
}

async function answered<T>(asked: Promise<Records<T>>): Promise<Answer<T>> {
  try {
    return await asked;
  } catch (error) {
    switch ((error as NodeJS.ErrnoException).code) {
      case "ENODATA":
      case "ENOTFOUND":
      case "EBADNAME":
        return { records: [], ttl: undefined };
      case "ETIMEOUT":
      case "ECONNREFUSED":
      case "ECANCELLED":
        return "silent";
      default:
        return "failed";
    }
  }
}

function hostsFile(): string {
  try {
    return readFileSync(HOSTS_FILE, "utf8");
  } catch {
    return "";
  }
}
