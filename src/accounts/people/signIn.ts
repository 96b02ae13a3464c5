import type { Kysely } from "kysely";
import { type Problem, problem } from "../../kernel/problem.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { Schema } from "../../store/schema.ts";
import type { Origin } from "../account.ts";
import type { CollectionContext } from "../configuration/collection.ts";
import { storing } from "../configuration/storing.ts";
import { emailKey } from "../directory/directoryCache.ts";
import type { User } from "../directory/shapes.ts";
import { MAX_EMAIL } from "./guessing.ts";
import type { Passwords } from "./passwords.ts";
import type { SignIns } from "./signIns.ts";

/** Who has an e-mail, and what is stored of the password. */
interface Found {
  readonly id: string;
  readonly password_hash: string;
}

/** Where users of one account sign in. Finding them and letting them in are apart, so that one attempt may be made at several doors. */
export class Door {
  readonly #context: CollectionContext;
  readonly #signIns: SignIns;

  constructor(context: CollectionContext, signIns: SignIns) {
    this.#context = context;
    this.#signIns = signIns;
  }

  /** Whether a user of the account has this e-mail, without case. */
  knows(email: string): boolean {
    const key = emailKey(email);
    return this.#context.directory.userShelf.all().some((user) => emailKey(user.email) === key);
  }

  /** Who has the e-mail. */
  find(email: string): Promise<Result<Found | undefined, Problem>> {
    return storing(this.#context.log, () => withEmail(this.#context.db, email));
  }

  /** Lets them in; undefined where they are gone meanwhile. */
  admit({ id }: Found, from: Origin): { token: string; user: User } | undefined {
    const user = this.#context.directory.user(id);
    if (user === undefined) return undefined;
    this.#context.audit({ userId: id, email: user.email, ip: from.ip }, "session.created", id, {});
    return { token: this.#signIns.start(id, from), user };
  }

  /** Keeps that somebody was not let in. */
  refuse(email: string, found: Found | undefined, from: Origin): void {
    this.#context.audit({ userId: null, email, ip: from.ip }, "session.refused", found?.id ?? email, {});
  }
}

const withEmail = (db: Kysely<Schema>, email: string) =>
  db.selectFrom("users").select(["id", "password_hash"]).where("email_key", "=", emailKey(email)).executeTakeFirst();

/** An attempt to sign in. */
export interface Attempt {
  readonly email: string;
  readonly password: string;
  readonly from: Origin;
}

/**
 * Tries the doors in their order, unless the attempt comes too soon after others. A failed one checks `checks` passwords, those of nobody
 * where there are fewer doors, so that neither time nor answer tells at how many doors the e-mail is known.
 * @param checks at least as many as there are doors
 */
export function signInAt<D extends Door>(
  doors: readonly D[],
  passwords: Passwords,
  attempt: Attempt,
  checks = 1,
): Promise<Result<{ readonly door: D; readonly token: string; readonly user: User }, Problem>> {
  const { email, from } = attempt;
  return passwords.attempt({ email, ip: from.ip }, () => tryDoors(doors, passwords, attempt, checks));
}

async function tryDoors<D extends Door>(
  doors: readonly D[],
  passwords: Passwords,
  { email, password, from }: Attempt,
  checks: number,
): Promise<Result<{ readonly door: D; readonly token: string; readonly user: User }, Problem>> {
  const tried = email.slice(0, MAX_EMAIL);
  const refused: (() => void)[] = [];
  for (let check = 0; check < checks; check++) {
    const door = doors[check];
    const found = await (door?.find(tried) ?? ok(undefined));
    if (!found.ok) return found;
    const fits = await passwords.matches(found.value?.password_hash, password);
    if (!fits.ok) return fits;
    const admitted = fits.value && found.value !== undefined ? door?.admit(found.value, from) : undefined;
    if (door !== undefined && admitted !== undefined) return ok({ door, ...admitted });
    refused.push(() => door?.refuse(tried, found.value, from));
  }
  for (const tell of refused) tell();
  return err(problem("wrong_credentials"));
}
