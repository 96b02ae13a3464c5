/** The accounts of this server that are open. Nothing of one can be reached through another. */
import type { Problem } from "../kernel/problem.ts";
import type { Result } from "../kernel/result.ts";
import type { Account, Bearer, Origin } from "./account.ts";
import type { User } from "./directory/shapes.ts";

/** What an account is called by from outside. */
export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** The SIP domain of the account; needed only by who has the same e-mail in several. */
  readonly domain?: string;
}

export interface Accounts<A extends Account = Account> {
  /** In the order in which they were made; those that are disabled are not among them. */
  all(): readonly A[];
  get(id: string): A | undefined;
  /** Whose domain it is, without case; with a single account every host is its own. */
  ofDomain(host: string): A | undefined;
  /**
   * Signs in where e-mail and password fit. A failed attempt takes as long and is answered the same whether the e-mail is known
   * in no account, in one or in several.
   */
  signIn(
    credentials: Credentials,
    from: Origin,
  ): Promise<Result<{ readonly account: A; readonly token: string; readonly user: User }, Problem>>;
  /** Whom a sign-in's token or an API key stands for, and in which account. `attended`: as in `Account`. */
  authenticate(token: string, attended?: boolean): Promise<({ readonly account: A } & Bearer) | undefined>;
}
