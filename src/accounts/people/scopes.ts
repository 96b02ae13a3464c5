/** What an API key may be limited to: parts of the API, each to read or to write. */

/** The first parts of the paths under `/v1` that a key can be limited to. */
export const areas = [
  "agents",
  "api-keys",
  "audit",
  "calls",
  "events",
  "groups",
  "imports",
  "monitorings",
  "numbers",
  "privacy",
  "recordings",
  "reports",
  "routes",
  "settings",
  "trunks",
  "users",
] as const;

export type Area = (typeof areas)[number];
export type Scope = `${Area}:${"read" | "write"}`;

export const allScopes: readonly Scope[] = areas.flatMap((area) => [`${area}:read`, `${area}:write`] as const);

/** Whether a key with these scopes may read, or write, an area. Who may write may read. */
export const reaches = (scopes: readonly string[] | null, area: Area, verb: "read" | "write"): boolean =>
  scopes === null || scopes.includes(`${area}:write`) || (verb === "read" && scopes.includes(`${area}:read`));

/** Whether a key with the scopes `wanted` would reach nothing that one with the scopes `held` does not. */
export function isWithin(wanted: readonly string[] | null, held: readonly string[] | null): boolean {
  if (held === null) return true;
  return wanted?.every((scope) => held.includes(scope) || held.includes(scope.replace(/:read$/, ":write"))) ?? false;
}
