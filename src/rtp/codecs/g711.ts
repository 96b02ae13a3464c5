/** ITU-T G.711: A-law and µ-law by table. One byte a sample. */
import type { Codec, CodecName } from "./codec.ts";

export const pcma: Codec = undefined as never;
export const pcmu: Codec = undefined as never;

export const codecNamed = (name: CodecName): Codec => (name === "PCMA" ? pcma : pcmu);

/** The table from one law's codes to the other's, or undefined when both are the same: then the bytes stay (U3). */
export function transcodingTable(_from: CodecName, _to: CodecName): Uint8Array | undefined {
  return undefined;
}

/** Replaces `data[offset, offset + length)` by its image in `table`. */
export function transcode(_table: Uint8Array, _data: Uint8Array, _offset: number, _length: number): void {}
