/** Which part of the API a route belongs to, and whether an API key reaches it. */
import { type Area, areas, reaches } from "../../accounts/people/scopes.ts";
import { type Problem, problem } from "../../kernel/problem.ts";

/**
 * `self`: who one is; asks for no scope. `person`: one's own password and sign-ins, which no limited key touches. `server`: what is no account's.
 */
export type ApiArea = Area | "self" | "person" | "server";

const persons = ["sign-ins"];
export const isArea = (part: string): part is Area => (areas as readonly string[]).includes(part);

/** By the first part of the path under `/v1`. A new part that nobody has thought of is a broken invariant. */
export function areaOf(url: string): ApiArea {
  const [, version, part = "", ...rest] = url.split("/");
  if (version !== "v1" || part === "openapi.json" || part === "session") return "server";
  if (part === "me") return rest.length === 0 ? "self" : "person";
  if (persons.includes(part)) return "person";
  if (isArea(part)) return part;
  throw new Error(`${url} belongs to no part of the API that a key could be limited to`);
}

export const isReading = (method: string): boolean => method === "GET" || method === "HEAD" || method === "OPTIONS";

/** Why a bearer with these scopes (null: not limited) may not use a route. */
export function scopeRefusal(
  scopes: readonly string[] | null,
  area: ApiArea | undefined,
  reads: boolean,
): Problem | undefined {
  if (scopes === null || area === undefined || area === "self" || area === "server") return undefined;
  if (area === "person") return problem("forbidden", "A key that is limited to some scopes cannot do this.");
  const verb = reads ? "read" : "write";
  return reaches(scopes, area, verb) ? undefined : problem("forbidden", `The key lacks the scope ${area}:${verb}.`);
}
