import { rfc3339 } from "../../kernel/clock.ts";
import type { Problem } from "../../kernel/problem.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { invalid } from "../configuration/paging.ts";

/** From a time on, up to another; what is left out has no bound. */
export interface Period {
  readonly from?: string;
  readonly to?: string;
}

/** The period as the store writes times: UTC with milliseconds, so that text order is time order. */
export function periodOf({ from, to }: Period): Result<Period, Problem> {
  const [begin, end] = [utc("from", from), utc("to", to)];
  if (!begin.ok) return begin;
  if (!end.ok) return end;
  return ok({
    ...(begin.value === undefined ? {} : { from: begin.value }),
    ...(end.value === undefined ? {} : { to: end.value }),
  });
}

function utc(bound: "from" | "to", text: string | undefined): Result<string | undefined, Problem> {
  if (text === undefined) return ok(undefined);
  const time = Date.parse(text);
  return Number.isNaN(time) ? err(invalid(bound, "must be a time (RFC 3339)")) : ok(rfc3339(time));
}
