import type { LegEvent, UsageNumber } from "./legEvents.ts";

/** One INVITE of a fork, and the address its signalling goes to. */
export interface Branch {
  readonly usage: UsageNumber;
  readonly address: string;
}

/** What has become of a fork after an event of one of its branches. */
export type ForkOutcome =
  | { readonly now: "waiting" }
  | { readonly now: "progress"; readonly status: number; readonly sdp: string | undefined; readonly branch: Branch }
  | {
      readonly now: "won";
      readonly branch: Branch;
      readonly sdp: string | undefined;
      readonly losers: readonly UsageNumber[];
    }
  | { readonly now: "lost"; readonly status: number; readonly reason: string };

/**
 * Several INVITEs at once for one answer: the contacts of an agent. The first 2xx wins (RFC 3261 §16.7 step 5);
 * when all have failed the best failure is the outcome (step 6).
 */
export class Fork {
  readonly #ringing: Map<UsageNumber, Branch>;
  readonly #single: boolean;
  #best: { status: number; reason: string } = { status: 480, reason: "Temporarily Unavailable" };
  #failures = 0;
  #won = false;

  constructor(branches: readonly Branch[]) {
    this.#ringing = new Map(branches.map((branch) => [branch.usage, branch]));
    this.#single = branches.length === 1;
  }

  /** The branches that may still answer. */
  get ringing(): readonly UsageNumber[] {
    return [...this.#ringing.keys()];
  }

  handle(usage: UsageNumber, event: LegEvent): ForkOutcome {
    const branch = this.#ringing.get(usage);
    if (this.#won || branch === undefined) return { now: "waiting" };
    switch (event.out) {
      case "progress":
        // Early media of one branch only: with several the listener would get a mixture.
        return { now: "progress", status: event.status, sdp: this.#single ? event.sdp : undefined, branch };
      case "answered":
        this.#won = true;
        this.#ringing.delete(usage);
        return { now: "won", branch, sdp: event.sdp, losers: this.ringing };
      case "refused":
        return this.#lose(usage, event.status, event.reason);
      case "ended":
        return this.#lose(usage, 480, "Temporarily Unavailable");
      default:
        return { now: "waiting" };
    }
  }

  #lose(usage: UsageNumber, status: number, reason: string): ForkOutcome {
    this.#ringing.delete(usage);
    if (this.#failures++ === 0 || rank(status) < rank(this.#best.status)) this.#best = { status, reason };
    return this.#ringing.size > 0 ? { now: "waiting" } : { now: "lost", ...this.#best };
  }
}

/**
 * RFC 3261 §16.7 step 6: 6xx first, then the lowest class. Of the 4xx, what the callee's person did (busy)
 * says more than what a stale contact did (408, 480).
 */
function rank(status: number): number {
  if (status >= 600) return 0;
  if (status === 486) return 1;
  if (status === 408 || status === 480) return 3;
  return Math.floor(status / 100) === 4 ? 2 : Math.floor(status / 100) + 1;
}
