import type { Answer, Dns, Family, NaptrRecord, Records, SrvRecord } from "../../../src/sip/locate/dns.ts";

/** What DNS says in a test: by name, in lower case. A string in place of records is how the question fails. */
export interface Zone {
  readonly naptr?: Readonly<Record<string, readonly NaptrRecord[] | "failed" | "silent">>;
  readonly srv?: Readonly<Record<string, readonly SrvRecord[] | "failed" | "silent">>;
  readonly a?: Readonly<Record<string, readonly string[] | "failed" | "silent">>;
  readonly aaaa?: Readonly<Record<string, readonly string[] | "failed" | "silent">>;
}

/** DNS out of a table; `asked` are the questions in their order. */
export function zoneDns(zone: Zone, ttl?: number): Dns & { readonly asked: string[]; zone: Zone } {
  const asked: string[] = [];
  const dns = {
    asked,
    zone,
    naptr: async (name: string) => answered<NaptrRecord>("NAPTR", name, dns.zone.naptr),
    srv: async (name: string) => answered<SrvRecord>("SRV", name, dns.zone.srv),
    addresses: async (name: string, family: Family) =>
      family === 4 ? answered<string>("A", name, dns.zone.a) : answered<string>("AAAA", name, dns.zone.aaaa),
    close: () => undefined,
  };
  function answered<T>(
    type: string,
    name: string,
    table: Readonly<Record<string, readonly T[] | "failed" | "silent">> = {},
  ): Answer<T> {
    asked.push(`${type} ${name}`);
    const found = table[name.toLowerCase()] ?? [];
    const records = (list: readonly T[]): Records<T> => ({ records: list, ttl });
    return found === "failed" || found === "silent" ? found : records(found);
  }
  return dns;
}

export const naptr = (order: number, preference: number, service: string, replacement: string): NaptrRecord => ({
  order,
  preference,
  flags: "s",
  service,
  replacement,
});

export const srv = (priority: number, weight: number, name: string, port = 5060): SrvRecord => ({
  priority,
  weight,
  name,
  port,
});
