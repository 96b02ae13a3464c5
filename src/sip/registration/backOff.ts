import type { Entropy } from "../../kernel/entropy.ts";

/** How long to wait after failures in a row, ms. */
export interface BackOff {
  readonly base: number;
  readonly max: number;
}

/**
 * RFC 5626 §4.5: the bound doubles with each failure in a row up to a maximum, and the wait is "a uniform random time between 50 and 100%" of it,
 * so that all who lost a server do not come back at once. Unlike there the first failure waits the base and not twice it.
 * @param failures in a row, 1 for the first.
 */
export function waitAfter(failures: number, { base, max }: BackOff, entropy: Entropy): number {
  const bound = Math.min(max, base * 2 ** Math.min(failures - 1, 30));
  return between(bound / 2, bound, entropy);
}

/** Uniformly distributed from `low` to `high`. */
export const between = (low: number, high: number, entropy: Entropy): number =>
  low + (high - low) * (entropy.uint32() / 2 ** 32);

/** The longest Retry-After that is obeyed, ms. */
const LONGEST_RETRY_AFTER = 3_600_000;

/** RFC 3261 §20.33: seconds, then a comment or parameters. @returns ms; undefined where there is none, or no number. */
export function retryAfterOf(field: string | undefined): number | undefined {
  const seconds = /^\s*(\d{1,10})\s*(?:[(;]|$)/.exec(field ?? "")?.[1];
  return seconds === undefined ? undefined : Math.min(LONGEST_RETRY_AFTER, Number(seconds) * 1000);
}
