/** The last seconds of a leg: what its figures have become since they were taken last. */
import type { LegQuality, RecentQuality, RecentStream } from "../../kernel/quality.ts";
import { type LegFigures, recentStream } from "./legQuality.ts";

export class RecentFigures {
  #expected = 0;
  #missing = 0;
  #sent = 0;
  #lost = 0;
  #reports = 0;

  /** @param quality of the leg so far, made of `figures`
   * @returns null for a direction of which nothing new is known */
  take(quality: LegQuality, figures: LegFigures): RecentQuality {
    return {
      roundTripMs: quality.roundTripMs,
      received: this.#received(quality, figures),
      sent: this.#heard(quality, figures),
    };
  }

  #received(quality: LegQuality, { arrivals }: LegFigures): RecentStream | null {
    const { expected, missing } = arrivals.counts;
    const [before, missed] = [this.#expected, this.#missing];
    this.#expected = expected;
    this.#missing = missing;
    if (quality.received === null || expected === before) return null;
    return recentStream(quality, quality.received, missing - missed, expected - before);
  }

  #heard(quality: LegQuality, { heardOfUs }: LegFigures): RecentStream | null {
    const [sent, lost, reports] = [this.#sent, this.#lost, this.#reports];
    this.#sent = heardOfUs.sent;
    this.#lost = heardOfUs.lost;
    this.#reports = heardOfUs.reports;
    if (quality.sent === null || heardOfUs.reports === reports) return null;
    return recentStream(quality, quality.sent, heardOfUs.lost - lost, heardOfUs.sent - sent);
  }
}
