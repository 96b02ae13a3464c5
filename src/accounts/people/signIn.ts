import type { Kysely } from "kysely";
import { type Problem, problem } from "../../kernel/problem.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { Schema } from "../../store/schema.ts";
import type { CollectionContext } from "../configuration/collection.ts";
import { storing } from "../configuration/storing.ts";
import { emailKey } from "../directory/directoryCache.ts";
import type { User } from "../directory/shapes.ts";
import type { Passwords } from "./passwords.ts";
import type { Sessions } from "./sessions.ts";

/** What is kept of an e-mail that somebody tried. */
const MAX_EMAIL = 254;

/** Signs in by e-mail and password. An unknown e-mail takes as long as a wrong password, and is answered the same. */
export async function signIn(
  context: CollectionContext,
  passwords: Passwords,
  sessions: Sessions,
  { email, password, ip }: { email: string; password: string; ip: string },
): Promise<Result<{ token: string; user: User }, Problem>> {
  const tried = email.slice(0, MAX_EMAIL);
  const stored = await storing(context.log, () => passwordOf(context.db, tried));
  if (!stored.ok) return stored;
  const same = await passwords.matches(stored.value?.password_hash, password);
  if (!same.ok) return same;
  const user = stored.value && context.directory.user(stored.value.id);
  if (!same.value || user === undefined) {
    const actor = { userId: null, email: tried, ip };
    context.audit(actor, "session.refused", user?.id ?? tried, {});
    return err(problem("wrong_credentials"));
  }
  context.audit({ userId: user.id, email: user.email, ip }, "session.created", user.id, {});
  return ok({ token: sessions.start(user.id), user });
}

const passwordOf = (db: Kysely<Schema>, email: string) =>
  db.selectFrom("users").select(["id", "password_hash"]).where("email_key", "=", emailKey(email)).executeTakeFirst();
