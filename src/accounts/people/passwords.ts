import { hash, verify } from "@node-rs/argon2";
import type { Clock } from "../../kernel/clock.ts";
import { type Problem, problem } from "../../kernel/problem.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { Turns } from "../configuration/turns.ts";
import { newBearer } from "../secrets.ts";
import { type Claim, Guessing, slowingGuesses, sourceOf } from "./guessing.ts";
import { MAX_PASSWORD, normalPassword } from "./passwordRules.ts";

/** Checks that may wait: each takes some 30 ms of a processor that calls need too. */
const MAX_WAITING = 32;

/** Argon2id (the library's default algorithm) at the least costs that OWASP's Password Storage Cheat Sheet names: 19 MiB, two passes, one lane. */
const costs = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * Passwords at rest, and how fast they may be tried; one for all accounts of the server. One is worked on at a time, so that a flood of
 * sign-ins leaves the processors to the calls.
 */
export class Passwords {
  readonly #turns = new Turns();
  readonly #guessing = new Guessing();
  readonly #clock: Pick<Clock, "now">;
  readonly #nobodys: string;
  readonly #verify: typeof verify;

  private constructor(clock: Pick<Clock, "now">, nobodys: string, check: typeof verify) {
    this.#clock = clock;
    this.#nobodys = nobodys;
    this.#verify = check;
  }

  static async create(clock: Pick<Clock, "now">, check: typeof verify = verify): Promise<Passwords> {
    return new Passwords(clock, await hash(newBearer(), costs), check);
  }

  hash(password: string): Promise<string> {
    return this.#turns.take(() => hash(normalPassword(password), costs));
  }

  /** Whether `password` is the one of `stored`. Takes as long where nothing is stored. */
  async matches(stored: string | undefined, password: string): Promise<Result<boolean, Problem>> {
    if (this.#turns.length >= MAX_WAITING) return err(problem("too_many_requests"));
    const bounded = normalPassword(password.slice(0, MAX_PASSWORD + 1));
    const same = await this.#turns.take(() => this.#verify(stored ?? this.#nobodys, bounded));
    return ok(same && stored !== undefined);
  }

  /** Makes an attempt to prove to be somebody, unless it comes too soon after others: see `Guessing`. */
  attempt<T>(claim: Claim, prove: () => Promise<Result<T, Problem>>): Promise<Result<T, Problem>> {
    return slowingGuesses(this.#guessing, this.#clock, claim, prove);
  }

  /** From there somebody has signed in before. */
  remember({ email, ip }: Claim): void {
    this.#guessing.handle({ in: "known", email, source: sourceOf(ip) }, this.#clock.now());
  }
}
