import { hash, verify } from "@node-rs/argon2";
import { type Problem, problem } from "../../kernel/problem.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { Turns } from "../configuration/turns.ts";
import { newBearer } from "../secrets.ts";

export const MIN_PASSWORD = 8;
export const MAX_PASSWORD = 256;

/** Checks that may wait: each takes some 30 ms of a processor that calls need too. */
const MAX_WAITING = 32;

/** Passwords at rest: Argon2id with the library's (OWASP's) costs. One is worked on at a time, so that a flood of sign-ins leaves the processors to the calls. */
export class Passwords {
  readonly #turns = new Turns();
  readonly #nobodys: string;
  readonly #verify: typeof verify;

  private constructor(nobodys: string, check: typeof verify) {
    this.#nobodys = nobodys;
    this.#verify = check;
  }

  static async create(check: typeof verify = verify): Promise<Passwords> {
    return new Passwords(await hash(newBearer()), check);
  }

  hash(password: string): Promise<string> {
    return this.#turns.take(() => hash(password));
  }

  /** Whether `password` is the one of `stored`. Takes as long where nothing is stored. */
  async matches(stored: string | undefined, password: string): Promise<Result<boolean, Problem>> {
    if (this.#turns.length >= MAX_WAITING) return err(problem("too_many_requests"));
    const bounded = password.slice(0, MAX_PASSWORD + 1);
    const same = await this.#turns.take(() => this.#verify(stored ?? this.#nobodys, bounded));
    return ok(same && stored !== undefined);
  }
}
