import type { Schema } from "../../../../client/ponto.ts";

export type ApiKey = Schema<"ApiKey">;
export type Scope = NonNullable<ApiKey["scopes"]>[number];
type AreaOf<S> = S extends `${infer Area}:${string}` ? Area : never;
export type Area = AreaOf<Scope>;

/** The parts of the API: all of them, by the type. */
const known: Readonly<Record<Area, true>> = {
  agents: true,
  calls: true,
  events: true,
  monitorings: true,
  recordings: true,
  reports: true,
  groups: true,
  numbers: true,
  routes: true,
  trunks: true,
  users: true,
  settings: true,
  imports: true,
  "api-keys": true,
  audit: true,
  privacy: true,
};

/** In the order in which they are shown: what programs ask for first. */
export const areas = Object.keys(known) as Area[];

export const verbs = ["read", "write"] as const;
export type Verb = (typeof verbs)[number];

/** Whoever may change may read: the scope to read goes without saying. */
export const reaches = (scopes: readonly Scope[], area: Area, verb: Verb): boolean =>
  scopes.includes(`${area}:write`) || (verb === "read" && scopes.includes(`${area}:read`));

/** The scopes after an area was chosen to be read, or changed, or not. */
export function withScope(scopes: readonly Scope[], area: Area, verb: Verb, wanted: boolean): Scope[] {
  const others = scopes.filter((scope) => !scope.startsWith(`${area}:`));
  if (wanted) return [...others, `${area}:${verb}`];
  // Not to be changed any more, but still read.
  return verb === "write" ? [...others, `${area}:read`] : others;
}

export const lifetimes = ["days30", "days90", "year", "never", "date"] as const;
type Lifetime = (typeof lifetimes)[number];

const DAYS: Readonly<Partial<Record<Lifetime, number>>> = { days30: 30, days90: 90, year: 365 };
const DAY_MS = 24 * 60 * 60 * 1000;

/** What stands in the fields of a new key. */
export interface KeyValues {
  readonly name: string;
  readonly userId: string;
  readonly lifetime: Lifetime;
  /** `2027-01-31`, where the lifetime is until a date. */
  readonly expiresAt: string;
  /** Null: all that the user may. */
  readonly scopes: readonly Scope[] | null;
}

export const newKey = (userId: string): KeyValues => ({
  name: "",
  userId,
  lifetime: "days90",
  expiresAt: "",
  scopes: null,
});

export const bodyOf = ({ name, userId, lifetime, expiresAt, scopes }: KeyValues, now: number): object => ({
  name,
  userId,
  scopes,
  expiresAt: endOf(lifetime, expiresAt, now),
});

function endOf(lifetime: Lifetime, date: string, now: number): string | null {
  if (lifetime === "never") return null;
  const days = DAYS[lifetime];
  if (days !== undefined) return new Date(now + days * DAY_MS).toISOString();
  // The last second of the day, here.
  const end = new Date(`${date}T23:59:59`);
  return Number.isNaN(end.getTime()) ? "" : end.toISOString();
}
