/** How fast passwords may be guessed: slowed by back-off that never locks out whom they belong to. */
import { unmapped } from "../../kernel/addresses.ts";
import { BoundedMap } from "../../kernel/boundedMap.ts";
import type { Clock } from "../../kernel/clock.ts";
import { type Problem, problem } from "../../kernel/problem.ts";
import { err, type Result } from "../../kernel/result.ts";
import { subscriberOf } from "../../kernel/subscriber.ts";
import { emailKey } from "../directory/directoryCache.ts";

/** Failures that cost nobody any time: people mistype. */
const FREE_FAILURES = 5;
/** The longest that a source waits between two attempts of its own at an e-mail, ms. */
export const LONGEST_WAIT_MS = 60_000;
/** Failures at an e-mail from all sources, after which strangers wait too. */
const CROWD = 20;
/** So many more double a stranger's wait. */
const CROWD_DOUBLES = 10;
/** The longest that a source waits for what others have done, ms. */
export const LONGEST_CROWD_WAIT_MS = 30_000;
/** Failures of one source at whatever e-mails within a minute: one password tried on everybody. */
const SPRAY = 20;
const SPRAY_WINDOW_MS = 60_000;
/** What is not repeated for so long is forgotten, ms. */
const TRIES_FORGOTTEN_MS = 15 * 60_000;
const CROWD_FORGOTTEN_MS = 60 * 60_000;
/** Entries of each memory; the least recently used makes room. Of some 300 bytes, where somebody makes up long e-mails. */
const MEMORY = 20_000;

const SECOND = 1_000;

/** Who tries what. Whether somebody has the e-mail makes no difference. */
export interface Guess {
  readonly email: string;
  /** The network that the attempt comes from (`subscriberOf`). */
  readonly source: string;
}

export type GuessingInput = Guess & {
  /**
   * `attempt`: may it be made? If so it counts as failed from here on, so that a thousand at once gain nothing. `succeeded`: it did not fail,
   * and the source is known as the user's own from now on. `withdrawn`: it could not be made. `known`: a success that is remembered from before.
   */
  readonly in: "attempt" | "succeeded" | "withdrawn" | "known";
};

interface Tries {
  failures: number;
  /** When the last attempt was made, or the first was put off. */
  at: number;
}

interface Burst {
  failures: number;
  readonly until: number;
}

/**
 * Three counts slow a guesser down: of one source at one e-mail, of all sources at one e-mail, and of one source at all e-mails. A source from
 * which the user has signed in before feels only the first. Nobody is ever refused for good: a source that keeps away for
 * `LONGEST_WAIT_MS` is let in, whatever the others do meanwhile.
 */
export class Guessing {
  readonly #tries = new BoundedMap<string, Tries>(MEMORY);
  readonly #crowds = new BoundedMap<string, Tries>(MEMORY);
  readonly #bursts = new BoundedMap<string, Burst>(MEMORY);
  /** Where users have signed in from. Strangers cannot push these out: only a success makes an entry. */
  readonly #known = new BoundedMap<string, true>(MEMORY);

  /** @returns ms until the attempt may be made; 0 when it may be made now, and for every other input. */
  handle(input: GuessingInput, now: number): number {
    const email = emailKey(input.email);
    const { source } = input;
    const pair = `${source} ${email}`;
    switch (input.in) {
      case "attempt":
        return this.#attempt(email, source, pair, now);
      case "succeeded":
        this.#tries.delete(pair);
        this.#known.set(pair, true);
        this.#giveBack(this.#crowds.get(email));
        this.#giveBack(this.#bursts.get(source));
        return 0;
      case "withdrawn":
        this.#giveBack(this.#tries.get(pair));
        this.#giveBack(this.#crowds.get(email));
        this.#giveBack(this.#bursts.get(source));
        return 0;
      case "known":
        this.#known.set(pair, true);
        return 0;
    }
  }

  #attempt(email: string, source: string, pair: string, now: number): number {
    const stranger = this.#known.get(pair) === undefined;
    const crowd = recent(this.#crowds.get(email), CROWD_FORGOTTEN_MS, now) ?? { failures: 0, at: now };
    const crowdWait = stranger ? crowdWaitAfter(crowd.failures) : 0;
    const known = recent(this.#tries.get(pair), TRIES_FORGOTTEN_MS, now);
    const tries = known ?? { failures: 0, at: now };
    // A stranger's first attempt waits from when it was first made: who comes back in time has waited.
    const since = known === undefined && crowdWait === 0 ? Number.NEGATIVE_INFINITY : tries.at;
    const wait = since + Math.max(ownWaitAfter(tries.failures), crowdWait) - now;
    if (wait > 0) {
      this.#tries.set(pair, tries);
      return wait;
    }
    const spray = stranger ? this.#sprayWait(source, now) : 0;
    if (spray > 0) return spray;
    this.#tries.set(pair, { failures: tries.failures + 1, at: now });
    this.#crowds.set(email, { failures: crowd.failures + 1, at: now });
    return 0;
  }

  /** Counts an attempt of the source at any e-mail. */
  #sprayWait(source: string, now: number): number {
    const last = this.#bursts.get(source);
    const burst = last !== undefined && last.until > now ? last : { failures: 0, until: now + SPRAY_WINDOW_MS };
    if (burst.failures >= SPRAY) return burst.until - now;
    burst.failures++;
    this.#bursts.set(source, burst);
    return 0;
  }

  #giveBack(count: { failures: number } | undefined): void {
    if (count !== undefined && count.failures > 0) count.failures--;
  }
}

const recent = (tries: Tries | undefined, forgottenMs: number, now: number): Tries | undefined =>
  tries !== undefined && now - tries.at < forgottenMs ? tries : undefined;

/** 1, 2, 4 … 60 s. */
const ownWaitAfter = (failures: number): number =>
  failures < FREE_FAILURES ? 0 : Math.min(SECOND * 2 ** (failures - FREE_FAILURES), LONGEST_WAIT_MS);

const crowdWaitAfter = (failures: number): number =>
  failures < CROWD ? 0 : Math.min(SECOND * 2 ** Math.floor((failures - CROWD) / CROWD_DOUBLES), LONGEST_CROWD_WAIT_MS);

/** Whom an attempt is made at, and from where. */
export interface Claim {
  readonly email: string;
  readonly ip: string;
}

/** Makes an attempt if it may be made now, and keeps how it ended; `too_many_requests` with the time to wait otherwise. */
export async function slowingGuesses<T>(
  guessing: Guessing,
  clock: Pick<Clock, "now">,
  { email, ip }: Claim,
  attempt: () => Promise<Result<T, Problem>>,
): Promise<Result<T, Problem>> {
  const guess = { email: email.slice(0, MAX_EMAIL), source: sourceOf(ip) };
  const wait = guessing.handle({ in: "attempt", ...guess }, clock.now());
  if (wait > 0) {
    const refused = problem("too_many_requests", "Too many failed attempts. Wait a little before the next one.");
    return err({ ...refused, retryAfterSeconds: Math.ceil(wait / SECOND) });
  }
  const outcome = await attempt();
  // A failed one has counted since it began.
  if (outcome.ok) guessing.handle({ in: "succeeded", ...guess }, clock.now());
  else if (outcome.error.code !== "wrong_credentials") guessing.handle({ in: "withdrawn", ...guess }, clock.now());
  return outcome;
}

/** What is kept of an e-mail that somebody tried: no longer one can belong to anybody. */
export const MAX_EMAIL = 254;

/** The network behind an address, as HTTP shows it. */
export const sourceOf = (ip: string): string => subscriberOf(unmapped(ip));
