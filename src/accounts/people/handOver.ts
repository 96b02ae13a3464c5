import { type Problem, problem } from "../../kernel/problem.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { Actor, UserInput } from "../account.ts";
import type { Change, CollectionContext, ThingCollection } from "../configuration/collection.ts";
import type { User } from "../directory/shapes.ts";
import { allRights } from "./users.ts";

/** Makes another user the administrator. Whoever was it keeps every right but that; both change at once, or neither does. */
export function handOver(
  { directory, turns }: Pick<CollectionContext, "directory" | "turns">,
  users: ThingCollection<User, UserInput, "users">,
  userId: string,
  actor: Actor,
): Promise<Result<User, Problem>> {
  return turns.take(async () => {
    const next = directory.user(userId);
    if (next === undefined) return err(problem("not_found"));
    if (next.role === "administrator") return ok(next);
    const administrator: User = { ...next, ...allRights, role: "administrator" };
    const changes: Change<User>[] = [{ thing: administrator, input: {}, before: next }];
    const former = directory.userShelf.all().find(({ role }) => role === "administrator");
    // First: at no moment there are two.
    if (former !== undefined) changes.unshift({ thing: { ...former, role: "restricted" }, input: {}, before: former });
    const stored = await users.putAll(changes, actor);
    return stored.ok ? ok(administrator) : stored;
  });
}
