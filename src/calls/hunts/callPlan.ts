import type { Direction } from "../../accounts/journal/journal.ts";
import type { Side } from "../../mixer/audibility.ts";
import type { Hunt, HuntTarget } from "./hunt.ts";

/** An agent as a call keeps it: later changes of the account do not touch a call that runs. */
export interface CallAgent {
  readonly id: string;
  readonly name: string;
  readonly extension: string;
  readonly email: string;
}

/** What routing decided: who the two ends are, and whom to ring in which order. */
export interface CallPlan {
  readonly direction: Direction;
  readonly customer: { readonly number: string; readonly name: string | null };
  /** The agent who calls, or the one who was asked for; undefined where that is a group. Who answers may be another. */
  readonly agent: CallAgent | undefined;
  /** On an internal call the agent in the customer's place. */
  readonly callingAgent: CallAgent | undefined;
  readonly callerSide: Side;
  readonly trunkId: string | undefined;
  /** The account's number that was called, or that is shown to whoever is called; null where there is none. */
  readonly ownNumber: string | null;
  /** Whom it rings, one step after the other. */
  readonly hunt: Hunt;
  /** Click to call: the caller's own phones, rung before anybody else. */
  readonly callerTargets: readonly HuntTarget[] | undefined;
}

/** A call that cannot be made: the answer to its INVITE, and how the report names it. */
export interface Refusal {
  readonly status: number;
  readonly reason: string;
  /** Why, for the log. */
  readonly detail?: string;
  /** What the call would have been, where that is known: it has a row in the report. */
  readonly plan?: Omit<CallPlan, "hunt">;
}
