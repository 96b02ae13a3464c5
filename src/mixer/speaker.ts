import { clipInto } from "../kernel/pcm.ts";
import { type Codec, LONGEST_PACKET_MS } from "../rtp/codecs/codec.ts";
import { SAMPLES_PER_MS, SpeakerTrack } from "../rtp/playout/track.ts";
import type { ReceptionStatistics } from "../rtp/reception.ts";
import { downsample, RESAMPLER_HISTORY, upsample } from "../rtp/resampling/resampler.ts";
import { Gates } from "./gates.ts";
import { addSamples } from "./pcm.ts";
import { mixThroughGates, type Scale, type Voice } from "./voice.ts";

/** Positions of the longest packet we take: 200 ms. */
export const LONGEST_PACKET = LONGEST_PACKET_MS * SAMPLES_PER_MS;

/** Positions read at a time: one speaker is read at a time, so that all share the room for it. */
const PIECE = LONGEST_PACKET;
const MOST = 2 * (PIECE + RESAMPLER_HISTORY);
const read = new Int16Array(MOST);
const gated = new Int32Array(MOST);
const converted = new Int16Array(MOST);

/** A person who speaks in a call: the samples as they came, and who hears which of them. */
export class Speaker implements Voice {
  readonly track: SpeakerTrack;
  readonly scale: Scale;
  readonly #gates = new Gates();

  /**
   * @param origin when position 0 of the call is, ms on the `now` scale
   * @param codec of the stream
   * @param reception of a stream that this speaker had in another call, or with another codec
   */
  constructor(origin: number, codec: Codec, reception?: ReceptionStatistics) {
    this.scale = codec.sampleRate === 16_000 ? 2 : 1;
    this.track = new SpeakerTrack(origin, this.scale, codec.clockRate / 8000, reception);
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

  mixInto(sum: Int32Array, sumOffset: number, position: number, n: number, listener: number, scale: Scale): boolean {
    let loud = false;
    for (let done = 0; done < n; done += PIECE) {
      const piece = Math.min(PIECE, n - done);
      if (this.#mixPiece(sum, sumOffset + done * scale, position + done, piece, listener, scale)) loud = true;
    }
    return loud;
  }

  /** Copies the `n` positions from `position` on to `out`, whoever may hear them: `n·scale` samples. */
  readAs(scale: Scale, position: number, n: number, out: Int16Array): void {
    if (scale === this.scale) {
      this.track.read(position, n, out, 0);
      return;
    }
    this.track.read(position - this.#before, this.#before + n, read, 0);
    this.#convert(n, out);
  }

  #mixPiece(sum: Int32Array, offset: number, position: number, n: number, listener: number, scale: Scale): boolean {
    if (scale === this.scale) return mixThroughGates(this.#gates, this.#add, sum, offset, position, n, listener, scale);
    if ((this.maskAt(position) & listener) === 0 && this.#gates.endAt(position) >= position + n) return false;
    // M6: what is not for this listener must not reach it through the filter either.
    const from = position - this.#before;
    const samples = (this.#before + n) * this.scale;
    gated.fill(0, 0, samples);
    mixThroughGates(this.#gates, this.#add, gated, 0, from, this.#before + n, listener, this.scale);
    clipInto(read, 0, 1, gated, 0, samples);
    this.#convert(n, converted);
    return addSamples(sum, offset, converted, 0, n * scale);
  }

  /** Turns `n` positions of `read`, which follow the filter's history, into the other scale. */
  #convert(n: number, out: Int16Array): void {
    const convert = this.scale === 1 ? upsample : downsample;
    convert(read, this.#before * this.scale, n * this.scale, out, 0);
  }

  /** Positions that the filter must see before those it converts. */
  get #before(): number {
    return Math.ceil(RESAMPLER_HISTORY / this.scale);
  }

  readonly #add = (sum: Int32Array, sumOffset: number, position: number, n: number): boolean => {
    this.track.read(position, n, read, 0);
    return addSamples(sum, sumOffset, read, 0, n * this.scale);
  };
}
