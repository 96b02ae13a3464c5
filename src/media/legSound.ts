/** What a leg sends us: packets in, samples on its speaker's track. */
import { Speaker } from "../mixer/speaker.ts";
import { type Codec, type CodecName, type Decoder, MOST_SAMPLES } from "../rtp/codecs/codec.ts";
import { codecNamed } from "../rtp/codecs/codecs.ts";
import { CONCEALMENT } from "../rtp/concealment.ts";
import type { InbandDtmf } from "../rtp/dtmf/inbandDtmf.ts";
import { sequenceOf, ssrcOf, timestampOf } from "../rtp/packet.ts";
import type { ReceptionStatistics } from "../rtp/reception.ts";

/** One packet is decoded at a time. */
const samples = new Int16Array(MOST_SAMPLES);

export class LegSound {
  readonly #origin: number;
  readonly #tones: InbandDtmf | undefined;
  #codec = codecNamed("PCMA");
  #decoder: Decoder = this.#codec.decoder();
  #speaker: Speaker;
  #source = -1;
  /** The decoder has not followed the stream. */
  #stale = false;
  #length = 0;

  /**
   * @param origin when position 0 of the call is, ms on the `now` scale
   * @param reception of a stream that this leg had in another call
   * @param tones finds what is cut out of the sound (M8)
   */
  constructor(origin: number, reception?: ReceptionStatistics, tones?: InbandDtmf) {
    this.#origin = origin;
    this.#tones = tones;
    this.#speaker = new Speaker(origin, this.#codec, reception);
  }

  get codec(): Codec {
    return this.#codec;
  }

  get decoder(): Decoder {
    return this.#decoder;
  }

  /** Who speaks; another one, once the stream has a codec with another rate or clock. */
  get speaker(): Speaker {
    return this.#speaker;
  }

  /** How long the packet placed last is, in positions. */
  get length(): number {
    return this.#length;
  }

  /** Timestamp units a position. */
  get units(): number {
    return this.#codec.clockRate / 8000;
  }

  /** From now on the leg sends in this codec. */
  describe(name: CodecName): void {
    if (name === this.#codec.name) return;
    const before = this.#codec;
    this.#codec = codecNamed(name);
    this.#decoder = this.#codec.decoder();
    if (before.sampleRate === this.#codec.sampleRate && before.clockRate === this.#codec.clockRate) return;
    this.#speaker = new Speaker(this.#origin, this.#codec, this.#speaker.track.reception);
  }

  /** Finds the place of a packet with the payload `packet[start, end)` on the call's time line.
   * @returns a position, or a negative number when it has none */
  place(packet: Buffer, start: number, end: number, now: number): number {
    const count = this.#codec.count(packet, start, end - start);
    if (count <= 0) return -1;
    const source = ssrcOf(packet);
    this.#length = count / this.#speaker.scale;
    const { track } = this.#speaker;
    const position = track.place(source, sequenceOf(packet), timestampOf(packet), this.#length, now);
    if (position >= 0 && source !== this.#source) {
      this.#source = source;
      this.#stale = true;
    }
    return position;
  }

  /** Decodes the packet that was just placed, for all who hear this speaker. */
  hear(packet: Buffer, start: number, end: number, position: number): void {
    const { track, scale } = this.#speaker;
    const gap = position - track.end;
    // A codec with a state cannot go back: what came too late for it stays as it was concealed.
    if (gap < 0 && this.#codec.stateful && track.end > 0) return;
    if (this.#stale) this.#decoder.reset();
    else if (gap > 0 && gap <= CONCEALMENT) this.#conceal(gap * scale, position - gap, gap);
    this.#stale = false;
    const n = this.#decoder.decode(packet, start, end - start, samples, 0);
    // M8: what is cut when it comes is heard by nobody.
    if (n === 0 || this.#tones?.detect(samples, 0, n / scale, scale) === true)
      track.clearRange(position, position + this.#length);
    else track.write(position, samples, n / scale);
  }

  /** The packet that was just placed is for nobody to hear as samples. */
  skip(position: number): void {
    this.#speaker.track.skip(position + this.#length);
    this.#stale = true;
  }

  /** The codec's own continuation, where it has one, of what was lost before the packet that came. */
  #conceal(n: number, position: number, length: number): void {
    if (this.#decoder.conceal(n, samples, 0) === n) this.#speaker.track.writeConcealed(position, samples, length);
  }
}
