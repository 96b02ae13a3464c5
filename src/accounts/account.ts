/** One account, a company, as the API and the calls see it: everything that it owns, and nothing of any other. */
import type { Problem } from "../kernel/problem.ts";
import type { Result } from "../kernel/result.ts";
import type { AuditFilter } from "./audit/auditStore.ts";
import type { AuditRecord, ChainedRow } from "./audit/chain.ts";
import type { Verification } from "./audit/verification.ts";
import type { ImportReport } from "./csv/faults.ts";
import type { Directory } from "./directory/directory.ts";
import type { Agent, Group, PhoneNumber, Route, Settings, Trunk, trunkDefaults, User } from "./directory/shapes.ts";
import type { Journal, RecordingMarks, RecordingRow, ReportRow } from "./journal/journal.ts";
import type { Period } from "./journal/period.ts";
import type { Summary, SummaryFilter } from "./journal/summary.ts";
import type { Usage, UsageBy } from "./journal/usage.ts";
import type { Erasure } from "./privacy/erasure.ts";
import type { PersonAsked } from "./privacy/person.ts";
import type { PersonalThing } from "./privacy/privacy.ts";

/** Who does something, for the audit log. */
export interface Actor {
  readonly userId: string | null;
  readonly email: string | null;
  readonly ip: string | null;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque; null on the last page. */
  readonly nextCursor: string | null;
}

export interface PageRequest {
  /** 1 to 500. */
  readonly limit: number;
  readonly cursor?: string;
}

/** PATCH semantics: objects merged, arrays replaced, null clears. */
export type Patch<T> = { readonly [K in keyof T]?: PatchOf<Exclude<T[K], undefined>> };
type PatchOf<V> = V extends readonly unknown[] ? V | null : V extends object ? Patch<V> | null : V | null;

export interface Collection<T, Input> {
  list(page: PageRequest): Promise<Result<Page<T>, Problem>>;
  get(id: string): Promise<T | undefined>;
  create(input: Input, actor: Actor): Promise<Result<T, Problem>>;
  update(id: string, patch: Patch<Input>, actor: Actor): Promise<Result<T, Problem>>;
  remove(id: string, actor: Actor): Promise<Result<void, Problem>>;
}

/** The things of one kind as a file of comma-separated values, in UTF-8. */
export interface Sheet {
  /** All of them, piece by piece; no secret is among them. */
  export(): Iterable<string>;
  /**
   * Makes and changes what the rows tell of, all of it or nothing: where a row is wrong, the refusal names every row that is, with its line.
   * A dry run changes nothing and answers the same as a report.
   */
  import(file: Uint8Array, options: { readonly dryRun: boolean }, actor: Actor): Promise<Result<ImportReport, Problem>>;
}

type Optional<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;

export type UserInput = Optional<Omit<User, "id" | "role">, "profiles" | "screens" | "monitoring"> & {
  readonly password: string;
};
export type AgentInput = Optional<Omit<Agent, "id">, "extension" | "voip">;
export type TrunkInput = Optional<Omit<Trunk, "id">, keyof typeof trunkDefaults | "register">;
export type NumberInput = Optional<Omit<PhoneNumber, "id">, "trunkId">;
export type GroupInput = Optional<Omit<Group, "id">, "extension" | "ringSeconds">;
export type RouteInput = Optional<Omit<Route, "id">, "strip" | "prepend" | "callerId">;

/** A long-lived bearer for a machine. It may do what its user may, as far as its scopes reach. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly userId: string;
  /** Parts of the API, `<first part of the path>:read` or `:write` (which includes reading); null: all. */
  readonly scopes: readonly string[] | null;
  readonly createdAt: string;
  /** Null: never. */
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
}

export interface ApiKeyInput {
  readonly name: string;
  /** Left out: whoever makes it. */
  readonly userId?: string;
  readonly scopes?: readonly string[] | null;
  readonly expiresAt?: string | null;
}

/** A signed-in browser or program. */
export interface SignIn {
  readonly id: string;
  readonly userId: string;
  readonly startedAt: string;
  readonly lastUsedAt: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/** Who a bearer stands for. */
export interface Bearer {
  readonly user: User;
  /** The sign-in's id, or the API key's. */
  readonly id: string;
  /** The sign-in's id; null for an API key. */
  readonly signInId: string | null;
  /** What an API key is limited to; null: nothing but the user's rights. */
  readonly scopes: readonly string[] | null;
}

/** Where a sign-in comes from. */
export interface Origin {
  readonly ip: string;
  readonly userAgent: string | null;
}

export interface ReportFilter {
  readonly from?: string;
  readonly to?: string;
  readonly direction?: string;
  readonly agentId?: string;
  readonly number?: string;
  /** One of several. */
  readonly disposition?: string | readonly string[];
  /** With what the customer's number begins, as somebody writes it. */
  readonly numberPrefix?: string;
  /** Only calls whose recording is kept. */
  readonly recorded?: "true";
}

export interface RecordingFilter extends Period {
  /** Who had the call last, as its report says. */
  readonly agentId?: string;
  readonly callId?: string;
}

export interface Account {
  readonly id: string;
  readonly name: string;
  /** The SIP domain: realm, and host of AoRs. */
  readonly domain: string;
  readonly directory: Directory;
  readonly journal: Journal;

  readonly users: Collection<User, UserInput>;
  readonly agents: Collection<Agent, AgentInput>;
  readonly trunks: Collection<Trunk, TrunkInput>;
  readonly numbers: Collection<PhoneNumber, NumberInput>;
  readonly groups: Collection<Group, GroupInput>;
  readonly routes: Collection<Route, RouteInput>;
  readonly sheets: { readonly users: Sheet; readonly agents: Sheet; readonly numbers: Sheet };
  updateSettings(patch: Patch<Settings>, actor: Actor): Promise<Result<Settings, Problem>>;

  /** A new token for the phone of an agent; the old one stops working at once. */
  renewVoipToken(agentId: string, actor: Actor): Promise<Result<string, Problem>>;

  /** Makes another user the administrator; whoever was it keeps every right but that. */
  handOver(userId: string, actor: Actor): Promise<Result<User, Problem>>;
  /** Changes one's own password: the old one must be right. Ends the user's other sign-ins. */
  changePassword(
    bearer: Bearer,
    change: { readonly current: string; readonly password: string },
    actor: Actor,
  ): Promise<Result<void, Problem>>;

  signIn(email: string, password: string, from: Origin): Promise<Result<{ token: string; user: User }, Problem>>;
  signOut(token: string): Promise<void>;
  /** Who a sign-in's token or an API key stands for, as they are now. `attended`, as by default: somebody is behind it, and the sign-in lasts longer. */
  authenticate(token: string, attended?: boolean): Promise<Bearer | undefined>;
  /** Whether it holds still; to ask is not to use it. */
  holds(bearer: Bearer): boolean;
  /** Tells the id of each sign-in and API key that is ended, the moment it is; not of one that runs out. Returns what ends it. */
  onBearerEnded(listener: (bearerId: string) => void): () => void;
  signIns: {
    /** Of one user, the last used first. */
    of(userId: string): readonly SignIn[];
    /** Ends one of the user's, or all but `except`. */
    end(userId: string, id: string, actor: Actor): Promise<Result<void, Problem>>;
    endAll(userId: string, actor: Actor, except?: string | null): Promise<void>;
  };

  apiKeys: {
    list(page: PageRequest): Promise<Result<Page<ApiKey>, Problem>>;
    get(id: string): Promise<ApiKey | undefined>;
    /** `key` is shown this once. */
    create(input: ApiKeyInput, actor: Actor): Promise<Result<ApiKey & { key: string }, Problem>>;
    remove(id: string, actor: Actor): Promise<Result<void, Problem>>;
  };

  /** Finished calls, newest first. */
  reports(filter: ReportFilter, page: PageRequest): Promise<Result<Page<ReportRow>, Problem>>;
  recordings(page: PageRequest, filter?: RecordingFilter): Promise<Result<Page<RecordingRow>, Problem>>;
  recording(id: string): Promise<(RecordingRow & { readonly path: string }) | undefined>;
  /** All of them: who asks may not see all. Undefined where there is no such recording. */
  recordingMarks(id: string): Promise<RecordingMarks | undefined>;
  /** Newest first. */
  auditLog(page: PageRequest, filter?: AuditFilter): Promise<Result<Page<AuditRecord>, Problem>>;
  /** The log with all that it takes to check its chain, the oldest first. What the store refuses later rejects the reading. */
  exportAudit(filter: AuditFilter, actor: Actor): Promise<Result<AsyncIterable<readonly ChainedRow[]>, Problem>>;
  /** Goes through the whole log. */
  verifyAudit(): Promise<Result<Verification, Problem>>;
  /** Finished calls by number or by trunk. */
  usage(by: UsageBy, period: Period): Promise<Result<readonly Usage[], Problem>>;
  /** Finished calls by hour and by agent. */
  summary(filter: SummaryFilter): Promise<Result<Summary, Problem>>;

  /** Everything that is kept of one person. What the store refuses later rejects the reading. */
  exportPerson(asked: PersonAsked, actor: Actor): Promise<Result<AsyncIterable<PersonalThing>, Problem>>;
  /** Takes one person out of what is kept; an agent or a user must be deleted before. */
  erasePerson(asked: PersonAsked, actor: Actor): Promise<Result<Erasure, Problem>>;

  /** Reasons why the store is degraded right now; empty when all is well. */
  troubles(): readonly string[];
  close(): Promise<void>;
}
