/** Whom a call rings, step by step: an agent's phones, a group's agents, a forward's target, one trunk after the other. */

import type { DialTarget } from "../legs/dialTarget.ts";
import type { CallAgent } from "./callPlan.ts";

/** One place to ring, and whose it is. */
export interface HuntTarget extends DialTarget {
  /** The agent whose phone this is; undefined on a trunk. */
  readonly agent: CallAgent | undefined;
}

/** Rung all at once; the first answer wins. */
export interface HuntStep {
  /** Never empty. */
  readonly targets: readonly HuntTarget[];
  /** How long it may ring, ms; undefined: as long as the call itself. */
  readonly ringMs: number | undefined;
  /** How long it may be silent, without even a 100, ms; left out: as long as it may ring. */
  readonly silenceMs?: number;
}

/** Nobody is left to ring: the answer to the caller. */
export interface HuntEnd {
  readonly status: number;
  readonly reason: string;
}

/** How a step came out: the best failure of its targets (RFC 3261 §16.7 step 6). */
export interface StepOutcome {
  readonly status: number;
  readonly reason: string;
  /** The Contact URIs of a 3xx, best first (RFC 3261 §8.1.3.4). */
  readonly contacts: readonly string[];
  /** Its ring time was over; whoever rang has been CANCELled. */
  readonly timedOut: boolean;
  /** Somebody was alerted (180). */
  readonly rang: boolean;
}

/** Made for one call; asks the directory and the board anew at each step, since agents come and go while a call hunts. */
export interface Hunt {
  /** @param last undefined for the first step. */
  next(last: StepOutcome | undefined): HuntStep | HuntEnd;
}

export const isHuntEnd = <T extends object>(next: T | HuntEnd): next is HuntEnd => "status" in next;

/** These phones all at once, and nobody after them. */
export const ringing = (targets: readonly HuntTarget[]): Hunt => ({
  next: (last) => last ?? { targets, ringMs: undefined },
});
