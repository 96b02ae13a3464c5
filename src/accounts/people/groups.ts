import { type Problem, problem } from "../../kernel/problem.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { Actor, GroupInput } from "../account.ts";
import type { Kind } from "../configuration/collection.ts";
import { Reading } from "../configuration/reading.ts";
import type { DirectoryCache } from "../directory/directoryCache.ts";
import type { Group } from "../directory/shapes.ts";
import { extensionRule, nameTaken } from "../lines/extensions.ts";

const MAX_MEMBERS = 200;
const RING_SECONDS = 25;

/** Groups: agents who are called together, by an extension of the group or by a number. */
export function groupKind(
  directory: DirectoryCache,
  leaveScopes: (groupId: string, actor: Actor) => Promise<Result<void, Problem>>,
): Kind<Group, GroupInput, "groups"> {
  const readAgent = (value: unknown): Result<string, string> =>
    typeof value === "string" && directory.agent(value) !== undefined ? ok(value) : err("names no agent");

  return {
    noun: "group",
    table: "groups",
    shelf: directory.groupShelf,
    announced: "group",
    asInput: ({ id: _, ...input }) => input,

    make(id, input): Result<Group, Problem> {
      const reading = new Reading(input);
      const group: Group = {
        id,
        name: reading.text("name", {}),
        extension: reading.text("extension", extensionRule, null),
        strategy: reading.choice("strategy", ["all", "sequential", "longest_idle"]),
        agentIds: reading.list("agentIds", 0, MAX_MEMBERS, readAgent),
        ringSeconds: reading.whole("ringSeconds", 5, 180, RING_SECONDS),
      };
      const read = reading.result(group);
      if (!read.ok) return read;
      if (group.extension !== null && nameTaken(directory, group.extension, id)) {
        return err(problem("conflict", `Extension ${group.extension} is taken.`));
      }
      return read;
    },

    async columns(group) {
      return {
        name: group.name,
        extension: group.extension,
        strategy: group.strategy,
        agent_ids: JSON.stringify(group.agentIds),
        ring_seconds: group.ringSeconds,
      };
    },

    fromRow: (row) => ({
      id: row.id,
      name: row.name,
      extension: row.extension,
      strategy: row.strategy as Group["strategy"],
      agentIds: JSON.parse(row.agent_ids) as string[],
      ringSeconds: row.ring_seconds,
    }),

    mayRemove: (group) =>
      directory.numberShelf.all().some(({ destination }) => destination.id === group.id)
        ? problem("conflict", "Numbers lead to this group.")
        : undefined,

    beforeRemoval: ({ id }, actor) => leaveScopes(id, actor),
  };
}
