import { distance16 } from "../../kernel/serial.ts";

/** Packets that may wait at once, and the room for each: no frame of any codec fills an Ethernet packet. */
const PLACES = 8;
const ROOM = 1500;
/** The longest that a missing packet is waited for, ms: beyond, its place in the playout is over anyway. */
const MOST_PATIENCE = 80;
/** After so long in which nothing came late, half of the patience is enough, ms. */
const FORGETS_AFTER = 10_000;

/** A packet's payload that waits for its turn. */
export interface Waiting {
  readonly payload: Buffer;
  octets: number;
  sequence: number;
  /** Its place on the call's time line, in positions. */
  position: number;
  length: number;
  arrived: number;
}

/**
 * Puts the packets of a codec that has a state back into the order in which they were sent. It waits for a missing packet only where
 * packets have been seen to come late, and no longer than they did: where packets are merely lost, nothing is held up.
 */
export class Resequencer {
  readonly #places: (Waiting & { waits: boolean })[] = [];
  #waiting = 0;
  #expected = 0;
  #patience = 0;
  #lastMissed = 0;
  /** When the turn of a packet that had not come was over. */
  #gaveUpAt = 0;

  /** The stream begins, or begins anew, with this packet. */
  begin(sequence: number): void {
    for (const place of this.#places) place.waits = false;
    this.#waiting = 0;
    this.#expected = sequence;
  }

  /** The number whose turn it is. */
  get expected(): number {
    return this.#expected;
  }

  get isEmpty(): boolean {
    return this.#waiting === 0;
  }

  /** How long a missing packet is waited for, ms. */
  get patience(): number {
    return this.#patience;
  }

  /** Where the packet stands to the one whose turn it is: 0 is its turn; less than 0 came too late, by what it teaches. */
  weigh(sequence: number, now: number): number {
    const ahead = distance16(sequence, this.#expected);
    if (ahead < 0) {
      this.#patience = Math.min(MOST_PATIENCE, Math.max(this.#patience, now - this.#gaveUpAt + this.#patience));
      this.#lastMissed = now;
    }
    return ahead;
  }

  /** The packet whose turn it was is taken. */
  pass(sequence: number): void {
    this.#expected = (sequence + 1) & 0xffff;
  }

  /** Keeps a packet that came before its turn. @returns false when there is no room */
  hold(
    packet: Buffer,
    start: number,
    end: number,
    sequence: number,
    position: number,
    length: number,
    now: number,
  ): boolean {
    if (end - start > ROOM) return false;
    const place = this.#freePlace();
    if (place === undefined) return false;
    packet.copy(place.payload, 0, start, end);
    place.octets = end - start;
    place.sequence = sequence;
    place.position = position;
    place.length = length;
    place.arrived = now;
    place.waits = true;
    this.#waiting++;
    return true;
  }

  /**
   * Gives the next packet whose turn has come: by its number, or because those before it have been waited for long enough.
   * @param atOnce nobody waits any longer
   */
  next(now: number, atOnce: boolean): Waiting | undefined {
    if (this.#waiting === 0) return undefined;
    const first = this.#first();
    const ahead = distance16(first.sequence, this.#expected);
    if (ahead > 0) {
      if (!atOnce && this.#waiting < PLACES && now - first.arrived < this.#patience) return undefined;
      this.#gaveUpAt = now;
    }
    first.waits = false;
    this.#waiting--;
    this.pass(first.sequence);
    return first;
  }

  /** The network may have become better. */
  settle(now: number): void {
    if (this.#patience === 0 || now - this.#lastMissed < FORGETS_AFTER) return;
    this.#patience = this.#patience < 2 ? 0 : this.#patience / 2;
    this.#lastMissed = now;
  }

  #first(): Waiting & { waits: boolean } {
    let first: (Waiting & { waits: boolean }) | undefined;
    for (const place of this.#places) {
      if (!place.waits) continue;
      if (first === undefined || distance16(place.sequence, first.sequence) < 0) first = place;
    }
    return first!;
  }

  #freePlace(): (Waiting & { waits: boolean }) | undefined {
    const free = this.#places.find(({ waits }) => !waits);
    if (free !== undefined || this.#places.length === PLACES) return free;
    const place = {
      payload: Buffer.allocUnsafeSlow(ROOM),
      octets: 0,
      sequence: 0,
      position: 0,
      length: 0,
      arrived: 0,
      waits: false,
    };
    this.#places.push(place);
    return place;
  }
}
