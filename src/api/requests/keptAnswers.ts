/** Answers that are given again when a program repeats a request, having lost the first answer. */
import { BoundedMap } from "../../kernel/boundedMap.ts";
import type { Clock } from "../../kernel/clock.ts";

/** How long an answer is kept, ms. */
const KEPT = 24 * 60 * 60 * 1000;

export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Entry {
  /** What was asked: the same key with another question is a mistake. */
  readonly fingerprint: string;
  readonly until: number;
  /** Undefined while the first is being answered. */
  answer: KeptAnswer | undefined;
}

export type Repetition = "first" | "under_way" | "another_request" | KeptAnswer;

/** The answers kept for one account, for as long as the process lives. */
export class KeptAnswers {
  readonly #entries: BoundedMap<string, Entry>;
  readonly #clock: Clock;

  constructor(capacity: number, clock: Clock) {
    this.#entries = new BoundedMap(capacity);
    this.#clock = clock;
  }

  /** @param key what tells the request from all others of the account. */
  begin(key: string, fingerprint: string): Repetition {
    const now = this.#clock.now();
    const known = this.#entries.get(key);
    if (known === undefined || known.until <= now) {
      this.#entries.set(key, { fingerprint, until: now + KEPT, answer: undefined });
      return "first";
    }
    if (known.fingerprint !== fingerprint) return "another_request";
    return known.answer ?? "under_way";
  }

  keep(key: string, answer: KeptAnswer): void {
    const known = this.#entries.get(key);
    if (known !== undefined) known.answer = answer;
  }

  /** The request came to nothing: the next one with the key is the first again. */
  abandon(key: string): void {
    if (this.#entries.get(key)?.answer === undefined) this.#entries.delete(key);
  }
}
