/** What the peer's reports say of the stream that we send it. */
import type { VoipMetrics } from "../rtcp/extended.ts";
import type { ControlReport } from "../rtcp/report.ts";

/** How much we had sent when the peer reported. */
export interface Sent {
  readonly packets: number;
  /** Numbers that we left out ourselves: lost before they came to us. */
  readonly skipped: number;
}

export class HeardOfUs {
  #sent = 0;
  #lost = 0;
  #jitter = 0;
  #reports = 0;
  #metrics: VoipMetrics | undefined;

  /** Reports about our stream so far. */
  get reports(): number {
    return this.#reports;
  }

  /** Packets sent up to the last report, and of them those that were lost on their way to the peer. */
  get sent(): number {
    return this.#sent;
  }

  get lost(): number {
    return this.#lost;
  }

  /** In timestamp units of our stream. */
  get jitter(): number {
    return this.#jitter;
  }

  get metrics(): VoipMetrics | undefined {
    return this.#metrics;
  }

  /** Takes what a report says of the stream `ssrc`; what it says of others is nothing to us. */
  take(report: ControlReport, ssrc: number, { packets, skipped }: Sent): void {
    for (const block of report.blocks) {
      if (block.ssrc !== ssrc) continue;
      this.#reports++;
      this.#sent = packets;
      // A peer that counts repeated packets has a negative loss (RFC 3550 §6.4.1); it cannot have lost more than was sent.
      this.#lost = Math.max(0, Math.min(packets, block.packetsLost - Math.max(0, skipped)));
      this.#jitter = block.jitter;
    }
    this.#metrics = report.extended.metrics.findLast((metrics) => metrics.ssrc === ssrc) ?? this.#metrics;
  }
}
