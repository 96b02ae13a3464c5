import { distance16, distance32 } from "../kernel/serial.ts";
import { Arrivals } from "./quality/arrivals.ts";

/** What `receive` found out about a packet. */
export const NEW_SOURCE = 0;
export const IN_ORDER = 1;
export const REORDERED = 2;
export const REPEATED = 3;
/** The sequence jumped: the next packet decides whether the source has restarted. */
export const UNCONFIRMED = 4;
export type Reception = 0 | 1 | 2 | 3 | 4;

/** RFC 3550 §A.1. */
const MAX_DROPOUT = 3000;
const MAX_MISORDER = 100;
/** Sequence numbers remembered to recognise duplicates; a power of two above MAX_MISORDER. */
const REMEMBERED = 128;
const NONE = -1;

/** What a report block says of a source (RFC 3550 §6.4.1), but for LSR and DLSR. */
export interface ReceptionReport {
  readonly ssrc: number;
  /** Of the packets expected since the last report, in 256ths. */
  readonly fractionLost: number;
  /** Signed, limited to 24 bits. */
  readonly packetsLost: number;
  readonly highestSequence: number;
  /** Interarrival jitter in timestamp units. */
  readonly jitter: number;
}

/** The sequence numbers and the jitter of the stream received on one leg. */
export class ReceptionStatistics {
  /** What became of each packet, of all sources. */
  readonly arrivals = new Arrivals();
  #ssrc = NONE;
  /** Sequence numbers extended beyond 16 bits, of the first packet and of the newest. */
  #base = 0;
  #highest = 0;
  #expectedBefore = 0;
  #receivedBefore = 0;
  #received = 0;
  #duplicates = 0;
  #reordered = 0;
  /** The sequence number that would confirm a jump. */
  #awaited = NONE;
  readonly #seen = new Int32Array(REMEMBERED);
  /** Jitter in sixteenths, as in §A.8. */
  #jitter16 = 0;
  #transit = 0;
  #hasTransit = false;

  /** The current source, or -1 before the first packet. */
  get ssrc(): number {
    return this.#ssrc;
  }

  /** Packets of the current source: different ones received, repeated ones, and those that came after a later one. */
  get received(): number {
    return this.#received;
  }

  get duplicates(): number {
    return this.#duplicates;
  }

  get reordered(): number {
    return this.#reordered;
  }

  get expected(): number {
    return this.#ssrc === NONE ? 0 : this.#highest - this.#base + 1;
  }

  /** Packets of the current source that have not come. */
  get lost(): number {
    return this.expected - this.#received;
  }

  /** Interarrival jitter in timestamp units (RFC 3550 §6.4.1). */
  get jitter(): number {
    return this.#jitter16 >> 4;
  }

  /** Counts a packet. */
  receive(ssrc: number, sequence: number): Reception {
    if (ssrc !== this.#ssrc) return this.#restart(ssrc, sequence);
    const ahead = distance16(sequence, this.#highest);
    const extended = this.#highest + ahead;
    if (ahead > 0 && ahead < MAX_DROPOUT) {
      this.#highest = extended;
      this.#remember(extended);
      this.arrivals.arrive(extended);
      return IN_ORDER;
    }
    if (ahead <= 0 && ahead > -MAX_MISORDER) {
      if (this.#seen[extended & (REMEMBERED - 1)] === extended) {
        this.#duplicates++;
        this.arrivals.repeat();
        return REPEATED;
      }
      this.#base = Math.min(this.#base, extended);
      this.#remember(extended);
      this.#reordered++;
      this.arrivals.arriveLate(extended);
      return REORDERED;
    }
    // §A.1: "Two sequential packets -- assume that the other side restarted without telling us".
    if (sequence === this.#awaited) return this.#restart(ssrc, sequence);
    this.#awaited = (sequence + 1) & 0xffff;
    return UNCONFIRMED;
  }

  /**
   * Measures the jitter (§A.8).
   * @param arrival in timestamp units, on any scale
   */
  measure(timestamp: number, arrival: number): void {
    const transit = distance32(Math.floor(arrival), timestamp);
    const change = this.#hasTransit ? distance32(transit, this.#transit) : 0;
    if (this.#hasTransit) this.#jitter16 += Math.abs(change) - ((this.#jitter16 + 8) >> 4);
    this.arrivals.time(change);
    this.#transit = transit;
    this.#hasTransit = true;
  }

  /** The timestamps start anew: their jump is no jitter. */
  forgetTransit(): void {
    this.#hasTransit = false;
    this.arrivals.playout.restart();
  }

  /** The packet that was counted last came too late for its place. */
  discard(): void {
    this.arrivals.discard();
  }

  /** The report since the last one (§A.3), or undefined before the first packet. */
  report(): ReceptionReport | undefined {
    if (this.#ssrc === NONE) return undefined;
    const expected = this.expected - this.#expectedBefore;
    const lost = expected - (this.#received - this.#receivedBefore);
    this.#expectedBefore = this.expected;
    this.#receivedBefore = this.#received;
    return {
      ssrc: this.#ssrc,
      fractionLost: expected <= 0 || lost <= 0 ? 0 : Math.min(255, Math.floor((lost * 256) / expected)),
      packetsLost: Math.max(-0x800000, Math.min(0x7fffff, this.lost)),
      highestSequence: this.#highest >>> 0,
      jitter: this.jitter,
    };
  }

  #restart(ssrc: number, sequence: number): Reception {
    this.#ssrc = ssrc;
    this.#base = sequence;
    this.#highest = sequence;
    this.#expectedBefore = 0;
    this.#receivedBefore = 0;
    this.#received = 0;
    this.#duplicates = 0;
    this.#reordered = 0;
    this.#awaited = NONE;
    // No sequence number within reach of `sequence` can stand here.
    this.#seen.fill(sequence - REMEMBERED);
    this.#jitter16 = 0;
    this.#hasTransit = false;
    this.#remember(sequence);
    this.arrivals.begin(sequence);
    return NEW_SOURCE;
  }

  #remember(extended: number): void {
    this.#seen[extended & (REMEMBERED - 1)] = extended;
    this.#received++;
    this.#awaited = NONE;
  }
}
