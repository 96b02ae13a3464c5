/** Users of many kinds, each with a key: to sign in hashes a password each time. */
import type { Api } from "../lab/ponto/api.ts";
import type { User } from "../src/accounts/directory/shapes.ts";
import { inTurns } from "./traffic/inTurns.ts";

export const PASSWORD = "only-for-the-bench";

export interface KeyedUser {
  readonly user: User;
  readonly token: string;
}

/** @param emailOf of the i-th @param rights that each of them has */
export const newUsers = (
  admin: Api,
  count: number,
  emailOf: (i: number) => string,
  rights: Partial<Pick<User, "profiles" | "screens" | "monitoring">> = {},
): Promise<readonly KeyedUser[]> =>
  inTurns(count, async (i) => {
    const email = emailOf(i);
    const user = await admin.post<User>("/v1/users", { email, name: email, password: PASSWORD, ...rights });
    return { user, token: await keyOf(admin, user.id) };
  });

/** A new key of the user's. */
export async function keyOf(admin: Api, userId: string): Promise<string> {
  const { key } = await admin.post<{ key: string }>("/v1/api-keys", { name: "bench", userId });
  return key;
}
