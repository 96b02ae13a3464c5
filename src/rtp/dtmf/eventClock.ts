import { SAMPLES_PER_MS } from "../playout/track.ts";

/** A shorter press tells nothing: between its first packet and its end the network's delays count for more, ms. */
const TELLING_MS = 100;

/**
 * The clock by which a phone counts how long its events last. Events go by "the same sequence number and timestamp base as the
 * regular audio" (RFC 4733 §2.1), so that beside Opus they should be telephone-event/48000. Of the phones that name
 * telephone-event/8000 there, some count by 8,000, as they say, and some (baresip 1.0) by the 48,000 of their timestamps: the time
 * between the packets of a press tells which. Until one has been seen, what was said holds.
 */
export class EventClock {
  #said = 1;
  #audio = 1;
  #units = 1;

  /** Timestamp units a position. @param said of the events by the description @param audio of the audio, no fewer */
  describe(said: number, audio: number): void {
    if (said === this.#said && audio === this.#audio) return;
    this.#said = said;
    this.#audio = audio;
    this.#units = said;
  }

  /** Of durations: timestamp units a position. */
  get units(): number {
    return this.#units;
  }

  /** Timestamp units a millisecond. */
  get perMs(): number {
    return this.#units * SAMPLES_PER_MS;
  }

  /** A press is over. @param duration as its end says @param ms between its first packet and that one */
  judge(duration: number, ms: number): void {
    const [said, audio] = [duration / this.#said / SAMPLES_PER_MS, duration / this.#audio / SAMPLES_PER_MS];
    if (said < TELLING_MS) return;
    // Whichever is nearer by its factor: between the two lies their geometric mean.
    this.#units = ms < Math.sqrt(said * audio) ? this.#audio : this.#said;
  }
}
