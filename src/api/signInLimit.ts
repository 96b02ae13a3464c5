import { BoundedMap } from "../kernel/boundedMap.ts";

const WINDOW_MS = 60_000;
/** Addresses remembered at once; the least recently seen is forgotten first. */
const ADDRESSES = 10_000;

interface Attempts {
  count: number;
  readonly until: number;
}

/**
 * How often an address may fail to sign in within a minute. An attempt counts when it starts, so that a thousand at once gain nothing,
 * and is given back when it succeeds, so that an office behind one address can begin its day.
 */
export class SignInLimit {
  readonly #attempts = new BoundedMap<string, Attempts>(ADDRESSES);
  readonly #allowed: number;

  constructor(allowed: number) {
    this.#allowed = allowed;
  }

  /** Counts an attempt. @returns ms until the next one is allowed; 0 when this one is. */
  begin(ip: string, now: number): number {
    const key = network(ip);
    const known = this.#attempts.get(key);
    const attempts = known !== undefined && known.until > now ? known : { count: 0, until: now + WINDOW_MS };
    if (attempts.count >= this.#allowed) return attempts.until - now;
    attempts.count++;
    this.#attempts.set(key, attempts);
    return 0;
  }

  succeeded(ip: string): void {
    const attempts = this.#attempts.get(network(ip));
    if (attempts !== undefined && attempts.count > 0) attempts.count--;
  }
}

/** An IPv6 subscriber owns at least a /64 (RFC 6177 §2): count its addresses as one. */
function network(ip: string): string {
  if (!ip.includes(":") || ip.includes(".")) return ip;
  const [head = "", tail] = ip.split("::");
  const groups = head.split(":");
  if (tail !== undefined) {
    const after = tail === "" ? [] : tail.split(":");
    while (groups.length + after.length < 8) groups.push("0");
    groups.push(...after);
  }
  return groups
    .slice(0, 4)
    .map((group) => group || "0")
    .join(":");
}
