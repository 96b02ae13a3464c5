import { type Problem, problem } from "../../kernel/problem.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { Actor, Bearer } from "../account.ts";
import type { CollectionContext } from "../configuration/collection.ts";
import { invalid } from "../configuration/paging.ts";
import { Reading } from "../configuration/reading.ts";
import { storing } from "../configuration/storing.ts";
import type { Passwords } from "./passwords.ts";
import type { SignIns } from "./signIns.ts";
import { readPassword } from "./users.ts";

interface World {
  readonly context: CollectionContext;
  readonly passwords: Passwords;
  readonly signIns: SignIns;
}

interface Change {
  readonly current: string;
  readonly password: string;
}

/**
 * Changes the bearer's own password, which takes the present one: a cookie that was stolen is not enough. Ends the user's other sign-ins.
 * The present one can be guessed here no faster than at a sign-in.
 */
export async function changePassword(
  { context, passwords, signIns }: World,
  { user, signInId }: Bearer,
  change: Change,
  actor: Actor,
): Promise<Result<void, Problem>> {
  const { db, log, turns, audit } = context;
  const reading = new Reading(change);
  const read = reading.result(readPassword(reading, user));
  if (!read.ok) return read;
  const proved = await passwords.attempt({ email: user.email, ip: actor.ip ?? "" }, async () => {
    const row = await storing(log, () =>
      db.selectFrom("users").select("password_hash").where("id", "=", user.id).executeTakeFirst(),
    );
    if (!row.ok) return row;
    const fits = await passwords.matches(row.value?.password_hash, change.current);
    if (!fits.ok) return fits;
    return fits.value ? ok(undefined) : err(problem("wrong_credentials"));
  });
  if (!proved.ok) {
    return proved.error.code === "wrong_credentials" ? err(invalid("current", "is not your present password")) : proved;
  }
  return turns.take(async () => {
    const stored = await storing(log, async () => {
      const password_hash = await passwords.hash(read.value);
      await db.updateTable("users").set({ password_hash }).where("id", "=", user.id).execute();
    });
    if (!stored.ok) return stored;
    signIns.endAll(user.id, signInId);
    audit(actor, "password.changed", user.id, {});
    return ok(undefined);
  });
}
