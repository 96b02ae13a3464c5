import { comparableNumber, dialled as withoutSeparators } from "../lines/e164.ts";
import type { Directory, DirectoryChange, RoutedNumber } from "./directory.ts";
import type { Agent, Group, PhoneNumber, Route, Settings, Trunk, User } from "./shapes.ts";
import { derived, Shelf } from "./shelf.ts";

/** E-mails compare without case. */
export const emailKey = (email: string): string => email.toLowerCase();

const numberKey = (number: string, trunkId: string | null): string => `${number}|${trunkId ?? ""}`;

function byAgent(groups: readonly Group[]): ReadonlyMap<string, readonly Group[]> {
  const found = new Map<string, Group[]>();
  for (const group of groups)
    for (const agentId of group.agentIds) found.set(agentId, [...(found.get(agentId) ?? []), group]);
  return found;
}

/** The account's configuration in memory: the shelves that the collections fill, and the look-ups over them. */
export class DirectoryCache implements Directory {
  readonly userShelf = new Shelf<User>();
  readonly agentShelf = new Shelf<Agent>();
  readonly trunkShelf = new Shelf<Trunk>();
  readonly numberShelf = new Shelf<PhoneNumber>();
  readonly groupShelf = new Shelf<Group>();
  readonly routeShelf = new Shelf<Route>();
  /** VoIP tokens by agent id. */
  readonly tokens = new Map<string, string>();

  #settings: Settings;
  readonly #listeners = new Set<(change: DirectoryChange) => void>();
  readonly #agents = derived(this.agentShelf, (all) => all);
  readonly #trunks = derived(this.trunkShelf, (all) => all);
  readonly #registrants = this.trunkShelf.index(({ auth, username }) =>
    auth === "accept-register" ? (username ?? undefined) : undefined,
  );
  readonly #agentsByExtension = this.agentShelf.index(({ extension }) => extension);
  readonly #agentsByEmail = this.agentShelf.index(({ email }) => emailKey(email));
  readonly #usersByEmail = this.userShelf.index(({ email }) => emailKey(email));
  readonly #numbers = this.numberShelf.index(({ number, trunkId }) => numberKey(number, trunkId));
  readonly #groupsByExtension = this.groupShelf.index(({ extension }) => extension ?? undefined);
  readonly #groupsByAgent = derived(this.groupShelf, byAgent);
  readonly #longestFirst = derived(this.routeShelf, (all) => all.sort((a, b) => b.prefix.length - a.prefix.length));

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** The same things once more, to try changes on that nobody is told of. */
  draft(): DirectoryCache {
    const draft = new DirectoryCache(this.#settings);
    draft.userShelf.addAll(this.userShelf);
    draft.agentShelf.addAll(this.agentShelf);
    draft.trunkShelf.addAll(this.trunkShelf);
    draft.numberShelf.addAll(this.numberShelf);
    draft.groupShelf.addAll(this.groupShelf);
    draft.routeShelf.addAll(this.routeShelf);
    return draft;
  }

  agents(): readonly Agent[] {
    return this.#agents();
  }

  agent(id: string): Agent | undefined {
    return this.agentShelf.get(id);
  }

  agentByExtension(extension: string): Agent | undefined {
    return this.#agentsByExtension(extension);
  }

  agentByEmail(email: string): Agent | undefined {
    return this.#agentsByEmail(emailKey(email));
  }

  group(id: string): Group | undefined {
    return this.groupShelf.get(id);
  }

  groupsOf(agentId: string): readonly Group[] {
    return this.#groupsByAgent().get(agentId) ?? [];
  }

  groupByExtension(extension: string): Group | undefined {
    return this.#groupsByExtension(extension);
  }

  user(id: string): User | undefined {
    return this.userShelf.get(id);
  }

  /** Case-insensitive. */
  userByEmail(email: string): User | undefined {
    return this.#usersByEmail(emailKey(email));
  }

  trunks(): readonly Trunk[] {
    return this.#trunks();
  }

  trunk(id: string): Trunk | undefined {
    return this.trunkShelf.get(id);
  }

  trunkByUsername(username: string): Trunk | undefined {
    return this.#registrants(username);
  }

  numberFor(dialled: string, trunkId: string): PhoneNumber | undefined {
    const number = comparableNumber(dialled, this.#settings.country);
    if (number === undefined) return undefined;
    return this.numberEntry(number, trunkId) ?? this.numberEntry(number, null);
  }

  /** The entry of a number as it is stored, and of that trunk alone. */
  numberEntry(number: string, trunkId: string | null): PhoneNumber | undefined {
    return this.#numbers(numberKey(number, trunkId));
  }

  numberOf(id: string): PhoneNumber | undefined {
    return this.numberShelf.all().find(({ destination }) => destination.id === id);
  }

  routeFor(dialled: string): RoutedNumber | undefined {
    const number = withoutSeparators(dialled);
    const asDialled = this.#routed(number);
    if (asDialled !== undefined && asDialled.route.prefix !== "") return asDialled;
    const comparable = comparableNumber(number, this.#settings.country);
    return (comparable === undefined ? undefined : this.#routed(comparable, 1)) ?? asDialled;
  }

  /** @param least digits that the prefix must have */
  #routed(number: string, least = 0): RoutedNumber | undefined {
    const route = this.#longestFirst().find(({ prefix }) => prefix.length >= least && number.startsWith(prefix));
    return route === undefined ? undefined : { route, number };
  }

  settings(): Settings {
    return this.#settings;
  }

  voipToken(extension: string): string | undefined {
    const agent = this.agentByExtension(extension);
    return agent?.voip.enabled ? this.tokens.get(agent.id) : undefined;
  }

  sipPassword(username: string): string | undefined {
    return this.voipToken(username) ?? this.trunkByUsername(username)?.password ?? undefined;
  }

  onChange(listener: (change: DirectoryChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  setSettings(settings: Settings): void {
    this.#settings = settings;
  }

  /** Tells the listeners; called after a change is stored and in memory. */
  announce(change: DirectoryChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
