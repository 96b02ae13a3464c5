/** How loss is spread: bursts of it, and the gaps between them (RFC 3611 §4.7.2). */

/** So many packets in a row that came end a burst: "the recommended value of Gmin = 16". */
export const GMIN = 16;

/** The spread of loss over a stream; lengths in packets. */
export interface LossSpread {
  readonly expected: number;
  readonly missing: number;
  /** Stretches without a packet that is not missing. */
  readonly runs: number;
  readonly bursts: number;
  readonly burstLength: number;
  readonly burstMissing: number;
}

/**
 * Told of the packets of a stream in the order of their numbers. A burst is "the longest sequence that (a) starts with a lost or
 * discarded packet, (b) does not contain any occurrences of Gmin or more consecutively received (and not discarded) packets, and
 * (c) ends with a lost or discarded packet"; a single missing packet, Gmin received ones before and after it, is part of a gap.
 */
export class BurstGap {
  #expected = 0;
  #missing = 0;
  #runs = 0;
  /** Of the bursts that are over. */
  #bursts = 0;
  #burstLength = 0;
  #burstMissing = 0;
  /** The stretch that may become a burst: its length up to its last missing packet, and the missing ones in it. */
  #stretch = 0;
  #stretchMissing = 0;
  /** Received since the last missing packet. "It is assumed that the RTP session is preceded … by at least Gmin received packets." */
  #received = GMIN;

  /** A packet that came in time. */
  receive(): void {
    this.#expected++;
    this.#received++;
  }

  /** So many packets in a row that were lost or discarded. */
  miss(count: number): void {
    if (count === 0) return;
    if (this.#received >= GMIN) this.#endStretch();
    else this.#stretch += this.#received;
    if (this.#received > 0) this.#runs++;
    this.#expected += count;
    this.#missing += count;
    this.#stretch += count;
    this.#stretchMissing += count;
    this.#received = 0;
  }

  /** Up to now, "the time of the report" being followed "by at least Gmin received packets" (§4.7.2). */
  get spread(): LossSpread {
    const open = this.#isBurst ? 1 : 0;
    return {
      expected: this.#expected,
      missing: this.#missing,
      runs: this.#runs,
      bursts: this.#bursts + open,
      burstLength: this.#burstLength + open * this.#stretch,
      burstMissing: this.#burstMissing + open * this.#stretchMissing,
    };
  }

  /** Takes over what another has been told. */
  copy(other: BurstGap): void {
    this.#expected = other.#expected;
    this.#missing = other.#missing;
    this.#runs = other.#runs;
    this.#bursts = other.#bursts;
    this.#burstLength = other.#burstLength;
    this.#burstMissing = other.#burstMissing;
    this.#stretch = other.#stretch;
    this.#stretchMissing = other.#stretchMissing;
    this.#received = other.#received;
  }

  get #isBurst(): boolean {
    return this.#stretchMissing > 1;
  }

  #endStretch(): void {
    if (this.#isBurst) {
      this.#bursts++;
      this.#burstLength += this.#stretch;
      this.#burstMissing += this.#stretchMissing;
    }
    this.#stretch = 0;
    this.#stretchMissing = 0;
  }
}
