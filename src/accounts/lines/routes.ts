import { type Problem, problem } from "../../kernel/problem.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { RouteInput } from "../account.ts";
import type { Kind } from "../configuration/collection.ts";
import { Reading } from "../configuration/reading.ts";
import type { DirectoryCache } from "../directory/directoryCache.ts";
import type { Route } from "../directory/shapes.ts";
import { dialRule } from "../people/agents.ts";
import { dialled } from "./e164.ts";

const beginning = { min: 0, max: 32, pattern: /^\+?[\d*#]*$/, what: "digits, with + before them or not" };

/** Outbound routes: a prefix leads one way only, so that the longest one decides. */
export function routeKind(directory: DirectoryCache): Kind<Route, RouteInput, "routes"> {
  const readTrunk = (value: unknown): Result<string, string> =>
    typeof value === "string" && directory.trunk(value) !== undefined ? ok(value) : err("names no trunk");

  return {
    noun: "route",
    table: "routes",
    shelf: directory.routeShelf,
    asInput: ({ id: _, ...input }) => input,

    make(id, input): Result<Route, Problem> {
      const reading = new Reading(input);
      const callerId = reading.text("callerId", dialRule, null);
      const route: Route = {
        id,
        prefix: reading.text("prefix", beginning),
        strip: reading.whole("strip", 0, 32, 0),
        prepend: reading.text("prepend", beginning, ""),
        trunkIds: reading.list("trunkIds", 1, 100, readTrunk),
        callerId: callerId === null ? null : dialled(callerId),
      };
      const read = reading.result(route);
      if (!read.ok) return read;
      const twin = directory.routeShelf.all().find((other) => other.prefix === route.prefix);
      if (twin !== undefined && twin.id !== id) {
        return err(problem("conflict", `Prefix ${JSON.stringify(route.prefix)} has a route already.`));
      }
      return read;
    },

    async columns(route) {
      return {
        prefix: route.prefix,
        strip: route.strip,
        prepend: route.prepend,
        trunk_ids: JSON.stringify(route.trunkIds),
        caller_id: route.callerId,
      };
    },

    fromRow: (row) => ({
      id: row.id,
      prefix: row.prefix,
      strip: row.strip,
      prepend: row.prepend,
      trunkIds: JSON.parse(row.trunk_ids) as string[],
      callerId: row.caller_id,
    }),
  };
}
