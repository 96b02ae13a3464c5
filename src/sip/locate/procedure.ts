/** RFC 3263 §4: from a name to the places where it is served. */
import { isIP } from "node:net";
import type { Entropy } from "../../kernel/entropy.ts";
import type { Target, TransportName } from "../transport/transport.ts";
import type { Answer, Dns, Family, SrvRecord } from "./dns.ts";
import { naptrOrder, type Service, srvName } from "./naptrOrder.ts";
import { srvOrder } from "./srvOrder.ts";

/** A place that serves what was asked for. */
export interface Destination {
  readonly transport: TransportName;
  /** An IP address. */
  readonly address: string;
  readonly port: number;
}

/** What can be reached from here. */
export interface Reach {
  readonly transports: readonly TransportName[];
  /** In the order of preference. */
  readonly families: readonly Family[];
}

/** The families that a socket bound to `host` reaches: an IP address, or `::` for both. */
export const familiesOf = (host: string): readonly Family[] => (host === "::" ? [4, 6] : isIP(host) === 6 ? [6] : [4]);

export interface Location extends Reach {
  readonly dns: Dns;
  readonly entropy: Entropy;
}

/** More than anybody publishes who means well. */
const MAX_SERVICES = 3;
const MAX_SERVERS = 8;
const MAX_ADDRESSES = 4;
const MAX_DESTINATIONS = 16;

/** Raised within this file when DNS is silent: what follows would have to wait just as long. */
const silence = Symbol("DNS is silent");

/** The places to try, in order; none where the name leads nowhere. Never rejects; asks DNS at most three questions one after the other. */
export async function destinationsOf(target: Target, location: Location): Promise<readonly Destination[]> {
  const { host, transport, port } = target;
  if (isIP(host) !== 0) return [{ transport, address: host, port }];
  try {
    const located = target.locate === undefined ? undefined : await served(target, target.locate, location);
    return located ?? (await at(host, transport, port, location));
  } catch (cause) {
    if (cause === silence) return [];
    throw cause;
  }
}

/** What SRV says; undefined where it says nothing, and the host itself is meant. */
async function served(
  target: Target,
  by: "srv" | "naptr",
  location: Location,
): Promise<readonly Destination[] | undefined> {
  const services = by === "srv" ? [plain(target.transport, target.host)] : await offered(target, location);
  const answers = await Promise.all(services.map(({ srvName }) => location.dns.srv(srvName)));
  const found = services.flatMap((service, i) => {
    const records = recordsOf(answers[i]!);
    return records.length === 0 ? [] : [{ ...service, records }];
  });
  // §4.1 settles on one transport: the first that has servers.
  const first = found[0];
  return first && (await atServers(first.records, first.transport, location));
}

/** The services to look for, by NAPTR or, without it, one for each transport: the configured one first. */
async function offered({ host, transport }: Target, location: Location): Promise<readonly Service[]> {
  // §4.1: "a client resolving a SIPS URI MUST discard any services that do not contain "SIPS" as the protocol in the service field."
  const ours = transport === "tls" ? location.transports.filter((each) => each === "tls") : location.transports;
  const services = naptrOrder(recordsOf(await location.dns.naptr(host)), ours).slice(0, MAX_SERVICES);
  if (services.length > 0) return services;
  const preferred = [...ours].sort((a, b) => Number(b === transport) - Number(a === transport));
  return preferred.map((each) => plain(each, host));
}

const plain = (transport: TransportName, domain: string): Service => ({
  transport,
  srvName: srvName(transport, domain),
});

async function atServers(
  records: readonly SrvRecord[],
  transport: TransportName,
  location: Location,
): Promise<readonly Destination[]> {
  // RFC 2782: "A Target of "." means that the service is decidedly not available at this domain."
  const servers = srvOrder(records, location.entropy).filter(({ name }) => name !== "." && name !== "");
  const places = await Promise.all(
    servers.slice(0, MAX_SERVERS).map(({ name, port }) => at(name, transport, port, location)),
  );
  return places.flat().slice(0, MAX_DESTINATIONS);
}

/** The addresses of a host, of each family that can be reached. */
async function at(
  host: string,
  transport: TransportName,
  port: number,
  { dns, families }: Location,
): Promise<readonly Destination[]> {
  if (isIP(host) !== 0) return [{ transport, address: host, port }];
  const answers = await Promise.all(families.map((family) => dns.addresses(host, family)));
  // One family that is silent must not hide the other.
  if (answers.every((answer) => answer === "silent")) throw silence;
  return answers
    .filter((answer) => answer !== "silent")
    .flatMap((answer) => recordsOf(answer).slice(0, MAX_ADDRESSES))
    .map((address) => ({ transport, address, port }));
}

/** A server that cannot tell (broken ones there are for NAPTR) says as much as one that has nothing; silence ends the search. */
function recordsOf<T>(answer: Answer<T>): readonly T[] {
  if (answer === "silent") throw silence;
  return answer === "failed" ? [] : answer.records;
}
