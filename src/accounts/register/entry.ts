/** One line of the register: an account of this server, and the rules that entries obey together. */
import { isIP } from "node:net";
import { err, ok, type Result } from "../../kernel/result.ts";

export interface Entry {
  /** `main`, or `acc_…`. */
  readonly id: string;
  readonly name: string;
  /** The SIP domain. That of `main` is the process's setting. */
  readonly domain: string;
  /** RFC 3339. */
  readonly createdAt: string;
  /** Since when it is not served; null: it is. */
  readonly disabledAt: string | null;
}

/** The account that the first start makes. It lives where a server of one account had everything: in the data folder itself. */
export const MAIN = "main";

const MAX_NAME = 100;
const MAX_DOMAIN = 253;
const label = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
const hostName = new RegExp(`^${label}(?:\\.${label})*$`);

/** Why a text is no SIP domain; undefined where it is one. An address would belong to whoever dials the server by it. */
export function domainFault(domain: string): string | undefined {
  const named = domain.length <= MAX_DOMAIN && hostName.test(domain) && isIP(domain) === 0;
  // RFC 3261 §25.1, toplabel: what ends in a number is an address.
  return named && !/(?:^|\.)[0-9]+$/.test(domain) ? undefined : "is not a host name";
}

/** Why a text is no name of an account; undefined where it is one. */
export const nameFault = (name: string): string | undefined =>
  name.trim() !== "" && name.length <= MAX_NAME && !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(name)
    ? undefined
    : `is not a name of 1 to ${MAX_NAME} characters`;

export const idFault = (id: string): string | undefined =>
  id === MAIN || /^acc_[0-9a-f]{24}$/.test(id) ? undefined : "is not the id of an account";

/** By this domains are compared (RFC 3261 §19.1.4: without case). */
export const domainKey = (domain: string): string => domain.toLowerCase();

/** The entry with an id, or with a domain. */
export const entryOf = (entries: readonly Entry[], idOrDomain: string): Entry | undefined =>
  entries.find(({ id }) => id === idOrDomain) ??
  entries.find(({ domain }) => domainKey(domain) === domainKey(idOrDomain));

/** What contradicts what in the entries as a whole; undefined where nothing does. */
export function contradiction(entries: readonly Entry[]): string | undefined {
  const ids = new Set<string>();
  const domains = new Map<string, string>();
  for (const { id, domain } of entries) {
    if (ids.has(id)) return `${id} stands there twice`;
    ids.add(id);
    const other = domains.get(domainKey(domain));
    if (other !== undefined) return `${other} and ${id} have the same domain ${domain}`;
    domains.set(domainKey(domain), id);
  }
  if (entries.length > 0 && entries.every(({ disabledAt }) => disabledAt !== null)) return "every account is disabled";
  return undefined;
}

/** The entries with one more; what is wrong with it is told for a person. */
export function withEntry(entries: readonly Entry[], entry: Entry): Result<readonly Entry[], string> {
  const faults = { domain: domainFault(entry.domain), name: nameFault(entry.name) };
  for (const field of ["domain", "name"] as const)
    if (faults[field] !== undefined) return err(`the ${field} ${JSON.stringify(entry[field])} ${faults[field]}`);
  if (entryOf(entries, entry.domain) !== undefined) return err(`there is an account with the domain ${entry.domain}`);
  return ok([...entries, entry]);
}

/** The entries with one of them served, or not served from `at` on; as they were where it is so already. */
export function withService(
  entries: readonly Entry[],
  idOrDomain: string,
  disabledAt: string | null,
): Result<readonly Entry[], string> {
  const entry = entryOf(entries, idOrDomain);
  if (entry === undefined) return err(`there is no account ${idOrDomain}`);
  if ((entry.disabledAt === null) === (disabledAt === null)) return ok(entries);
  const changed = entries.map((one) => (one === entry ? { ...one, disabledAt } : one));
  return contradiction(changed) === undefined ? ok(changed) : err(`${entry.domain} is the last account that is served`);
}
