import type { Problem } from "../../kernel/problem.ts";
import { ok, type Result } from "../../kernel/result.ts";
import type { Actor, UserInput } from "../account.ts";
import type { Change, CollectionContext, ThingCollection } from "../configuration/collection.ts";
import type { User } from "../directory/shapes.ts";

/**
 * Takes a group out of every scope that names it. Whose scope is empty then may monitor nobody: that a group goes gives nobody more
 * rights. The caller has the turn.
 */
export async function leaveScopes(
  { directory }: Pick<CollectionContext, "directory">,
  users: ThingCollection<User, UserInput, "users">,
  groupId: string,
  actor: Actor,
): Promise<Result<void, Problem>> {
  const changes = directory.userShelf.all().flatMap((user): Change<User>[] => {
    const { groupIds } = user.monitoring;
    if (groupIds?.includes(groupId) !== true) return [];
    const monitoring = { ...user.monitoring, groupIds: groupIds.filter((id) => id !== groupId) };
    return [{ thing: { ...user, monitoring }, input: {}, before: user }];
  });
  return changes.length === 0 ? ok(undefined) : users.putAll(changes, actor);
}
