/**
 * A jitter buffer as phones usually have one, of which only the arithmetic is done: how long it would hold packets back, and which it
 * would find too late. What a leg's quality is must not hang on who listens, nor on a buffer of ours that some streams have and others not.
 */

/** Packets over which mean and variation are taken: the gain 0.998 of the method, 1/512. */
const MEMORY = 512;
/** Variations beyond the mean at which a packet is played. */
const MARGIN = 4;
/** ms: the least that a buffer holds back, and the most. */
export const LEAST_PLAYOUT = 40;
export const LARGEST_PLAYOUT = 200;

/**
 * Plays a packet four mean variations after the mean transit time: algorithm 1 of Ramjee, Kurose, Towsley and Schulzrinne, "Adaptive
 * playout mechanisms for packetized audio applications in wide-area networks" (INFOCOM 1994), kept within what phones hold back.
 */
export class UsualPlayout {
  /** Timestamp units a millisecond. */
  #units = 8;
  /** Of the last packet, and on average: arrival less timestamp, on any scale. */
  #transit = 0;
  #mean = 0;
  #variation = 0;
  #count = 0;

  /** The clock of the stream, Hz. Begins anew. */
  describe(clockRate: number): void {
    this.#units = clockRate / 1000;
    this.restart();
  }

  /** What follows has nothing to do with what was: transit times jump. */
  restart(): void {
    this.#count = 0;
    this.#variation = 0;
  }

  /** @param change of the transit time since the packet before, timestamp units
   * @returns whether the packet comes in time to be played */
  takes(change: number): boolean {
    this.#transit += change;
    const transit = this.#transit;
    if (this.#count === 0) this.#mean = transit;
    const inTime = transit - this.#mean <= this.#held;
    if (this.#count < MEMORY) this.#count++;
    this.#mean += (transit - this.#mean) / this.#count;
    this.#variation += (Math.abs(transit - this.#mean) - this.#variation) / this.#count;
    return inTime;
  }

  /** ms that an average packet is held back. */
  get delayMs(): number {
    return this.#held / this.#units;
  }

  get #held(): number {
    const held = MARGIN * this.#variation;
    return Math.min(LARGEST_PLAYOUT * this.#units, Math.max(LEAST_PLAYOUT * this.#units, held));
  }
}
