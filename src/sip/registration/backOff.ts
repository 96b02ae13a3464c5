import { between, type Entropy } from "../../kernel/entropy.ts";

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
