/** The page of `/metrics`: every figure is read from the running program when it is asked for, none is kept here. */
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { QualityFigure } from "../kernel/quality.ts";

/** Counters of the media plane since its start, all workers together. */
export interface MediaFigures {
  readonly packetsIn: number;
  readonly packetsOut: number;
  readonly packetsForeign: number;
  readonly packetsRefused: number;
  readonly legs: number;
  /** Cumulative counts for each bound, then +Inf. */
  readonly forwardDelay: readonly number[];
  readonly forwardDelaySumMs: number;
  readonly tickLateness: readonly number[];
  readonly tickLatenessSumMs: number;
  readonly recordingLostMs: number;
  /** Of the busiest media thread, 0 to 1. */
  readonly busy: number;
  readonly workersLost: number;
}

export interface SipFigure {
  readonly direction: "in" | "out";
  readonly transport: string;
  /** The method of a request, or the class of a response: `2xx`. */
  readonly kind: string;
  readonly count: number;
}

/** What strangers tried on SIP. */
export interface StrangerFigures {
  readonly authFailures: number;
  /** Now. */
  readonly bannedSources: number;
  readonly rateLimited: number;
}

/** Where the figures come from. */
export interface Figures {
  calls(): number;
  monitorings(): number;
  rtpPortsInUse(): number;
  registrations(): number;
  eventStreams(): number;
  /** How many trunks are in service, out of it, and not to be tried at all. */
  trunks(): Readonly<Record<"in" | "out" | "none", number>>;
  media(): MediaFigures;
  /** Bucket bounds of the two histograms, ms. */
  readonly delayBounds: readonly number[];
  quality(): readonly QualityFigure[];
  sipMessages(): readonly SipFigure[];
  strangers(): StrangerFigures;
}

/** What writes the page. */
export function createMetrics(figures: Figures): () => Promise<string> {
  const registry = new Registry();
  const registers = [registry];
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  const counter = (name: string, help: string, labelNames: string[], read: () => readonly Sample[]) =>
    new Counter({
      name,
      help,
      labelNames,
      registers,
      collect() {
        this.reset();
        for (const { labels, value } of read()) this.inc(labels, value);
      },
    });

  gauge("ponto_calls", "Live calls.", () => figures.calls());
  gauge("ponto_monitorings", "Monitorings that are dialing or connected.", () => figures.monitorings());
  gauge("ponto_legs", "Legs with media.", () => figures.media().legs);
  gauge("ponto_rtp_ports_in_use", "RTP ports taken from the pool.", () => figures.rtpPortsInUse());
  gauge("ponto_registrations", "Bindings of phones.", () => figures.registrations());
  gauge("ponto_event_streams", "Open streams of events.", () => figures.eventStreams());
  new Gauge({
    name: "ponto_trunks",
    help: "Trunks in service, out of it, and not to be tried at all.",
    labelNames: ["service"],
    registers,
    collect() {
      for (const [service, count] of Object.entries(figures.trunks())) this.set({ service }, count);
    },
  });
  counter(
    "ponto_rtp_packets_total",
    "RTP packets received, sent, and dropped: foreign, or refused by SRTP.",
    ["direction"],
    () => {
      const { packetsIn, packetsOut, packetsForeign, packetsRefused } = figures.media();
      return [
        { labels: { direction: "in" }, value: packetsIn },
        { labels: { direction: "out" }, value: packetsOut },
        { labels: { direction: "foreign" }, value: packetsForeign },
        { labels: { direction: "refused" }, value: packetsRefused },
      ];
    },
  );
  counter("ponto_sip_messages_total", "SIP messages.", ["direction", "transport", "kind"], () =>
    figures.sipMessages().map(({ count, ...labels }) => ({ labels, value: count })),
  );
  counter("ponto_sip_auth_failures_total", "Wrong SIP passwords.", [], () => [
    { labels: {}, value: figures.strangers().authFailures },
  ]);
  gauge(
    "ponto_sip_banned_sources",
    "Source addresses that are not listened to.",
    () => figures.strangers().bannedSources,
  );
  counter("ponto_sip_rate_limited_total", "SIP messages dropped unread: their source sent too many.", [], () => [
    { labels: {}, value: figures.strangers().rateLimited },
  ]);
  gauge(
    "ponto_media_busy_ratio",
    "The part of its time that the busiest media thread works.",
    () => figures.media().busy,
  );
  counter("ponto_media_workers_lost_total", "Media threads that died or hung.", [], () => [
    { labels: {}, value: figures.media().workersLost },
  ]);
  counter("ponto_recording_lost_seconds_total", "Recorded time lost to a failing disk.", [], () => [
    { labels: {}, value: figures.media().recordingLostMs / 1000 },
  ]);
  registry.registerMetric(
    new CountedHistogram("ponto_rtp_forward_delay_seconds", "From a packet's arrival to its sending.", () => {
      const { forwardDelay, forwardDelaySumMs } = figures.media();
      return [inSeconds(figures.delayBounds, forwardDelay, forwardDelaySumMs)];
    }),
  );
  registry.registerMetric(
    new CountedHistogram("ponto_media_tick_lateness_seconds", "How late the media clock ticks.", () => {
      const { tickLateness, tickLatenessSumMs } = figures.media();
      return [inSeconds(figures.delayBounds, tickLateness, tickLatenessSumMs)];
    }),
  );
  for (const [metric, name, help] of qualityMetrics) {
    const read = () =>
      figures
        .quality()
        .filter((figure) => figure.metric === metric)
        .map(({ direction, ...counts }) => ({ ...counts, labels: direction === null ? {} : { direction } }));
    registry.registerMetric(new CountedHistogram(name, help, read));
  }
  return () => registry.metrics();
}

interface Sample {
  readonly labels: Record<string, string>;
  readonly value: number;
}

const qualityMetrics = [
  ["lossRatio", "ponto_rtp_loss_ratio", "Lost of the expected packets of a party's leg, over five seconds."],
  ["jitterSeconds", "ponto_rtp_jitter_seconds", "Interarrival jitter of a party's leg, each five seconds."],
  ["roundTripSeconds", "ponto_rtp_round_trip_seconds", "Round trip to a party's phone, each five seconds."],
  ["mos", "ponto_mos", "Estimated mean opinion score of a party's leg, over five seconds."],
] as const;

interface Counts {
  readonly labels: Record<string, string>;
  readonly bounds: readonly number[];
  /** Cumulative; one more than `bounds`. */
  readonly counts: readonly number[];
  readonly sum: number;
}

/** Counts of milliseconds. */
const inSeconds = (bounds: readonly number[], counts: readonly number[], sumMs: number): Counts => ({
  labels: {},
  bounds: bounds.map((bound) => bound / 1000),
  counts,
  sum: sumMs / 1000,
});

/** A histogram that was counted elsewhere: prom-client can only count observations itself. */
class CountedHistogram extends Histogram {
  readonly #title: { readonly name: string; readonly help: string };
  readonly #read: () => readonly Counts[];

  /** @param read the counts for each set of labels */
  constructor(name: string, help: string, read: () => readonly Counts[]) {
    super({ name, help, registers: [] });
    this.#title = { name, help };
    this.#read = read;
  }

  /** What the registry asks when it writes text. */
  async getForPromString(): Promise<object> {
    const { name, help } = this.#title;
    return { name, help, type: "histogram", values: this.#read().flatMap((counts) => samplesOf(name, counts)) };
  }
}

function samplesOf(name: string, { labels, bounds, counts, sum }: Counts) {
  const count = counts[bounds.length] ?? 0;
  const bucket = (le: number | "+Inf", value: number) => ({
    labels: { le, ...labels },
    value,
    metricName: `${name}_bucket`,
  });
  return [
    ...bounds.map((bound, i) => bucket(bound, counts[i] ?? 0)),
    bucket("+Inf", count),
    { labels, value: sum, metricName: `${name}_sum` },
    { labels, value: count, metricName: `${name}_count` },
  ];
}
