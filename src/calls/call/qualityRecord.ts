import type { CallQuality, LegQuality, RecentQuality } from "../../kernel/quality.ts";
import type { LegNumber } from "../../media/commands.ts";
import type { Side } from "../../mixer/audibility.ts";
import { opposite } from "./ends.ts";
import type { People } from "./people.ts";

interface Sounded {
  readonly leg: LegNumber;
  readonly quality: LegQuality;
  readonly recent: RecentQuality;
}

/** How the legs of a call's parties have sounded: of each end the one that stands there, or stood there last. */
export class QualityRecord {
  readonly #at: Record<Side, Sounded | undefined> = {
    customer: undefined,
    agent: undefined,
  };

  /**
   * @param side where the leg stands now; undefined where it has left, and then its last figures count as long as nobody has come after it
   * @returns whether anything has changed
   */
  take(leg: LegNumber, { quality, recent }: Omit<Sounded, "leg">, side: Side | undefined): boolean {
    const place = side ?? (["customer", "agent"] as const).find((at) => this.#at[at]?.leg === leg);
    if (place === undefined) return false;
    this.#at[place] = { leg, quality, recent };
    return true;
  }

  /** How the worst of the parties' streams has sounded lately: its mean opinion score, to one decimal. Null where nothing was measured. */
  get mos(): number | null {
    const streams = [this.#at.customer, this.#at.agent].flatMap((party) => [
      party?.recent.received,
      party?.recent.sent,
    ]);
    const scores = streams.map((stream) => stream?.mos).filter((mos) => mos !== undefined);
    return scores.length === 0 ? null : Math.round(10 * Math.min(...scores)) / 10;
  }

  /** By what the report and the call's view name customer and agent: who called as an agent and stays alone stands on the customer's side. */
  of(people: People): CallQuality | null {
    const { customer, agent } = this.#at;
    if (customer === undefined && agent === undefined) return null;
    const side = people.agent === undefined ? undefined : people.sideOf(people.agent.id);
    const agentSide = side ?? "agent";
    return {
      customer: this.#at[opposite(agentSide)]?.quality ?? null,
      agent: this.#at[agentSide]?.quality ?? null,
    };
  }
}
