/** The account's trunks as they are now: each kept in service, known by its address, and told of when its state changes. */
import type { Directory } from "../../accounts/directory/directory.ts";
import type { Trunk } from "../../accounts/directory/shapes.ts";
import { canonicalAddress } from "../../kernel/addresses.ts";
import type { UacUsageOptions } from "../../sip/dialog/usage.ts";
import type { Flow } from "../../sip/transport/transport.ts";
import type { LegEvent } from "../legs/legEvents.ts";
import type { TrunkState } from "../live/views.ts";
import { hostOf, registersAt } from "./hop.ts";
import { type Service, TrunkLine, type TrunkLineWorld } from "./trunkLine.ts";

export interface TrunksWorld extends Omit<TrunkLineWorld, "changed"> {
  readonly directory: Directory;
  /** The addresses of a host's name, as far as they are known; those of an IP address are itself. */
  readonly addressesOf: (host: string) => readonly string[];
  /** A trunk's state is another one now. */
  readonly changed: (trunkId: string, state: TrunkState) => void;
}

/** Of a trunk that we do not know yet. */
const unknown: TrunkState = { registered: null, reachable: null, lastError: null };

/** How long a changed trunk waits for its old registration to be taken away before it registers anew, ms. */
const PARTING_MS = 2_000;

export class Trunks {
  readonly #world: TrunksWorld;
  readonly #lines = new Map<string, TrunkLine>();
  /** Taking their registration away. */
  readonly #leaving = new Set<TrunkLine>();
  readonly #unsubscribe: () => void;

  constructor(world: TrunksWorld) {
    this.#world = world;
    this.#unsubscribe = world.directory.onChange((change) => {
      if (change.changed === "trunk") this.#follow(change.id);
    });
  }

  /** Begins to register and to watch; once the stack can send. */
  start(): void {
    for (const { id } of this.#world.directory.trunks()) this.#follow(id);
  }

  state(trunkId: string): TrunkState {
    return this.#lines.get(trunkId)?.state ?? unknown;
  }

  service(trunkId: string): Service {
    return this.#lines.get(trunkId)?.service() ?? "none";
  }

  /** Answers the challenges to our INVITE at this trunk. */
  authorize(trunkId: string): UacUsageOptions["authorize"] {
    const credentials = this.#lines.get(trunkId)?.credentials;
    return credentials && ((challenge, request) => credentials.answer(challenge, request));
  }

  /** What became of an INVITE of ours at this trunk. */
  said(trunkId: string, event: LegEvent): void {
    this.#lines.get(trunkId)?.said(event);
  }

  /** The trunks that a source may be by its address; those first that name its port, too. */
  at({ address, port }: Pick<Flow, "address" | "port">): Trunk[] {
    const { directory, addressesOf } = this.#world;
    const matches = directory
      .trunks()
      .filter((trunk) => trunk.auth !== "accept-register" && (trunk.port === null || trunk.port === port))
      .filter((trunk) => addressesOf(located(trunk)).includes(address));
    return [...matches.filter((trunk) => trunk.port !== null), ...matches.filter((trunk) => trunk.port === null)];
  }

  /** Whether any trunk is at this address, whatever the port. */
  isAt(address: string): boolean {
    const { directory, addressesOf } = this.#world;
    return directory.trunks().some((trunk) => addressesOf(located(trunk)).includes(address));
  }

  /** A connection with somebody is gone: a trunk that we registered with over it is registered with anew. */
  connectionLost({ transport, address }: Pick<Flow, "transport" | "address">): void {
    for (const line of this.#lines.values()) {
      const { trunk } = line;
      const isOurs = trunk.transport === transport || trunk.transport === "auto";
      if (isOurs && this.#world.addressesOf(located(trunk)).includes(address)) line.connectionLost();
    }
  }

  /** Somebody's binding at our registrar has changed. */
  bindingChanged(user: string): void {
    const trunk = this.#world.directory.trunkByUsername(user);
    if (trunk !== undefined) this.#lines.get(trunk.id)?.bindingChanged();
  }

  /** How many registrations are still being taken away. */
  get leaving(): number {
    return this.#leaving.size;
  }

  /** How many trunks there are in each service. */
  counts(): Readonly<Record<Service, number>> {
    const counts = { in: 0, out: 0, none: 0 };
    for (const line of this.#lines.values()) counts[line.service()]++;
    return counts;
  }

  /** Takes every registration away. */
  leave(): void {
    this.#unsubscribe();
    for (const line of this.#lines.values()) this.#part(line);
    this.#lines.clear();
  }

  close(): void {
    for (const line of this.#leaving) line.close();
  }

  #follow(id: string): void {
    const trunk = this.#world.directory.trunk(id);
    const old = this.#lines.get(id);
    if (trunk === undefined) {
      this.#lines.delete(id);
      if (old !== undefined) this.#part(old);
      return;
    }
    if (old !== undefined && lineOf(old.trunk) === lineOf(trunk)) return;
    // A name is looked up before the first call that comes from it.
    if (trunk.auth !== "accept-register") this.#world.addressesOf(located(trunk));
    const line = new TrunkLine(trunk, { ...this.#world, changed: () => this.#world.changed(id, line.state) });
    this.#lines.set(id, line);
    if (old === undefined) line.start();
    else this.#replace(old, line);
  }

  /** The binding of the old settings goes before that of the new ones comes, or the one would take the other away. */
  #replace(old: TrunkLine, line: TrunkLine): void {
    if (bindingOf(old.trunk) === bindingOf(line.trunk)) {
      old.close();
      return line.start();
    }
    let started = false;
    const start = (): void => {
      if (!started && this.#lines.get(line.trunk.id) === line) line.start();
      started = true;
    };
    const { scheduler } = this.#world;
    const cancel = scheduler.at(scheduler.now() + PARTING_MS, start);
    this.#part(old, () => {
      cancel();
      start();
    });
  }

  #part(line: TrunkLine, parted: () => void = () => undefined): void {
    this.#leaving.add(line);
    line.leave(() => {
      this.#leaving.delete(line);
      parted();
    });
  }
}

/** What of the settings our binding at the registrar hangs on. */
const bindingOf = (trunk: Trunk): string =>
  JSON.stringify([registersAt(trunk), trunk.host, trunk.port, trunk.transport, trunk.username, trunk.fromDomain]);

/** What of the settings a line hangs on; calls read the others for themselves. */
const lineOf = (trunk: Trunk): string =>
  JSON.stringify([bindingOf(trunk), trunk.auth, trunk.password, trunk.realm, trunk.pingSeconds]);

/** The host as the locator knows it: an address in the one way to write it. */
const located = (trunk: Trunk): string => canonicalAddress(hostOf(trunk)) ?? hostOf(trunk);
