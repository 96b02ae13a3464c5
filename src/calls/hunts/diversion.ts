import { nameAddr } from "../legs/callerId.ts";

/** Why a call was passed on, in the words of RFC 5806 §10.1. */
export type DiversionReason =
  | "unconditional"
  | "user-busy"
  | "do-not-disturb"
  | "no-answer"
  | "unavailable"
  | "deflection";

/** That somebody's call was passed on. */
export interface Diversion {
  /** The number of the one who was called. */
  readonly number: string;
  readonly reason: DiversionReason;
}

/** RFC 5806 §5: the newest diversion stands first. @param domain of our addresses of record */
export const diversionHeaders = (diversions: readonly Diversion[], domain: string): [name: string, value: string][] =>
  diversions
    .toReversed()
    .map(({ number, reason }) => ["Diversion", `${nameAddr(null, number, domain)};reason=${reason}`]);
