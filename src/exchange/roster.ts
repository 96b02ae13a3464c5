/** The accounts that the exchange serves, the one that was added first before the others. */
import type { Pbx } from "./pbx.ts";

export class Roster {
  readonly #byId = new Map<string, Pbx>();
  readonly #byDomain = new Map<string, Pbx>();

  get all(): Pbx[] {
    return [...this.#byId.values()];
  }

  get(id: string): Pbx | undefined {
    return this.#byId.get(id);
  }

  /** Whose domain it is, without case (RFC 3261 §19.1.4). */
  ofDomain(host: string): Pbx | undefined {
    return this.#byDomain.get(host.toLowerCase());
  }

  /** To whom a request for this host goes: with a single account every host is its own. */
  ofHost(host: string): Pbx | undefined {
    const [only] = this.#byId.size === 1 ? this.#byId.values() : [];
    return only ?? this.ofDomain(host);
  }

  /** Throws where the id or the domain is served already. */
  mustNotServe({ id, domain }: Pick<Pbx, "id" | "domain">): void {
    if (this.#byId.has(id) || this.ofDomain(domain) !== undefined)
      throw new Error(`the account ${id} or its domain ${domain} is served already`);
  }

  add(pbx: Pbx): void {
    this.#byId.set(pbx.id, pbx);
    this.#byDomain.set(pbx.domain.toLowerCase(), pbx);
  }

  remove(pbx: Pbx): void {
    this.#byId.delete(pbx.id);
    this.#byDomain.delete(pbx.domain.toLowerCase());
  }
}
