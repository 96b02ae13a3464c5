import type { ReceptionStatistics } from "../rtp/reception.ts";
import { SpeakerTrack } from "../rtp/track.ts";
import { Gates } from "./gates.ts";
import { addSamples } from "./pcm.ts";
import { type AddStretch, mixThroughGates, type Voice } from "./voice.ts";

/** The longest packet we take: 200 ms. */
export const MAX_PACKET_SAMPLES = 1600;

/** A person who speaks in a call: the samples as they came, and who hears which of them. */
export class Speaker implements Voice {
  readonly track: SpeakerTrack;
  readonly #gates = new Gates();
  readonly #scratch = new Int16Array(MAX_PACKET_SAMPLES);
  readonly #add: AddStretch;

  /**
   * @param origin when position 0 of the call is, ms on the `now` scale
   * @param reception of a stream that this speaker had in another call
   */
  constructor(origin: number, reception?: ReceptionStatistics) {
    this.track = new SpeakerTrack(origin, reception);
    this.#add = (sum, sumOffset, position, n) => {
      this.track.read(position, n, this.#scratch, 0);
      return addSamples(sum, sumOffset, this.#scratch, 0, n);
    };
  }

  /** Who hears the samples to come. */
  get mask(): number {
    return this.#gates.current;
  }

  /** From the next sample on that this speaker sends, `mask` holds; of those before it, the new listeners get nothing (M6). */
  stamp(mask: number): void {
    if (mask === this.mask) return;
    this.track.divide(this.track.end);
    this.#gates.stamp(this.track.end, mask);
  }

  /** Who hears the sample at `position`. */
  maskAt(position: number): number {
    return this.#gates.maskAt(position);
  }

  mixInto(sum: Int32Array, sumOffset: number, position: number, n: number, listener: number): boolean {
    return mixThroughGates(this.#gates, this.#add, sum, sumOffset, position, n, listener);
  }
}
