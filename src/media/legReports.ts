/** The RTCP of one leg: when our reports are due, and what of the peer's reports goes into them (RFC 3550 §6). */
import type { Entropy } from "../kernel/entropy.ts";
import type { Outgoing } from "../mixer/outgoing.ts";
import type { ReceptionStatistics } from "../rtp/reception.ts";
import type { NamedMoment } from "../rtp/rtcp/ntp.ts";
import { type ControlReport, rtcpInterval, writeReport } from "../rtp/rtcp/report.ts";

export class LegReports {
  readonly #outgoing: Outgoing;
  readonly #reception: ReceptionStatistics;
  readonly #entropy: Entropy;
  readonly #cname: string;
  #dueAt = Number.POSITIVE_INFINITY;
  /** Packets sent up to our last report. */
  #packets = 0;
  #lastSenderReport: NamedMoment | undefined;

  constructor(outgoing: Outgoing, reception: ReceptionStatistics, entropy: Entropy) {
    this.#outgoing = outgoing;
    this.#reception = reception;
    this.#entropy = entropy;
    // Short-term and random, so that it tells nothing (RFC 7022 §4.2).
    this.#cname = entropy.hex(12);
  }

  /** The peer is known: reports begin. Later calls change nothing. */
  begin(now: number): void {
    if (this.#dueAt === Number.POSITIVE_INFINITY) this.#schedule(now);
  }

  /** The report to send now, if one is due.
   * @param position of the call at `now`
   * @param wall the same moment, ms since 1970 */
  due(position: number, now: number, wall: number): Buffer | undefined {
    if (now < this.#dueAt) return undefined;
    this.#schedule(now);
    const { ssrc, packets, octets } = this.#outgoing;
    const sent = packets !== this.#packets;
    this.#packets = packets;
    return writeReport(
      {
        ssrc,
        cname: this.#cname,
        sender: sent ? { wall, timestamp: this.#outgoing.timestampAt(position), packets, octets } : undefined,
        reception: this.#reception.report(),
        lastSenderReport: this.#lastSenderReport,
      },
      now,
    );
  }

  /** Takes a report of the peer. */
  take(report: ControlReport, now: number): void {
    if (report.ntpMiddle !== undefined) this.#lastSenderReport = { ntpMiddle: report.ntpMiddle, arrival: now };
  }

  #schedule(now: number): void {
    this.#dueAt = now + rtcpInterval(this.#entropy);
  }
}
