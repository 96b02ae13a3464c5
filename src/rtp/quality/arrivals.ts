/** What became of each packet of the stream that a leg receives, for as long as the leg lives. */
import { BurstGap, type LossSpread } from "./burstGap.ts";
import { UsualPlayout } from "./usualPlayout.ts";

/** Packets after which one that has not come will not come; a power of two, above the misorder that RFC 3550 §A.1 allows. */
const WINDOW = 128;
const MASK = WINDOW - 1;

const MISSING = 0;
const PLAYED = 1;
const DISCARDED = 2;

/** All figures count from the leg's first packet, whatever sources it has had. */
export interface ArrivalCounts extends LossSpread {
  readonly lost: number;
  readonly discarded: number;
  readonly duplicates: number;
  readonly reordered: number;
}

/** Those whose fate is not settled yet are counted as they stand: one report at a time. */
const asItStands = new BurstGap();

/** Sequence numbers are extended beyond 16 bits. Nothing is allocated a packet, and no packet costs more than a window. */
export class Arrivals {
  readonly #settled = new BurstGap();
  readonly playout = new UsualPlayout();
  readonly #fates = new Uint8Array(WINDOW);
  /** The oldest packet whose fate may still change, and the newest that came. */
  #oldest = 0;
  #newest = -1;
  /** The packet that came last. */
  #last = 0;
  #discarded = 0;
  #duplicates = 0;
  #reordered = 0;

  /** The first packet of a source. */
  begin(sequence: number): void {
    this.#settle(this.#newest + 1);
    this.#oldest = sequence;
    this.#newest = sequence - 1;
    this.playout.restart();
    this.arrive(sequence);
  }

  /** A packet that comes in order, whatever was left out before it. */
  arrive(sequence: number): void {
    this.#settle(Math.min(sequence - WINDOW + 1, this.#newest + 1));
    // A hole wider than the window: nothing of it will be waited for.
    if (this.#oldest <= sequence - WINDOW) {
      this.#settled.miss(sequence - WINDOW + 1 - this.#oldest);
      this.#oldest = sequence - WINDOW + 1;
    }
    for (let at = Math.max(this.#newest + 1, this.#oldest); at < sequence; at++) this.#fates[at & MASK] = MISSING;
    this.#newest = sequence;
    this.#keep(sequence, PLAYED);
  }

  /** A packet that comes after a later one, less than a window behind it. */
  arriveLate(sequence: number): void {
    this.#reordered++;
    // One from before the first: between the two there were others.
    for (let at = sequence + 1; at < this.#oldest; at++) this.#fates[at & MASK] = MISSING;
    this.#oldest = Math.min(this.#oldest, sequence);
    this.#keep(sequence, PLAYED);
  }

  repeat(): void {
    this.#duplicates++;
  }

  /** By how much the packet that came last was longer under way than the one before, timestamp units. */
  time(change: number): void {
    if (!this.playout.takes(change)) this.discard();
  }

  /** The packet that came last cannot be played. */
  discard(): void {
    const slot = this.#last & MASK;
    if (this.#last < this.#oldest || this.#fates[slot] !== PLAYED) return;
    this.#fates[slot] = DISCARDED;
    this.#discarded++;
  }

  get counts(): ArrivalCounts {
    asItStands.copy(this.#settled);
    this.#tell(asItStands, this.#newest + 1);
    const { spread } = asItStands;
    return {
      ...spread,
      lost: spread.missing - this.#discarded,
      discarded: this.#discarded,
      duplicates: this.#duplicates,
      reordered: this.#reordered,
    };
  }

  #keep(sequence: number, fate: number): void {
    this.#fates[sequence & MASK] = fate;
    this.#last = sequence;
  }

  /** The fates of packets before `end` are what they are. */
  #settle(end: number): void {
    this.#tell(this.#settled, end);
    this.#oldest = Math.max(this.#oldest, end);
  }

  #tell(spread: BurstGap, end: number): void {
    for (let at = this.#oldest; at < end; at++) {
      if (this.#fates[at & MASK] === PLAYED) spread.receive();
      else spread.miss(1);
    }
  }
}
