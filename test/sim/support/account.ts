/** An account in memory: what a simulated exchange serves, and everything it has written down. */
import { DirectoryCache } from "../../../src/accounts/directory/directoryCache.ts";
import {
  type Agent,
  codecNames,
  defaultSettings,
  type Group,
  type PhoneNumber,
  type Route,
  type Settings,
  type Trunk,
  trunkDefaults,
  type User,
} from "../../../src/accounts/directory/shapes.ts";
import type { Shelf } from "../../../src/accounts/directory/shelf.ts";
import type { AuditEntry, Journal, RecordingEntry, ReportRow } from "../../../src/accounts/journal/journal.ts";
import { comparableNumber } from "../../../src/accounts/lines/e164.ts";

/** Keeps the newest row of each call and recording, and every audit entry. */
export class MemoryJournal implements Journal {
  readonly reports = new Map<string, ReportRow & { readonly live: boolean }>();
  readonly recordings = new Map<string, RecordingEntry>();
  readonly audits: AuditEntry[] = [];

  report(row: ReportRow & { readonly live: boolean }): void {
    this.reports.set(row.callId, row);
  }

  recording(row: RecordingEntry): void {
    this.recordings.set(row.callId, row);
  }

  audit(entry: AuditEntry): void {
    this.audits.push(entry);
  }
}

const emailOf = (name: string): string => `${name.toLowerCase()}@ponto.example`;

/** The directory as administrators fill it, each change at once in force. */
export class Account {
  readonly directory: DirectoryCache;
  readonly journal = new MemoryJournal();
  #last = 0;

  constructor(settings: Partial<Settings> = {}) {
    this.directory = new DirectoryCache({ ...defaultSettings, ...settings });
  }

  /** An agent whose VoIP token is `token of <name>`. */
  agent(name: string, extension: string, voip: Partial<Agent["voip"]> = {}): Agent {
    const agent: Agent = {
      id: `agent_${name.toLowerCase()}`,
      name,
      email: emailOf(name),
      extension,
      voip: {
        enabled: true,
        autoAnswer: "monitoring",
        doNotDisturb: false,
        forwardTo: { always: null, busy: null, noAnswer: null },
        codecs: codecNames,
        srtp: "off",
        ...voip,
      },
    };
    this.directory.tokens.set(agent.id, `token of ${name}`);
    this.#put(this.directory.agentShelf, agent);
    this.directory.announce({ changed: "agent", id: agent.id });
    return agent;
  }

  agentNamed(name: string): Agent {
    return this.directory.agents().find((agent) => agent.name === name)!;
  }

  /** A user who may open the dashboard and monitor in every mode, unless told otherwise. */
  user(
    name: string,
    {
      monitoring,
      ...rights
    }: Partial<Pick<User, "role" | "screens" | "email">> & {
      monitoring?: Partial<User["monitoring"]>;
    } = {},
  ): User {
    const user: User = {
      id: `user_${name.toLowerCase()}`,
      email: emailOf(name),
      name,
      role: "restricted",
      profiles: { analytics: false, financial: false },
      screens: { agentsDashboard: true },
      monitoring: { passive: true, semiActive: true, active: true, groupIds: null, ...monitoring },
      ...rights,
    };
    this.#put(this.directory.userShelf, user);
    this.directory.announce({ changed: "user", id: user.id });
    return user;
  }

  removeUser(user: User): void {
    this.directory.userShelf.remove(user.id);
    this.directory.announce({ changed: "user", id: user.id });
  }

  removeAgent(agent: Agent): void {
    this.directory.agentShelf.remove(agent.id);
    this.directory.announce({ changed: "agent", id: agent.id });
  }

  trunk(name: string, host: string, more: Partial<Trunk> = {}): Trunk {
    const trunk: Trunk = {
      id: `trunk_${name.toLowerCase()}`,
      name,
      host,
      transport: "udp",
      auth: "ip",
      register: false,
      ...trunkDefaults,
      // What recurs for ever would stand beside what a simulation leaves behind.
      pingSeconds: 0,
      ...more,
    };
    this.#put(this.directory.trunkShelf, trunk);
    this.directory.announce({ changed: "trunk", id: trunk.id });
    return trunk;
  }

  group(name: string, agents: readonly Agent[], more: Partial<Group> = {}): Group {
    const agentIds = agents.map(({ id }) => id);
    const group: Group = {
      id: `group_${name.toLowerCase()}`,
      name,
      extension: null,
      strategy: "all",
      agentIds,
      ringSeconds: 20,
      ...more,
    };
    this.#put(this.directory.groupShelf, group);
    this.directory.announce({ changed: "group", id: group.id });
    return group;
  }

  number(number: string, destination: Agent | Group, trunkId: string | null = null): PhoneNumber {
    const comparable = comparableNumber(number, this.directory.settings().country)!;
    const entry: PhoneNumber = {
      id: this.#id("number"),
      number: comparable,
      trunkId,
      destination: { type: "strategy" in destination ? "group" : "agent", id: destination.id },
    };
    this.#put(this.directory.numberShelf, entry);
    return entry;
  }

  route(prefix: string, trunks: readonly Trunk[], more: Partial<Route> = {}): Route {
    const trunkIds = trunks.map(({ id }) => id);
    const route: Route = { id: this.#id("route"), prefix, strip: 0, prepend: "", trunkIds, callerId: null, ...more };
    this.#put(this.directory.routeShelf, route);
    return route;
  }

  #id(kind: string): string {
    return `${kind}_${++this.#last}`;
  }

  #put<T extends { readonly id: string }>(shelf: Shelf<T>, thing: T): void {
    if (shelf.get(thing.id) === undefined) shelf.add(thing, shelf.nextPosition);
    else shelf.replace(thing);
  }
}
