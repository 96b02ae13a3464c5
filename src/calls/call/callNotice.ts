import type { NoticePlan } from "../../media/commands.ts";
import type { People } from "./people.ts";

/** In which calls the parties are given notice that they may be heard, and how it sounds: as the account had it when the call began. */
export interface CallNoticePlan extends NoticePlan {
  /** While somebody listens, while the call is recorded, or always. */
  readonly calls: "monitored" | "recorded" | "all";
}

/** What it hangs on whether notice is due. */
export interface Observed {
  readonly monitored: boolean;
  readonly recorded: boolean;
  readonly people: People;
}

/** When the parties of one call are given notice. */
export class CallNotice {
  readonly #plan: CallNoticePlan;
  #turn = 0;
  #applied = false;
  /** Who the parties were when it was last due. */
  #told = "";

  constructor(plan: CallNoticePlan) {
    this.#plan = plan;
  }

  /**
   * Which notice is due; 0: none. Another number is another notice, which begins at once: each time that it begins to apply, where it is
   * repeated at all, and for each new party.
   */
  due({ monitored, recorded, people }: Observed): number {
    const { calls, everyMs } = this.#plan;
    const applies = calls === "all" || (calls === "monitored" ? monitored : recorded);
    const begins = applies && !this.#applied && everyMs > 0;
    this.#applied = applies;
    if (!applies) return 0;
    const present = partiesOf(people);
    if (begins || present !== this.#told) this.#turn++;
    this.#told = present;
    return this.#turn;
  }
}

const partiesOf = (people: People): string =>
  (["customer", "agent"] as const)
    .map((side) => people.at(side))
    .map((person) => person?.agent?.id ?? person?.number ?? "")
    .join();
