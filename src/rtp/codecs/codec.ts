/** What a codec is for the rest of the program: payload bytes ↔ 16-bit linear samples, in place, allocating nothing a packet. */

export type CodecName = "PCMA" | "PCMU" | "G722" | "opus";

/** Samples a second of the linear side: narrowband or wideband. */
export type SampleRate = 8000 | 16_000;

/** The longest packet that is decoded, ms: Opus allows 120 (RFC 6716 §3.2.5), G.711 has no bound of its own. */
export const LONGEST_PACKET_MS = 200;
/** Room for the samples of the longest packet at the highest rate. */
export const MOST_SAMPLES = (LONGEST_PACKET_MS * 16_000) / 1000;

export interface Codec {
  /** The encoding name of `a=rtpmap`. */
  readonly name: CodecName;
  /** Hz of the RTP timestamps. G.722's is 8000 though it samples at 16,000 (RFC 3551 §4.5.2); Opus's is always 48,000 (RFC 7587 §4.1). */
  readonly clockRate: 8000 | 48_000;
  /** Of what its decoders give and its encoders take. */
  readonly sampleRate: SampleRate;
  /** The static payload type (RFC 3551 §6); undefined where it is a matter of the session description. */
  readonly payloadType: number | undefined;
  /** What a payload decodes to depends on those before it: one that comes after its successor is of no use any more. */
  readonly stateful: boolean;
  /** How many samples a payload decodes to, without decoding it; -1 when it is none of this codec's, or longer than LONGEST_PACKET_MS. */
  count(payload: Uint8Array, offset: number, length: number): number;
  decoder(): Decoder;
  encoder(wishes?: EncoderWishes): Encoder;
}

/** One stream that is received. Stateless codecs give the same object to everybody. */
export interface Decoder {
  /**
   * Decodes `payload[offset, offset + length)`, which `count` has accepted, into `out` from `outOffset` on.
   * @returns the number of samples written; 0 for a payload that turns out to be damaged. Never throws.
   */
  decode(payload: Uint8Array, offset: number, length: number, out: Int16Array, outOffset: number): number;
  /**
   * Continues the stream by `n` samples that were lost, by the codec's own means.
   * @returns the number of samples written: `n`, or 0 where the codec has no concealment of its own.
   */
  conceal(n: number, out: Int16Array, outOffset: number): number;
  /** Another source begins. */
  reset(): void;
}

/** One stream that is sent. */
export interface Encoder {
  /**
   * Encodes `samples[offset, offset + n)` into `out` from `outOffset` on. `n` is a multiple of 10 ms up to 120 ms
   * (for G.711 and G.722 any even number, for Opus any multiple of 2.5 ms).
   * @returns the number of bytes written; 0 where such a packet is impossible.
   */
  encode(samples: Int16Array, offset: number, n: number, out: Uint8Array, outOffset: number): number;
  /**
   * Takes on the state in which the listener's decoder is after a stream that `decoder`, of the same codec, has followed packet by packet:
   * the first frame encoded after forwarded ones joins them without a seam. Nothing to do where the state cannot be had.
   */
  follow(decoder: Decoder): void;
  reset(): void;
}

/** What the peer asked for in its description (RFC 7587 §6.1); each may be ignored by a codec that does not know it. */
export interface EncoderWishes {
  /** bit/s */
  readonly maxAverageBitrate?: number | undefined;
  /** Hz; the peer plays no more than this. */
  readonly maxPlaybackRate?: number | undefined;
  readonly inbandFec?: boolean | undefined;
  readonly dtx?: boolean | undefined;
}
