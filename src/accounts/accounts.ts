/** What the account offers to the API. Implemented in this folder over `store/`. */
import type { Problem } from "../kernel/problem.ts";
import type { Result } from "../kernel/result.ts";
import type { Directory } from "./directory.ts";
import type { AuditEntry, Journal, RecordingRow, ReportRow } from "./journal.ts";
import type { Agent, Group, PhoneNumber, Route, Settings, Trunk, trunkDefaults, User } from "./shapes.ts";

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

type Optional<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;

export type UserInput = Optional<Omit<User, "id" | "role">, "profiles" | "screens" | "monitoring"> & {
  readonly password: string;
};
export type AgentInput = Optional<Omit<Agent, "id">, "extension" | "voip">;
export type TrunkInput = Optional<Omit<Trunk, "id">, keyof typeof trunkDefaults | "register">;
export type NumberInput = Optional<Omit<PhoneNumber, "id">, "trunkId">;
export type GroupInput = Optional<Omit<Group, "id">, "extension" | "ringSeconds">;
export type RouteInput = Optional<Omit<Route, "id">, "strip" | "prepend" | "callerId">;

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly userId: string;
  readonly createdAt: string;
}

export interface ReportFilter {
  readonly from?: string;
  readonly to?: string;
  readonly direction?: string;
  readonly agentId?: string;
  readonly number?: string;
  readonly disposition?: string;
}

export interface Accounts {
  readonly directory: Directory;
  readonly journal: Journal;

  readonly users: Collection<User, UserInput>;
  readonly agents: Collection<Agent, AgentInput>;
  readonly trunks: Collection<Trunk, TrunkInput>;
  readonly numbers: Collection<PhoneNumber, NumberInput>;
  readonly groups: Collection<Group, GroupInput>;
  readonly routes: Collection<Route, RouteInput>;
  updateSettings(patch: Patch<Settings>, actor: Actor): Promise<Result<Settings, Problem>>;

  /** A new token for the phone of an agent; the old one stops working at once. */
  renewVoipToken(agentId: string, actor: Actor): Promise<Result<string, Problem>>;

  signIn(email: string, password: string, ip: string): Promise<Result<{ token: string; user: User }, Problem>>;
  signOut(token: string): Promise<void>;
  /** The user of a session token or an API key. */
  authenticate(token: string): Promise<User | undefined>;

  apiKeys: {
    list(page: PageRequest): Promise<Result<Page<ApiKey>, Problem>>;
    /** `key` is shown this once. */
    create(input: { name: string; userId?: string }, actor: Actor): Promise<Result<ApiKey & { key: string }, Problem>>;
    remove(id: string, actor: Actor): Promise<Result<void, Problem>>;
  };

  /** Finished calls, newest first. */
  reports(filter: ReportFilter, page: PageRequest): Promise<Result<Page<ReportRow>, Problem>>;
  recordings(page: PageRequest): Promise<Result<Page<RecordingRow>, Problem>>;
  recording(id: string): Promise<(RecordingRow & { readonly path: string }) | undefined>;
  /** Newest first. */
  auditLog(page: PageRequest): Promise<Result<Page<AuditEntry & { readonly id: string }>, Problem>>;

  /** Reasons why the store is degraded right now; empty when all is well. */
  troubles(): readonly string[];
  close(): Promise<void>;
}
