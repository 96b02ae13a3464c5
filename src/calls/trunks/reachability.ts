/**
 * Whether a trunk answers: `handle(input, now) → outputs`, without socket, timer or callback. Two misses in a row take it out
 * of service, two answers in a row bring it back, so that one lost packet changes nothing.
 */
import { between, type Entropy } from "../../kernel/entropy.ts";

export type ReachabilityInput =
  | { readonly in: "start" }
  | { readonly in: "timer" }
  /** It answered an OPTIONS, REGISTER or INVITE of ours, whatever it said. */
  | { readonly in: "answered" }
  /** It did not, or said that it cannot serve. `error`: plain words with the status. */
  | { readonly in: "missed"; readonly error: string };

export type ReachabilityOutput =
  /** Send an OPTIONS and say what came of it. */
  { readonly out: "ping" } | { readonly out: "setTimer"; readonly at: number };

/** Misses and answers in a row that change its state. */
const IN_A_ROW = 2;
/** Between two OPTIONS while its state is in doubt, ms. */
const DOUBT_MS = 5_000;

export class Reachability {
  /** ms; 0: no OPTIONS, only what other requests tell. */
  readonly #interval: number;
  readonly #entropy: Entropy;
  #reachable: boolean | null = null;
  #error: string | null = null;
  /** In a row: answers above zero, misses below. */
  #row = 0;

  constructor(pingSeconds: number, entropy: Entropy) {
    this.#interval = pingSeconds * 1000;
    this.#entropy = entropy;
  }

  /** Null while unknown. */
  get reachable(): boolean | null {
    return this.#reachable;
  }

  /** What is wrong; null while it is reachable. */
  get error(): string | null {
    return this.#error;
  }

  handle(input: ReachabilityInput, now: number): ReachabilityOutput[] {
    switch (input.in) {
      case "start":
      case "timer":
        return this.#interval === 0 ? [] : [{ out: "ping" }];
      case "answered":
        this.#row = Math.max(0, this.#row) + 1;
        if (this.#reachable !== false || this.#row >= IN_A_ROW) this.#become(true, null);
        return this.#next(now);
      case "missed":
        this.#row = Math.min(0, this.#row) - 1;
        if (this.#row <= -IN_A_ROW) this.#become(false, input.error);
        return this.#next(now);
    }
  }

  #become(reachable: boolean, error: string | null): void {
    this.#reachable = reachable;
    this.#error = error;
  }

  /** Spread by a tenth, so that trunks set up together are not pinged together. */
  #next(now: number): ReachabilityOutput[] {
    if (this.#interval === 0) return [];
    const inDoubt = this.#reachable === this.#row < 0 || (this.#reachable === null && this.#row < 0);
    const wait = inDoubt ? Math.min(DOUBT_MS, this.#interval) : this.#interval;
    return [{ out: "setTimer", at: now + between(0.9 * wait, wait, this.#entropy) }];
  }
}
