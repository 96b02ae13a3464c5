/** What a leg sends us: packets in, samples on its speaker's track. */
import { Speaker } from "../../mixer/speaker.ts";
import { type Codec, type CodecName, type Decoder, MOST_SAMPLES } from "../../rtp/codecs/codec.ts";
import { codecNamed } from "../../rtp/codecs/codecs.ts";
import type { InbandDtmf } from "../../rtp/dtmf/inbandDtmf.ts";
import { sequenceOf, ssrcOf, timestampOf } from "../../rtp/packet.ts";
import { CONCEALMENT } from "../../rtp/playout/concealment.ts";
import { Resequencer } from "../../rtp/playout/resequencer.ts";
import type { ReceptionStatistics } from "../../rtp/reception.ts";
import { PauseNoise } from "./pauseNoise.ts";

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
  readonly #order = new Resequencer();
  readonly #pause = new PauseNoise();

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

  /**
   * Decodes the packet that was just placed, for all who hear this speaker.
   * @param atOnce a listener hears it now or never: it does not wait for those that were sent before it
   */
  hear(packet: Buffer, start: number, end: number, position: number, now: number, atOnce: boolean): void {
    this.#pause.end();
    if (!this.#codec.stateful) {
      this.#decode(packet, start, end, position, this.#length);
      return;
    }
    const sequence = sequenceOf(packet);
    const order = this.#stale ? this.#begin(sequence) : this.#order.weigh(sequence, now);
    // A codec with a state cannot go back: what came too late for it stays as it was concealed.
    if (order < 0) {
      if (atOnce) this.#decode(packet, start, end, position, this.#length);
      return;
    }
    if (order > 0 && this.#order.hold(packet, start, end, sequence, position, this.#length, now)) {
      this.#drain(now, atOnce);
      return;
    }
    this.#order.pass(sequence);
    this.#decodeNext(packet, start, end, position, this.#length, order > 0);
    if (!this.#order.isEmpty) this.#drain(now, atOnce);
  }

  /** The speaker pauses, and this is the noise meanwhile: for whoever hears its samples. */
  pause(packet: Buffer, start: number, end: number, now: number): void {
    this.#speaker.track.placeSilent(ssrcOf(packet), sequenceOf(packet));
    if (this.#speaker.scale === 1) this.#pause.begin(packet, start, end, ssrcOf(packet), now);
  }

  /**
   * The clock's step: what was missing may have been waited for long enough, and a pause goes on.
   * @param kept somebody hears the samples
   */
  step(kept: boolean, position: number, now: number): void {
    if (kept) this.#pause.step(this.#speaker.track, position, now);
    this.#order.settle(now);
    if (!this.#order.isEmpty) this.#drain(now, false);
  }

  /** The packet that was just placed is for nobody to hear as samples. */
  skip(position: number): void {
    this.#speaker.track.skip(position + this.#length);
    this.#stale = true;
  }

  #begin(sequence: number): number {
    this.#decoder.reset();
    this.#order.begin(sequence);
    this.#stale = false;
    return 0;
  }

  #drain(now: number, atOnce: boolean): void {
    let expected = this.#order.expected;
    for (let next = this.#order.next(now, atOnce); next !== undefined; next = this.#order.next(now, atOnce)) {
      this.#decodeNext(next.payload, 0, next.octets, next.position, next.length, next.sequence !== expected);
      expected = this.#order.expected;
    }
  }

  /** @param afterLoss packets before this one have not come */
  #decodeNext(data: Buffer, start: number, end: number, position: number, length: number, afterLoss: boolean): void {
    const { track } = this.#speaker;
    const gap = position - track.end;
    if (afterLoss && gap > 0 && gap <= CONCEALMENT) this.#conceal(track.end, gap);
    this.#decode(data, start, end, position, length);
  }

  #decode(data: Buffer, start: number, end: number, position: number, length: number): void {
    const { track, scale } = this.#speaker;
    const n = this.#decoder.decode(data, start, end - start, samples, 0) / scale;
    // M8: what is cut when it comes is heard by nobody.
    if (n === 0 || this.#tones?.detect(samples, 0, n, scale) === true) track.clearRange(position, position + length);
    else track.write(position, samples, n);
  }

  /** The codec's own continuation, where it has one, of what was lost before the packet that came. */
  #conceal(position: number, length: number): void {
    const { track, scale } = this.#speaker;
    const n = length * scale;
    if (this.#decoder.conceal(n, samples, 0) === n) track.writeConcealed(position, samples, length);
  }
}
