/** How all parties' legs together sound, for `/metrics`: one observation a leg and direction each five seconds, none of them with a name. */
import type { QualityFigure, RecentQuality, RecentStream } from "../kernel/quality.ts";
import { Histogram } from "./histogram.ts";

/** Ratios of lost packets; seconds; opinions. */
const LOSS = [0, 0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2] as const;
const JITTER = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2] as const;
const ROUND_TRIP = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1] as const;
const OPINION = [1.5, 2, 2.5, 3, 3.5, 3.75, 4, 4.2, 4.4, 4.5] as const;

interface Tally {
  readonly metric: QualityFigure["metric"];
  readonly direction: QualityFigure["direction"];
  readonly bounds: readonly number[];
  readonly histogram: Histogram;
}

const tally = (metric: Tally["metric"], direction: Tally["direction"], bounds: readonly number[]): Tally => ({
  metric,
  direction,
  bounds,
  histogram: new Histogram(bounds),
});

const stream = (direction: "received" | "sent") => ({
  lossRatio: tally("lossRatio", direction, LOSS),
  jitterSeconds: tally("jitterSeconds", direction, JITTER),
  mos: tally("mos", direction, OPINION),
});

export class QualitySum {
  readonly #received = stream("received");
  readonly #sent = stream("sent");
  readonly #roundTrip = tally("roundTripSeconds", null, ROUND_TRIP);

  add({ received, sent, roundTripMs }: RecentQuality): void {
    observe(this.#received, received);
    observe(this.#sent, sent);
    if (roundTripMs !== null) this.#roundTrip.histogram.record(roundTripMs / 1000);
  }

  get figures(): QualityFigure[] {
    const tallies = [...Object.values(this.#received), ...Object.values(this.#sent), this.#roundTrip];
    return tallies.map(({ histogram, ...of }) => ({ ...of, counts: histogram.cumulative(), sum: histogram.sum }));
  }
}

function observe(tallies: ReturnType<typeof stream>, recent: RecentStream | null): void {
  if (recent === null) return;
  tallies.lossRatio.histogram.record(recent.lossRatio);
  tallies.jitterSeconds.histogram.record(recent.jitterMs / 1000);
  tallies.mos.histogram.record(recent.mos);
}
