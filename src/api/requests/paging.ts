/** `?limit&cursor`, and the answer `{items, nextCursor}`. */
import type { FastifyRequest } from "fastify";
import type { Page, PageRequest } from "../../accounts/account.ts";
import { cursorAt, placeOf } from "../../accounts/configuration/paging.ts";
import { unwrap } from "../answers/problems.ts";

/** Query strings are text: turns the one number among our parameters into one, so that its schema can judge it. */
export async function readLimit(request: FastifyRequest): Promise<void> {
  const query = request.query as Record<string, unknown>;
  const { limit } = query;
  if (typeof limit === "string" && /^\d{1,9}$/.test(limit)) query.limit = Number(limit);
}

/**
 * One page of things held in memory, in the order of `keyOf`, which must be unique. The cursor is the last key seen:
 * things that come or go meanwhile are neither repeated nor skipped.
 */
export function pageOf<T>(items: readonly T[], request: PageRequest, keyOf: (item: T) => string): Page<T> {
  const [after] = unwrap(placeOf(request, 1)) ?? [];
  const rest = items
    .map((item) => ({ item, key: keyOf(item) }))
    .filter(({ key }) => after === undefined || key > after)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const page = rest.slice(0, request.limit);
  const last = page.at(-1);
  return {
    items: page.map(({ item }) => item),
    nextCursor: last !== undefined && page.length < rest.length ? cursorAt([last.key]) : null,
  };
}
