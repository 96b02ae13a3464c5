import type { Generated } from "kysely";

/**
 * The tables. Portable between SQLite and PostgreSQL: flags are 0 or 1, times are RFC 3339 text (UTC, so that text order is
 * time order) or integer milliseconds where they are compared with a clock, documents are JSON text. `…_key` is a value made comparable;
 * `…_sealed` is encrypted, `…_hash` can only be compared.
 */
export interface Schema {
  users: UserTable;
  sign_ins: SignInTable;
  api_keys: ApiKeyTable;
  agents: AgentTable;
  trunks: TrunkTable;
  numbers: NumberTable;
  groups: GroupTable;
  routes: RouteTable;
  settings: SettingsTable;
  bindings: BindingTable;
  reports: ReportTable;
  recordings: RecordingTable;
  audit: AuditTable;
  audit_anchors: AuditAnchorTable;
  audit_before: AuditBeforeTable;
}

/** What the things of the configuration share. */
export interface ThingTable {
  id: string;
  /** The order in which they were made; lists follow it. */
  position: number;
}

export interface UserTable extends ThingTable {
  email: string;
  email_key: string;
  name: string;
  role: string;
  /** JSON: profiles, screens, monitoring. */
  rights: string;
  password_hash: string;
}

/** Signed-in browsers and programs. */
export interface SignInTable {
  id: string;
  token_hash: string;
  user_id: string;
  started_at_ms: number;
  last_used_at_ms: number;
  ip: string | null;
  user_agent: string | null;
}

export interface ApiKeyTable extends ThingTable {
  name: string;
  user_id: string;
  key_hash: string;
  created_at: string;
  /** JSON; null: not limited. */
  scopes: string | null;
  expires_at: string | null;
  last_used_at: string | null;
}

export interface AgentTable extends ThingTable {
  name: string;
  email: string;
  email_key: string;
  extension: string;
  /** JSON. */
  voip: string;
  voip_token_sealed: string;
}

export interface TrunkTable extends ThingTable {
  name: string;
  host: string;
  port: number | null;
  transport: string;
  auth: string;
  username: string | null;
  password_sealed: string | null;
  register: number;
  max_calls: number | null;
  /** JSON. */
  codecs: string | null;
  realm: string | null;
  ping_seconds: number;
  identity: string;
  from_domain: string | null;
  anonymous: number;
  dialled_format: string;
  calling_format: string;
  srtp: string;
  dtmf: string;
}

export interface NumberTable extends ThingTable {
  number: string;
  trunk_id: string | null;
  destination_type: string;
  destination_id: string;
}

export interface GroupTable extends ThingTable {
  name: string;
  extension: string | null;
  strategy: string;
  /** JSON, in the order in which they are rung. */
  agent_ids: string;
  ring_seconds: number;
}

export interface RouteTable extends ThingTable {
  prefix: string;
  strip: number;
  prepend: string;
  /** JSON. */
  trunk_ids: string;
  caller_id: string | null;
}

/** One row, `id` 1. */
export interface SettingsTable {
  id: Generated<number>;
  /** JSON: what differs from or repeats the defaults. */
  value: string;
}

/** Where registered phones are, to find them again after a restart. */
export interface BindingTable {
  key: string;
  /** JSON: the binding. */
  value: string;
}

/** One row a call; the columns are what reports are filtered by. */
export interface ReportTable {
  id: string;
  live: number;
  started_at: string;
  direction: string;
  disposition: string;
  agent_id: string | null;
  number_key: string;
  recording_id: string | null;
  own_number: string | null;
  trunk_id: string | null;
  answered: number;
  talk_ms: number;
  hold_ms: number;
  /** How many there were. */
  transfers: number;
  /** JSON: the row as the API shows it. */
  value: string;
}

export interface RecordingTable {
  id: string;
  call_id: string | null;
  started_at: string;
  state: string;
  /** Relative to the data folder where it lies in it. */
  path: string;
  /** JSON: what happened while it was made; null until it is closed. */
  marks: string | null;
  /** JSON: the row as the API shows it. */
  value: string;
}

/** Entries are chained, and never changed; the columns between `sequence` and `value` are what the log is searched by. */
export interface AuditTable {
  /** From 1, without gaps. */
  sequence: number;
  at: string;
  action: string;
  user_id: string | null;
  subject: string | null;
  /** JSON: the entry as the chain holds it, without what is personal. */
  value: string;
  /** JSON; null where nothing is, or it was erased. */
  personal: string | null;
  salt: string | null;
  hash: string;
  seal: string;
}

/** The last entries that were gone when the log was cut at its beginning. */
export interface AuditAnchorTable {
  sequence: number;
  hash: string;
  at: string;
  /** What demanded it. */
  setting: string;
  seal: string;
}

/** What an audit log without a chain left; empty once an account was opened. */
export interface AuditBeforeTable {
  id: string;
  at: string;
  /** JSON: the entry. */
  value: string;
}
