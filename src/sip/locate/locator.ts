/** Finds next hops by name, remembers which of them failed, and keeps an eye on the names of known peers. */
import { isIP } from "node:net";
import { BoundedMap } from "../../kernel/boundedMap.ts";
import type { Scheduler } from "../../kernel/clock.ts";
import type { Entropy } from "../../kernel/entropy.ts";
import type { Target } from "../transport/transport.ts";
import type { Dns } from "./dns.ts";
import { NameWatch } from "./nameWatch.ts";
import { type Destination, destinationsOf, type Reach } from "./procedure.ts";
import { RememberedDns } from "./remembered.ts";

/** Who finds the way to a name (RFC 3263). */
export interface Locator {
  /** Calls `done` once, later: with the destinations in the order to try them, none where the name leads nowhere. */
  locate(target: Target, done: (destinations: readonly Target[]) => void): void;
  /**
   * The addresses that a host's requests may come from: those of its name and of its SRV records. From the first time it is asked for,
   * a name is looked up again every minute; until its first answer, and for a name that leads nowhere, there are none.
   */
  addressesOf(host: string): readonly string[];
  /** Tries this destination last for a while. @param forMs how long, ms; half a minute unless told. */
  avoid(destination: Target, forMs?: number): void;
  close(): void;
}

export interface LocatorOptions extends Reach {
  readonly dns: Dns;
  readonly scheduler: Scheduler;
  readonly entropy: Entropy;
}

/** How long a destination that failed is tried last, ms. */
const AVOID_MS = 30_000;
const MAX_AVOIDED = 256;

export function createLocator(options: LocatorOptions): Locator {
  return new DnsLocator(options);
}

/** For whoever only ever speaks to addresses: names lead nowhere. */
export const noNames: Locator = {
  locate: (_target, done) => queueMicrotask(() => done([])),
  addressesOf: (host) => (isIP(host) === 0 ? [] : [host]),
  avoid: () => undefined,
  close: () => undefined,
};

class DnsLocator implements Locator {
  readonly #options: LocatorOptions;
  readonly #dns: Dns;
  /** Until when each is tried last. */
  readonly #avoided = new BoundedMap<string, number>(MAX_AVOIDED);
  readonly #watch: NameWatch;
  #closed = false;

  constructor(options: LocatorOptions) {
    this.#options = options;
    this.#dns = new RememberedDns(options.dns, () => options.scheduler.now());
    this.#watch = new NameWatch((host) => this.#addresses(host), options.scheduler);
  }

  locate(target: Target, done: (destinations: readonly Target[]) => void): void {
    void this.#find(target).then((found) => {
      if (!this.#closed) done(this.#ranked(found.map((destination) => aimed(target, destination))));
    });
  }

  addressesOf(host: string): readonly string[] {
    if (isIP(host) !== 0) return [host];
    return this.#watch.addressesOf(host.toLowerCase());
  }

  avoid(destination: Target, forMs = AVOID_MS): void {
    this.#avoided.set(keyOf(destination), this.#options.scheduler.now() + forMs);
  }

  close(): void {
    this.#closed = true;
    this.#watch.close();
    this.#dns.close();
  }

  #find(target: Target): Promise<readonly Destination[]> {
    return destinationsOf(target, { ...this.#options, dns: this.#dns });
  }

  /** In the same order, those that failed lately behind the others: they are better than nothing. */
  #ranked(destinations: readonly Target[]): readonly Target[] {
    const now = this.#options.scheduler.now();
    const avoided = (each: Target): boolean => (this.#avoided.get(keyOf(each)) ?? Number.NEGATIVE_INFINITY) > now;
    return [...destinations.filter((each) => !avoided(each)), ...destinations.filter(avoided)];
  }

  /** Where a host's requests may come from: its own addresses, and those behind its SRV records of whatever transport. */
  async #addresses(host: string): Promise<readonly string[]> {
    const asked = [
      this.#find({ transport: "udp", host, port: 0 }),
      ...this.#options.transports.map((transport) => this.#find({ transport, host, port: 0, locate: "srv" })),
    ];
    return (await Promise.all(asked)).flat().map(({ address }) => address);
  }
}

/** The target that a destination is. RFC 5922 §7: a certificate must bear the name that was asked for, not the one that DNS led to. */
const aimed = (target: Target, { transport, address, port }: Destination): Target => ({
  transport,
  host: address,
  port,
  serverName: target.serverName ?? target.host,
});

const keyOf = ({ transport, host, port }: Target): string => `${transport} ${host} ${port}`;
