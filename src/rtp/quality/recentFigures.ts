/** The last seconds of a leg: what its figures have become since they were taken last. */
import type { LegQuality, RecentQuality, RecentStream } from "../../kernel/quality.ts";
import { type LegFigures, recentStream } from "./legQuality.ts";

/**
 * Of fewer packets nothing is told: they count with those to come. The rest of a leg between its last figures and its end may be a
 * single packet, and its loss all or nothing.
 */
const FEWEST_PACKETS = 50;

export class RecentFigures {
  #expected = 0;
  #missing = 0;
  #sent = 0;
  #lost = 0;

  /** @param quality of the leg so far, made of `figures`
   * @returns null for a direction of which too little new is known */
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
    if (quality.received === null || expected - before < FEWEST_PACKETS) return null;
    this.#expected = expected;
    this.#missing = missing;
    return recentStream(quality, quality.received, missing - missed, expected - before);
  }

  #heard(quality: LegQuality, { heardOfUs }: LegFigures): RecentStream | null {
    const [sent, lost] = [this.#sent, this.#lost];
    if (quality.sent === null || heardOfUs.sent - sent < FEWEST_PACKETS) return null;
    this.#sent = heardOfUs.sent;
    this.#lost = heardOfUs.lost;
    return recentStream(quality, quality.sent, heardOfUs.lost - lost, heardOfUs.sent - sent);
  }
}
