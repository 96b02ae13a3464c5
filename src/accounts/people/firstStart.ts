import { newId } from "../../kernel/ids.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { UserInput } from "../account.ts";
import type { CollectionContext, Kind, ThingCollection } from "../configuration/collection.ts";
import type { User } from "../directory/shapes.ts";
import { newPassword } from "../secrets.ts";
import { allRights } from "./users.ts";

/**
 * Makes the administrator of an account that has no users; leaves any other as it is.
 * @returns the password, where one had to be made; or, in one line, why there can be none.
 */
export async function makeAdministrator(
  kind: Kind<User, UserInput, "users">,
  users: ThingCollection<User, UserInput, "users">,
  { directory, entropy }: CollectionContext,
  admin: { readonly email: string; readonly password?: string } | undefined,
): Promise<Result<{ readonly generatedPassword?: string }, string>> {
  if (directory.userShelf.all().length > 0) return ok({});
  if (admin === undefined) return err("The account has no users");
  const password = admin.password ?? newPassword();
  const input = { email: admin.email, name: "Administrator", password };
  const made = kind.make(newId("user", entropy), input, undefined);
  if (!made.ok) return err(`The administrator's ${made.error.detail ?? "settings cannot be used"}`);
  const stored = await users.add({ ...made.value, ...allRights, role: "administrator" }, input);
  if (!stored.ok) return err("The administrator cannot be stored: the database does not take it");
  return ok(admin.password === undefined ? { generatedPassword: password } : {});
}
