/** The RTCP of one leg: when our reports are due, what goes into them, and what the peer's say of the leg (RFC 3550 §6, RFC 3611). */
import type { Entropy } from "../../kernel/entropy.ts";
import type { LegQuality, RecentQuality } from "../../kernel/quality.ts";
import type { Outgoing } from "../../mixer/outgoing.ts";
import { codecNamed } from "../../rtp/codecs/codecs.ts";
import { SAMPLES_PER_MS } from "../../rtp/playout/track.ts";
import { HeardOfUs } from "../../rtp/quality/heardOfUs.ts";
import { type LegFigures, type LegForm, legQuality, voipMetrics } from "../../rtp/quality/legQuality.ts";
import { RecentFigures } from "../../rtp/quality/recentFigures.ts";
import type { ReceptionStatistics } from "../../rtp/reception.ts";
import type { OwnExtended } from "../../rtp/rtcp/extended.ts";
import { type NamedMoment, ntpMiddleOf } from "../../rtp/rtcp/ntp.ts";
import {
  type ControlReport,
  type OwnReport,
  rtcpInterval,
  type SenderInfo,
  writeReport,
} from "../../rtp/rtcp/report.ts";
import { RoundTrip } from "../../rtp/rtcp/roundTrip.ts";
import type { Described } from "../commands.ts";

/** ms between two times that a leg's quality is told. */
const QUALITY_INTERVAL = 5000;

/** What is told of a leg: so far, and since it was told last. */
export interface ToldQuality {
  readonly quality: LegQuality;
  readonly recent: RecentQuality;
}

export class LegReports {
  readonly #outgoing: Outgoing;
  readonly #reception: ReceptionStatistics;
  readonly #entropy: Entropy;
  readonly #cname: string;
  #form: LegForm | undefined;
  #dueAt = Number.POSITIVE_INFINITY;
  #qualityAt = Number.POSITIVE_INFINITY;
  /** Packets sent up to our last report; whether there was one. */
  #packets = 0;
  #hasReported = false;
  /** Where the call was when. */
  #position = 0;
  #positionAt = 0;
  #lastSenderReport: NamedMoment | undefined;
  /** Not answered yet. */
  #peerReference: (NamedMoment & { readonly ssrc: number }) | undefined;
  readonly #roundTrip = new RoundTrip();
  readonly #heardOfUs = new HeardOfUs();
  readonly #recent = new RecentFigures();

  constructor(outgoing: Outgoing, reception: ReceptionStatistics, entropy: Entropy) {
    this.#outgoing = outgoing;
    this.#reception = reception;
    this.#entropy = entropy;
    // Short-term and random, so that it tells nothing (RFC 7022 §4.2).
    this.#cname = entropy.hex(12);
  }

  /** The peer is known, or known anew: reports begin, or go on. */
  describe({ codec, ptime }: Pick<Described, "codec" | "ptime">, now: number): void {
    const { clockRate } = codecNamed(codec);
    if (clockRate !== this.#form?.clockRate) this.#reception.arrivals.playout.describe(clockRate);
    this.#form = { codec, clockRate, ptime };
    if (this.#dueAt !== Number.POSITIVE_INFINITY) return;
    this.#schedule(now);
    this.#qualityAt = now + QUALITY_INTERVAL;
  }

  /** The report to send now, if one is due.
   * @param position of the call at `now`
   * @param wall the same moment, ms since 1970 */
  due(position: number, now: number, wall: number): Buffer | undefined {
    this.#position = position;
    this.#positionAt = now;
    if (now < this.#dueAt) return undefined;
    this.#schedule(now);
    this.#hasReported = true;
    return this.#write(now, wall, false);
  }

  /**
   * The report that ends the stream, with BYE. Undefined from who has said nothing yet: "a participant which never sent an RTP or
   * RTCP packet MUST NOT send a BYE packet when they leave the group" (RFC 3550 §6.3.7).
   */
  farewell(now: number, wall: number): Buffer | undefined {
    return this.#hasReported || this.#outgoing.packets > 0 ? this.#write(now, wall, true) : undefined;
  }

  /** Takes a report of the peer. Its BYE ends nothing: that is for signalling to say. */
  take(report: ControlReport, now: number): void {
    const { ssrc, packets, skipped } = this.#outgoing;
    const { reference, delays } = report.extended;
    if (report.ntpMiddle !== undefined) this.#lastSenderReport = { ntpMiddle: report.ntpMiddle, arrival: now };
    if (reference !== undefined) this.#peerReference = { ssrc: report.ssrc, ntpMiddle: reference, arrival: now };
    for (const block of report.blocks) if (block.ssrc === ssrc) this.#roundTrip.mentioned(block.lsr, block.dlsr, now);
    for (const { ssrc: of, reference: ours, delay } of delays)
      if (of === ssrc) this.#roundTrip.mentioned(ours, delay, now);
    this.#heardOfUs.take(report, ssrc, { packets, skipped });
  }

  /** The leg's quality, each time it is due and there is something to tell. */
  qualityDue(now: number): ToldQuality | undefined {
    if (now < this.#qualityAt) return undefined;
    this.#qualityAt = now + QUALITY_INTERVAL;
    return this.quality();
  }

  /** The leg's quality now; undefined where nothing has been heard, and nothing of us. */
  quality(): ToldQuality | undefined {
    const figures = this.#figures();
    if (figures === undefined) return undefined;
    const quality = legQuality(figures);
    if (quality.received === null && quality.sent === null) return undefined;
    return { quality, recent: this.#recent.take(quality, figures) };
  }

  #write(now: number, wall: number, bye: boolean): Buffer {
    const sender = this.#senderInfo(now, wall);
    // Whoever sends no SR names a moment all the same (RFC 3611 §4.4).
    this.#roundTrip.name(ntpMiddleOf(wall), now);
    const report: OwnReport = {
      ssrc: this.#outgoing.ssrc,
      cname: this.#cname,
      sender,
      reception: this.#reception.report(),
      lastSenderReport: this.#lastSenderReport,
      extended: this.#extended(sender === undefined ? wall : undefined),
      bye,
    };
    return writeReport(report, now);
  }

  #senderInfo(now: number, wall: number): SenderInfo | undefined {
    const { packets, octets } = this.#outgoing;
    if (packets === this.#packets) return undefined;
    this.#packets = packets;
    const position = this.#position + (now - this.#positionAt) * SAMPLES_PER_MS;
    return { wall, timestamp: this.#outgoing.timestampAt(position), packets, octets };
  }

  #extended(reference: number | undefined): OwnExtended {
    const figures = this.#figures();
    const peerReference = this.#peerReference;
    this.#peerReference = undefined;
    const metrics = figures === undefined ? undefined : voipMetrics(figures, this.#reception.ssrc);
    return { reference, peerReference, metrics };
  }

  #figures(): LegFigures | undefined {
    const form = this.#form;
    if (form === undefined) return undefined;
    const { arrivals, jitter } = this.#reception;
    return { form, arrivals, jitter, heardOfUs: this.#heardOfUs, roundTripMs: this.#roundTrip.ms };
  }

  #schedule(now: number): void {
    this.#dueAt = now + rtcpInterval(this.#entropy);
  }
}
