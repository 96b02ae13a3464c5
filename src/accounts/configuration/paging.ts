import { type Problem, problem } from "../../kernel/problem.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { PageRequest } from "../account.ts";

const MAX_LIMIT = 500;
/** A cursor of ours is far shorter. */
const MAX_CURSOR = 500;

/** The place after which a page begins: the sort values of the last thing before it. */
export type Place = readonly string[];

/** An opaque cursor. */
export const cursorAt = (place: Place): string => Buffer.from(JSON.stringify(place)).toString("base64url");

/** The place that a request asks for; undefined is the beginning. */
export function placeOf(page: PageRequest, length: number): Result<Place | undefined, Problem> {
  if (!Number.isInteger(page.limit) || page.limit < 1 || page.limit > MAX_LIMIT) {
    return err(invalid("limit", `must be a whole number from 1 to ${MAX_LIMIT}`));
  }
  if (page.cursor === undefined) return ok(undefined);
  const place = page.cursor.length > MAX_CURSOR ? undefined : parse(page.cursor);
  if (!Array.isArray(place) || place.length !== length || !place.every((part) => typeof part === "string")) {
    return err(invalid("cursor", "is not one of ours"));
  }
  return ok(place);
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    return undefined;
  }
}

/** A refusal of one field of a request. */
export const invalid = (path: string, message: string): Problem => ({
  ...problem("invalid_request", `${path} ${message}`),
  errors: [{ path, message }],
});
