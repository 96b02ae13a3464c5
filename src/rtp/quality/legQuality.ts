/** Puts a leg's figures together, in the units that people read. */
import type { LegQuality, RecentStream, StreamQuality } from "../../kernel/quality.ts";
import type { CodecName } from "../codecs/codec.ts";
import type { VoipMetrics } from "../rtcp/extended.ts";
import type { ArrivalCounts, Arrivals } from "./arrivals.ts";
import { opinionOf, ratingOf } from "./eModel.ts";
import type { HeardOfUs } from "./heardOfUs.ts";
import { LARGEST_PLAYOUT, LEAST_PLAYOUT } from "./usualPlayout.ts";

/** The form of a leg's audio, the same in both directions. */
export interface LegForm {
  readonly codec: CodecName;
  /** Hz of its timestamps. */
  readonly clockRate: number;
  /** ms a packet. */
  readonly ptime: number;
}

/** What is known of a leg. */
export interface LegFigures {
  readonly form: LegForm;
  readonly arrivals: Arrivals;
  /** Of the stream received, in timestamp units. */
  readonly jitter: number;
  readonly heardOfUs: HeardOfUs;
  readonly roundTripMs: number | undefined;
}

/** What a buffer that plays four mean deviations late (`UsualPlayout`) makes of RFC 3550's jitter, which is 4/3 of one for even jitter. */
const PLAYOUT_OF_JITTER = 3;

export function legQuality(figures: LegFigures): LegQuality {
  const { form, roundTripMs } = figures;
  return {
    codec: form.codec,
    roundTripMs: roundTripMs === undefined ? null : tenths(roundTripMs),
    received: receivedQuality(figures),
    sent: sentQuality(figures),
  };
}

/** The VoIP metrics block about a stream that we receive (RFC 3611 §4.7); undefined before its first packet. */
export function voipMetrics(figures: LegFigures, ssrc: number): VoipMetrics | undefined {
  const received = receivedQuality(figures);
  if (received === null) return undefined;
  const { form, arrivals, roundTripMs } = figures;
  const { expected, discarded } = arrivals.counts;
  const concealed = received.concealedRatio;
  return {
    ssrc,
    lossRatio: received.lossRatio,
    discardRatio: expected === 0 ? 0 : discarded / expected,
    burstDensity: received.burstDensity ?? 0,
    gapDensity: received.gapDensity ?? 0,
    burstMs: received.burstMs ?? 0,
    gapMs: received.gapMs ?? 0,
    roundTripMs: roundTripMs ?? 0,
    endSystemMs: form.ptime + arrivals.playout.delayMs,
    rFactor: received.rFactor,
    mosLq: opinionOf(ratingOf({ codec: form.codec, delayMs: 0, lossRatio: concealed })),
    mosCq: received.mos,
    playoutMs: arrivals.playout.delayMs,
    playoutMaxMs: LARGEST_PLAYOUT,
  };
}

function receivedQuality({ form, arrivals, jitter, roundTripMs }: LegFigures): StreamQuality | null {
  const { counts, playout } = arrivals;
  if (counts.expected === 0) return null;
  const concealed = counts.missing / counts.expected;
  const rating = ratingOf({
    codec: form.codec,
    delayMs: (roundTripMs ?? 0) / 2 + playout.delayMs,
    lossRatio: concealed,
    burstRatio: burstRatio(counts),
  });
  return {
    expected: counts.expected,
    lost: counts.lost,
    discarded: counts.discarded,
    duplicates: counts.duplicates,
    reordered: counts.reordered,
    lossRatio: ratio(counts.lost / counts.expected),
    concealedRatio: ratio(concealed),
    ...spread(counts, form.ptime),
    jitterMs: tenths((1000 * jitter) / form.clockRate),
    delayMs: oneWay(roundTripMs, playout.delayMs),
    ...opinion(rating),
  };
}

function sentQuality({ form, heardOfUs, roundTripMs }: LegFigures): StreamQuality | null {
  if (heardOfUs.reports === 0) return null;
  const { metrics } = heardOfUs;
  const lossRatio = lossOf(heardOfUs);
  const concealed = Math.min(1, lossRatio + (metrics?.discardRatio ?? 0));
  const jitterMs = (1000 * heardOfUs.jitter) / form.clockRate;
  const playoutMs = metrics === undefined || metrics.playoutMs === 0 ? playoutOf(jitterMs) : metrics.playoutMs;
  return {
    expected: null,
    lost: heardOfUs.lost,
    discarded: null,
    duplicates: null,
    reordered: null,
    lossRatio: ratio(lossRatio),
    concealedRatio: ratio(concealed),
    burstDensity: metrics === undefined ? null : ratio(metrics.burstDensity),
    gapDensity: metrics === undefined ? null : ratio(metrics.gapDensity),
    burstMs: metrics?.burstMs ?? null,
    gapMs: metrics?.gapMs ?? null,
    jitterMs: tenths(jitterMs),
    delayMs: oneWay(roundTripMs, playoutMs),
    ...opinion(ratingOf({ codec: form.codec, delayMs: (roundTripMs ?? 0) / 2 + playoutMs, lossRatio: concealed })),
  };
}

/** The last seconds of one direction: as it is, but for what was missing of what was expected meanwhile. */
export function recentStream(
  { codec, roundTripMs }: LegQuality,
  stream: StreamQuality,
  missing: number,
  expected: number,
): RecentStream {
  // Fewer may be missing than before: what was overtaken has come.
  const lossRatio = ratio(Math.max(0, missing) / expected);
  const delayMs = stream.delayMs ?? (roundTripMs ?? 0) / 2 + playoutOf(stream.jitterMs);
  const mos = opinionOf(ratingOf({ codec: codec as CodecName, delayMs, lossRatio }));
  return { lossRatio, jitterMs: stream.jitterMs, mos: hundredths(mos) };
}

const lossOf = ({ lost, sent }: HeardOfUs): number => (sent === 0 ? 0 : lost / sent);

const playoutOf = (jitterMs: number): number =>
  Math.min(LARGEST_PLAYOUT, Math.max(LEAST_PLAYOUT, PLAYOUT_OF_JITTER * jitterMs));

const oneWay = (roundTripMs: number | undefined, playoutMs: number): number | null =>
  roundTripMs === undefined ? null : tenths(roundTripMs / 2 + playoutMs);

/** BurstR (G.107 §7.5): the mean run of missing packets over that of as much loss at random, 1 / (1 − loss). */
const burstRatio = ({ expected, missing, runs }: ArrivalCounts): number =>
  runs === 0 ? 1 : (missing / runs) * (1 - missing / expected);

function spread(counts: ArrivalCounts, ptime: number) {
  const gaps = counts.bursts + 1;
  const gapLength = counts.expected - counts.burstLength;
  const inGaps = counts.missing - counts.burstMissing;
  return {
    burstDensity: ratio(counts.burstLength === 0 ? 0 : counts.burstMissing / counts.burstLength),
    gapDensity: ratio(gapLength === 0 ? 0 : inGaps / gapLength),
    burstMs: counts.bursts === 0 ? 0 : Math.round((counts.burstLength * ptime) / counts.bursts),
    gapMs: Math.round((gapLength * ptime) / gaps),
  };
}

const opinion = (rating: number) => ({ rFactor: tenths(rating), mos: hundredths(opinionOf(rating)) });

const tenths = (value: number): number => Math.round(value * 10) / 10;
const hundredths = (value: number): number => Math.round(value * 100) / 100;
/** Four decimals. */
const ratio = (value: number): number => Math.round(Math.max(0, Math.min(1, value)) * 1e4) / 1e4;
