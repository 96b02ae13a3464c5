import { distance32 } from "../../kernel/serial.ts";

/** How far a packet's end may be ahead of its arrival: a stream beyond that sends more than time passes. 400 ms. */
const MAX_LEAD = 3200;
/** A timestamp this far behind its arrival was paused while the speaker was silent. 300 ms: a recorder is no nearer behind. */
const MAX_LAG = 2400;
/** A gap this long is a pause or a jump of the timestamp, and no reordering: 200 ms. In it a place more than 40 ms beside the arrival is corrected, unheard. */
const PAUSE = 1600;
const ASIDE = 320;

/** The stream's place in time is judged by the most punctual packet of 4 s. */
const WINDOW = 32_000;

/** What `follow` answers instead of a position: the stream is too far ahead of time. */
export const AHEAD = -1;

/**
 * Where the timestamps of a stream stand on the call's time line. The first packet stands where it arrived, later ones where their
 * timestamps say (RFC 3550 §5.1), as long as these agree with the arrival.
 */
export class Anchor {
  readonly #units: number;
  #anchored = false;
  /** This timestamp has this position. Both move with every packet, so that timestamps may wrap. */
  #timestamp = 0;
  #position = 0;
  /** Packets of the present anchor have no place before this position. */
  #floor = 0;
  #jumped = false;
  /** The least by which packets came after their positions, in the window that has begun and in the one before it. */
  #least = Number.POSITIVE_INFINITY;
  #leastBefore = 0;
  #windowEnd = 0;

  /** @param units of the timestamp a position */
  constructor(units: number) {
    this.#units = units;
  }

  /** The stream's timestamps begin anew. */
  weigh(): void {
    this.#anchored = false;
  }

  /** Whether some packet has been placed since the timestamps began. */
  get anchored(): boolean {
    return this.#anchored;
  }

  /** Where the timestamp stands, if nothing is wrong with it. */
  locate(timestamp: number): number {
    return this.#position + Math.round(distance32(timestamp, this.#timestamp) / this.#units);
  }

  /**
   * The position of a packet that came in order.
   * @param count positions of the packet
   * @param end of what was received before
   * @returns it, or AHEAD
   */
  follow(timestamp: number, count: number, arrival: number, end: number): number {
    let position = this.locate(timestamp);
    const agrees = this.#anchored && isLikely(position, arrival, end);
    // Forward on arrival, but never over samples that may have been handed out.
    if (!agrees) position = Math.max(arrival, end);
    if (position + count - arrival > MAX_LEAD) return AHEAD;
    this.#jumped = !agrees;
    if (!agrees) this.#set(this.#anchored ? position : end, arrival);
    this.#anchored = true;
    this.#timestamp = timestamp;
    this.#position = position;
    this.#measure(arrival - position, arrival);
    return position;
  }

  /** How far the stream stands too early in time, because its clock is slow; or, negative, too late. Positions; the jitter is not counted. */
  get aside(): number {
    return this.#leastBefore;
  }

  /** The newest packet has been made longer by `n` positions: what follows it moves along. */
  shift(n: number): void {
    this.#position += n;
    this.#least -= n;
    this.#leastBefore -= n;
  }

  /** Whether the newest packet that `follow` placed has set the anchor anew. */
  get jumped(): boolean {
    return this.#jumped;
  }

  #set(floor: number, arrival: number): void {
    this.#floor = floor;
    this.#least = Number.POSITIVE_INFINITY;
    this.#leastBefore = 0;
    this.#windowEnd = arrival + WINDOW;
  }

  #measure(lag: number, arrival: number): void {
    if (arrival >= this.#windowEnd) {
      this.#leastBefore = this.#least;
      this.#least = Number.POSITIVE_INFINITY;
      this.#windowEnd = arrival + WINDOW;
    }
    this.#least = Math.min(this.#least, lag);
  }

  /** Whether an overtaken packet at `position` still belongs to this anchor and this time. */
  holds(position: number, arrival: number): boolean {
    return position >= this.#floor && Math.abs(position - arrival) <= MAX_LEAD;
  }
}

/** Whether a packet that came in order may stand where its timestamp says. */
function isLikely(position: number, arrival: number, end: number): boolean {
  const lead = position - arrival;
  const gap = position - end;
  return gap >= 0 && lead >= -MAX_LAG && !(gap >= PAUSE && Math.abs(lead) > ASIDE);
}
