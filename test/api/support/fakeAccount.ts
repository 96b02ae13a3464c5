/** Accounts in memory, with just enough behaviour for the API to be tried. */
import type {
  Account,
  Actor,
  ApiKey,
  Bearer,
  Collection,
  Page,
  PageRequest,
  Patch,
} from "../../../src/accounts/account.ts";
import { beginning, type ChainedRow, chained, recordOf, Seals } from "../../../src/accounts/audit/chain.ts";
import { merge } from "../../../src/accounts/configuration/merge.ts";
import type { Directory } from "../../../src/accounts/directory/directory.ts";
import {
  type Agent,
  defaultSettings,
  type Group,
  type PhoneNumber,
  type Route,
  type Settings,
  type Trunk,
  trunkDefaults,
  type User,
} from "../../../src/accounts/directory/shapes.ts";
import type { AuditEntry, RecordingMarks, RecordingRow, ReportRow } from "../../../src/accounts/journal/journal.ts";
import { type Period, periodOf } from "../../../src/accounts/journal/period.ts";
import { type Problem, problem } from "../../../src/kernel/problem.ts";
import { err, ok, type Result } from "../../../src/kernel/result.ts";
import { FakeSheet } from "./fakeSheet.ts";
import { agents, type Person, people, tokenOf } from "./people.ts";

const apiKey: ApiKey = {
  id: "key_1",
  name: "robot",
  userId: "user_admin",
  scopes: null,
  createdAt: "2026-01-01T00:00:00.000Z",
  expiresAt: null,
  lastUsedAt: null,
};

const notFound = err(problem("not_found"));

const seals = new Seals(Buffer.alloc(32));

function chainOf(entries: readonly AuditEntry[]): ChainedRow[] {
  const rows: ChainedRow[] = [];
  for (const entry of entries) rows.push(chained(entry, rows.at(-1) ?? beginning, "00", seals));
  return rows;
}

async function* portions<T>(things: readonly T[]): AsyncGenerator<T> {
  yield* things;
}

/** The page after the `cursor`-th thing. */
function page<T>(things: readonly T[], { limit, cursor }: PageRequest): Result<Page<T>, Problem> {
  const start = Number(cursor ?? 0);
  const end = start + limit;
  return ok({ items: things.slice(start, end), nextCursor: end < things.length ? String(end) : null });
}

class FakeCollection<T extends { readonly id: string }, Input> implements Collection<T, Input> {
  readonly things: Map<string, T>;
  readonly #complete: (input: Input, id: string) => T;
  readonly #kind: string;

  constructor(kind: string, things: readonly T[], complete: (input: Input, id: string) => T) {
    this.#kind = kind;
    this.#complete = complete;
    this.things = new Map(things.map((thing) => [thing.id, thing]));
  }

  list = async (request: PageRequest) => page([...this.things.values()], request);
  get = async (id: string) => this.things.get(id);

  /** A thing called "taken" is refused. */
  async create(input: Input, _actor: Actor): Promise<Result<T, Problem>> {
    if ((input as { name?: string }).name === "taken") return err(problem("conflict"));
    const thing = this.#complete(input, `${this.#kind}_${this.things.size + 1}`);
    this.things.set(thing.id, thing);
    return ok(thing);
  }

  async update(id: string, patch: Patch<Input>): Promise<Result<T, Problem>> {
    const thing = this.things.get(id);
    if (thing === undefined) return notFound;
    const merged = merge(thing, patch) as T;
    this.things.set(id, merged);
    return ok(merged);
  }

  async remove(id: string): Promise<Result<void, Problem>> {
    return this.things.delete(id) ? ok(undefined) : notFound;
  }
}

const trunk: Trunk = {
  ...trunkDefaults,
  id: "trunk_1",
  name: "carrier",
  host: "sip.example.com",
  transport: "udp",
  auth: "register",
  username: "ponto",
  password: "trunk-secret",
  register: true,
};
const number: PhoneNumber = {
  id: "number_1",
  number: "+551130003000",
  trunkId: null,
  destination: { type: "agent", id: "agent_ana" },
};
const group: Group = {
  id: "group_1",
  name: "Sales",
  extension: "2001",
  strategy: "all",
  agentIds: ["agent_ana"],
  ringSeconds: 25,
};
const route: Route = { id: "route_1", prefix: "0", strip: 1, prepend: "", trunkIds: ["trunk_1"], callerId: null };

export const reportRow = (i: number, given: Partial<ReportRow> = {}): ReportRow => ({
  id: `report_${i}`,
  callId: `call_${i}`,
  direction: "inbound",
  disposition: "answered",
  customerNumber: "+5511999990000",
  agentId: "agent_ana",
  agentName: "ana",
  agentExtension: "1001",
  trunkId: "trunk_1",
  startedAt: "2026-01-01T10:00:00.000Z",
  ringingAt: "2026-01-01T10:00:01.000Z",
  answeredAt: "2026-01-01T10:00:05.000Z",
  endedAt: "2026-01-01T10:01:05.000Z",
  ringMs: 4_000,
  talkMs: 60_000,
  holdMs: 0,
  hungUpBy: "customer",
  sipStatus: 200,
  transfers: [],
  recordingId: null,
  quality: null,
  ownNumber: null,
  ...given,
});

export const recordingRow = (id: string, path: string): RecordingRow & { path: string } => ({
  id,
  callId: "call_1",
  startedAt: "2026-01-01T10:00:05.000Z",
  durationMs: 1_000,
  channels: 2,
  sampleRate: 8_000,
  bytes: 32_044,
  format: "wav",
  state: "complete",
  missingMs: 0,
  path,
});

export class FakeAccount implements Account {
  readonly id = "main";
  readonly name = "Ponto";
  readonly domain = "ponto.test";
  readonly #endings = new Set<(bearerId: string) => void>();
  readonly tokens = new Map<string, User>(
    (Object.keys(people) as Person[]).map((name) => [tokenOf(name), people[name]]),
  );
  readonly voipTokens = new Map([["1001", "phone-secret"]]);
  readonly reportRows: ReportRow[] = [reportRow(1)];
  readonly recordingRows = new Map<string, RecordingRow & { path: string }>([
    ["recording_1", recordingRow("recording_1", "/nowhere/recording_1.wav")],
  ]);
  readonly auditEntries: AuditEntry[] = [];
  /** What `reports` was asked for last. */
  askedFilter: unknown;
  settings: Settings = defaultSettings;

  readonly users = new FakeCollection<User, Parameters<Account["users"]["create"]>[0]>(
    "user",
    Object.values(people),
    ({ password: _password, ...input }, id) => merge({ ...people.nemo, id }, input) as User,
  );
  readonly agents = new FakeCollection<Agent, Parameters<Account["agents"]["create"]>[0]>(
    "agent",
    agents,
    (input, id) => merge({ ...agents[0]!, id }, input) as Agent,
  );
  readonly trunks = new FakeCollection<Trunk, Parameters<Account["trunks"]["create"]>[0]>(
    "trunk",
    [trunk],
    (input, id) => ({ ...trunk, ...input, id }),
  );
  readonly numbers = new FakeCollection<PhoneNumber, Parameters<Account["numbers"]["create"]>[0]>(
    "number",
    [number],
    (input, id) => ({ trunkId: null, ...input, id }),
  );
  readonly groups = new FakeCollection<Group, Parameters<Account["groups"]["create"]>[0]>(
    "group",
    [group],
    (input, id) => ({ ...group, ...input, id }),
  );
  readonly routes = new FakeCollection<Route, Parameters<Account["routes"]["create"]>[0]>(
    "route",
    [route],
    (input, id) => ({ ...route, ...input, id }),
  );

  readonly sheets = { users: new FakeSheet(), agents: new FakeSheet(), numbers: new FakeSheet() };

  readonly directory: Directory = {
    agents: () => [...this.agents.things.values()],
    agent: (id) => this.agents.things.get(id),
    agentByExtension: (extension) => this.directory.agents().find((agent) => agent.extension === extension),
    agentByEmail: (email) => this.directory.agents().find((agent) => agent.email.toLowerCase() === email.toLowerCase()),
    group: (id) => this.groups.things.get(id),
    groupsOf: (agentId) => [...this.groups.things.values()].filter(({ agentIds }) => agentIds.includes(agentId)),
    groupByExtension: () => undefined,
    user: (id) => this.users.things.get(id),
    trunks: () => [...this.trunks.things.values()],
    trunk: (id) => this.trunks.things.get(id),
    trunkByUsername: () => undefined,
    numberFor: () => undefined,
    numberOf: () => undefined,
    routeFor: () => undefined,
    settings: () => this.settings,
    voipToken: (extension) => this.voipTokens.get(extension),
    sipPassword: (username) => this.voipTokens.get(username),
    onChange: () => () => undefined,
  };

  readonly journal = {
    report: () => undefined,
    recording: () => undefined,
    audit: (entry: AuditEntry) => void this.auditEntries.push(entry),
  };

  readonly apiKeys: Account["apiKeys"] = {
    list: async (request) => page([apiKey], request),
    get: async (id) => (id === apiKey.id ? apiKey : undefined),
    create: async ({ name, userId, scopes, expiresAt }, actor) =>
      ok({
        ...apiKey,
        id: "key_2",
        name,
        userId: userId ?? actor.userId ?? "",
        scopes: scopes ?? null,
        expiresAt: expiresAt ?? null,
        key: "shown-once",
      }),
    remove: async (id) => (id === "key_1" ? ok(undefined) : notFound),
  };

  async updateSettings(patch: Patch<Settings>): Promise<Result<Settings, Problem>> {
    this.settings = merge(this.settings, patch) as Settings;
    return ok(this.settings);
  }

  async renewVoipToken(agentId: string): Promise<Result<string, Problem>> {
    const agent = this.agents.things.get(agentId);
    if (agent === undefined) return notFound;
    this.voipTokens.set(agent.extension, "new-secret");
    return ok("new-secret");
  }

  /** Everybody's password is `secret`. */
  async signIn(email: string, password: string): Promise<Result<{ token: string; user: User }, Problem>> {
    const name = (Object.keys(people) as Person[]).find((candidate) => people[candidate].email === email);
    if (name === undefined || password !== "secret") return err(problem("wrong_credentials"));
    return ok({ token: tokenOf(name), user: people[name] });
  }

  async signOut(token: string): Promise<void> {
    this.tokens.delete(token);
    for (const told of this.#endings) told(`signin_${token}`);
  }

  authenticate = async (token: string): Promise<Bearer | undefined> => {
    const user = this.tokens.get(token);
    return user === undefined ? undefined : { user, id: `signin_${token}`, signInId: `signin_${token}`, scopes: null };
  };

  holds = ({ user, id }: Bearer): boolean => this.tokens.get(id.slice("signin_".length)) === user;

  onBearerEnded = (listener: (bearerId: string) => void) => {
    this.#endings.add(listener);
    return () => this.#endings.delete(listener);
  };

  signIns: Account["signIns"] = {
    of: (userId) => [
      {
        id: "signin_1",
        userId,
        startedAt: "2026-01-01T10:00:00.000Z",
        lastUsedAt: "2026-01-01T10:00:00.000Z",
        ip: "192.0.2.1",
        userAgent: null,
      },
    ],
    end: async (_userId, id) => (id === "signin_1" ? ok(undefined) : notFound),
    endAll: async () => undefined,
  };
  handOver = async (userId: string): Promise<Result<User, Problem>> => {
    const user = this.users.things.get(userId);
    return user === undefined ? notFound : ok({ ...user, role: "administrator" });
  };
  changePassword = async () => ok(undefined);

  async reports(filter: unknown, request: PageRequest) {
    this.askedFilter = filter;
    const period = periodOf(filter as Period);
    if (!period.ok) return period;
    return page(this.reportRows, request);
  }

  async recordings(request: PageRequest, filter: object = {}) {
    this.askedFilter = filter;
    return page(
      [...this.recordingRows.values()].map(({ path: _path, ...row }) => row),
      request,
    );
  }
  /** Of calls of ana's. */
  recordingMarks = async (id: string): Promise<RecordingMarks | undefined> =>
    this.recordingRows.has(id)
      ? {
          items: [
            { atMs: 1000, durationMs: 500, kind: "hold" },
            { atMs: 2000, durationMs: 700, kind: "monitor_public" },
          ],
          agentIds: ["agent_ana"],
        }
      : undefined;
  recording = async (id: string) => this.recordingRows.get(id);
  /** What the archive was asked last. */
  askedOfArchive: unknown[] = [];
  personRefusal: Problem | undefined;
  auditLog = async (request: PageRequest, filter: object = {}) => {
    this.askedOfArchive = [filter];
    return page(chainOf(this.auditEntries).map(recordOf), request);
  };
  exportAudit = async (filter: object, actor: Actor) => {
    this.askedOfArchive = [filter, actor];
    const rows = chainOf(this.auditEntries);
    return ok(portions([rows.slice(0, 1), rows.slice(1)].filter(({ length }) => length > 0)));
  };
  verifyAudit = async () =>
    ok({
      intact: true,
      entries: 0,
      erased: 0,
      firstSequence: null,
      lastSequence: null,
      lastHash: null,
      brokenAt: null,
      reason: null,
    });
  usage = async (by: "number" | "trunk", period: object) => {
    this.askedOfArchive = [by, period];
    const calls = { calls: 3, inboundCalls: 2, outboundCalls: 1 };
    const talk = { answered: 2, talkMs: 300, inboundTalkMs: 200, outboundTalkMs: 100 };
    return ok([{ id: by === "number" ? "+551130003000" : "trunk_1", ...calls, ...talk }]);
  };
  summary = async (filter: object) => {
    this.askedOfArchive = [filter];
    const sums = { calls: 1, answered: 1, talkMs: 100, holdMs: 5 };
    return ok({
      ...sums,
      missed: 0,
      hours: [{ hour: "2026-01-01T10:00:00.000Z", calls: 1, answered: 1, missed: 0 }],
      agents: [{ agentId: "agent_ana", name: "ana", ...sums }],
    });
  };
  exportPerson = async (asked: object, actor: Actor) => {
    this.askedOfArchive = [asked, actor];
    const things = [
      { type: "agent", agent: agents[0]! },
      { type: "call", call: reportRow(1) },
    ] as const;
    return this.personRefusal === undefined ? ok(portions(things)) : err(this.personRefusal);
  };
  erasePerson = async (asked: object, actor: Actor) => {
    this.askedOfArchive = [asked, actor];
    const erased = { reports: 2, recordings: 1, recordingsRefused: 0, auditEntries: 0 };
    return this.personRefusal === undefined ? ok(erased) : err(this.personRefusal);
  };
  troubles = () => [];
  close = async () => undefined;
}
