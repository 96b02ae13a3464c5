/** What a codec is for the rest of the program: bytes ↔ 16-bit linear samples, in place, allocating nothing. */

export type CodecName = "PCMA" | "PCMU";

export interface Codec {
  /** The encoding name of `a=rtpmap`. */
  readonly name: CodecName;
  /** Hz; also the clock of RTP timestamps. */
  readonly clockRate: 8000;
  /** The static payload type (RFC 3551 §6). */
  readonly payloadType: number;
  /** The code of the sample nearest to zero: a frame of silence is filled with it. */
  readonly silence: number;
  /**
   * Decodes `source[offset, offset + length)` into `out` from `outOffset` on.
   * @returns the number of samples written.
   */
  decode(source: Uint8Array, offset: number, length: number, out: Int16Array, outOffset: number): number;
  /**
   * Encodes `samples[offset, offset + n)` into `out` from `outOffset` on.
   * @returns the number of bytes written.
   */
  encode(samples: Int16Array, offset: number, n: number, out: Uint8Array, outOffset: number): number;
}
