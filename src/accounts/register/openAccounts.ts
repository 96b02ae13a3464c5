import { BoundedMap } from "../../kernel/boundedMap.ts";
import type { Log } from "../../kernel/log.ts";
import type { Problem } from "../../kernel/problem.ts";
import { ok, type Result } from "../../kernel/result.ts";
import type { Bearer, Origin } from "../account.ts";
import type { Accounts, Credentials } from "../accounts.ts";
import type { User } from "../directory/shapes.ts";
import type { OpenAccount } from "../openAccount.ts";
import type { Passwords } from "../people/passwords.ts";
import { signInAt } from "../people/signIn.ts";
import { bearerHash } from "../secrets.ts";
import { domainKey } from "./entry.ts";

/** In so many accounts, the oldest first, an e-mail is tried; who has it in more says which one is meant. */
const MAX_TRIED = 3;
/** Tokens of which it is remembered whose they are. */
const REMEMBERED = 20_000;

/** The accounts that are served right now. They come and go while the others go on. */
export class OpenAccounts implements Accounts<OpenAccount> {
  readonly #passwords: Passwords;
  readonly #log: Log;
  /** By id, in the order in which the accounts were made. */
  #accounts: ReadonlyMap<string, OpenAccount> = new Map();
  #byDomain: ReadonlyMap<string, OpenAccount> = new Map();
  /** Ids of accounts by the hash of a token. Whether it still holds is the account's to say. */
  readonly #knownTo = new BoundedMap<string, string>(REMEMBERED);

  constructor(passwords: Passwords, log: Log) {
    this.#passwords = passwords;
    this.#log = log;
  }

  /** Serves exactly these from now on, the oldest first. */
  serve(accounts: readonly OpenAccount[]): void {
    this.#accounts = new Map(accounts.map((account) => [account.id, account]));
    this.#byDomain = new Map(accounts.map((account) => [domainKey(account.domain), account]));
  }

  all(): readonly OpenAccount[] {
    return [...this.#accounts.values()];
  }

  get(id: string): OpenAccount | undefined {
    return this.#accounts.get(id);
  }

  ofDomain(host: string): OpenAccount | undefined {
    return this.#byDomain.get(domainKey(host)) ?? this.#only;
  }

  async signIn(
    { email, password, domain }: Credentials,
    from: Origin,
  ): Promise<Result<{ readonly account: OpenAccount; readonly token: string; readonly user: User }, Problem>> {
    const tried = domain === undefined ? this.#thatKnow(email) : this.#named(domain);
    const doors = tried.map((account) => account.door);
    // What a failed attempt costs must hang on the number of accounts alone.
    const checks = domain === undefined ? Math.min(MAX_TRIED, Math.max(1, this.#accounts.size)) : 1;
    const signedIn = await signInAt(doors, this.#passwords, { email, password, from }, checks);
    if (signedIn.ok) {
      const { door, token, user } = signedIn.value;
      return ok({ account: tried[doors.indexOf(door)]!, token, user });
    }
    if (doors.length === 0) this.#log.info({ event: "sign_in_refused", ip: from.ip }, "no account knows the e-mail");
    return signedIn;
  }

  /** Asks the account that knew the token the last time; all of them where it is new. */
  async authenticate(
    token: string,
    attended = true,
  ): Promise<({ readonly account: OpenAccount } & Bearer) | undefined> {
    const hash = bearerHash(token);
    const known = this.#accounts.get(this.#knownTo.get(hash) ?? "");
    for (const account of known === undefined ? this.#accounts.values() : [known]) {
      const bearer = await account.authenticate(token, attended);
      if (bearer === undefined) continue;
      this.#knownTo.set(hash, account.id);
      return { account, ...bearer };
    }
    return undefined;
  }

  get #only(): OpenAccount | undefined {
    const [only] = this.#accounts.values();
    return this.#accounts.size === 1 ? only : undefined;
  }

  #named(domain: string): readonly OpenAccount[] {
    const account = this.ofDomain(domain);
    return account === undefined ? [] : [account];
  }

  /** Where an attempt at an e-mail is made, and kept in the audit log. A single account is told of every attempt. */
  #thatKnow(email: string): readonly OpenAccount[] {
    if (this.#only !== undefined) return [this.#only];
    return this.all()
      .filter(({ door }) => door.knows(email))
      .slice(0, MAX_TRIED);
  }
}
