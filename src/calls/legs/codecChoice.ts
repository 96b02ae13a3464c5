/** Which codecs an offer or an answer of ours has, and in which order: the parties of a call are to need no transcoding, or as little as can be. */
import type { CodecName } from "../../rtp/codecs/codec.ts";
import type { OpusParameters } from "../../rtp/sdp/opusParameters.ts";

/** Every codec that we speak: of the same bandwidth, the dearer last. */
export const allCodecs: readonly CodecName[] = ["PCMA", "PCMU", "G722", "opus"];

/** What is known of whoever is at the other end of the call: a party is offered, and answered with, what suits that end best. */
export interface OtherEnd {
  /** What it speaks, best first: what was agreed with it, else what it offers. Empty: nothing is known. */
  readonly codecs: readonly CodecName[];
  /** It knows comfort noise (RFC 3389). */
  readonly comfortNoise: boolean;
  /** How it wants to be sent Opus, where it speaks it. */
  readonly opus?: OpusParameters;
  /** ms: the packet time that it asks for. */
  readonly ptime: number;
}

export const unknownEnd: OtherEnd = { codecs: [], comfortNoise: false, ptime: 20 };

/** A phone of the account that is not rung yet: it may speak anything, and wideband is best. */
export const colleague: OtherEnd = { ...unknownEnd, codecs: ["opus", "G722", "PCMA", "PCMU"] };

/** What a monitor talks to: the mixer, which hears 16 kHz. Its packets go no further. */
export const mixer: OtherEnd = { ...unknownEnd, opus: { maxPlaybackRate: 16_000 } };

/** Sampled at 16 kHz or more. */
export const isWideband = (codec: CodecName): boolean => codec === "G722" || codec === "opus";

/**
 * The codecs of one end in the order that spares the call most: first those that the other end speaks, too, in that end's order, since
 * packets then go on as they come; then those of the other end's bandwidth, so that transcoding loses nothing; then the rest.
 * @param own what this end may be offered, in its own order of preference, which decides where nothing else does
 */
export function inOrderFor({ codecs }: Pick<OtherEnd, "codecs">, own: readonly CodecName[]): CodecName[] {
  const shared = codecs.filter((codec) => own.includes(codec));
  const others = own.filter((codec) => !shared.includes(codec));
  return [...new Set([...shared, ...(codecs.length === 0 ? others : byBandwidth(others, codecs.some(isWideband)))])];
}

/** Those of one bandwidth before those of the other, each in their order. */
export function byBandwidth(codecs: readonly CodecName[], widebandFirst: boolean): CodecName[] {
  return codecs.toSorted((a, b) => (isWideband(a) === isWideband(b) ? 0 : isWideband(a) === widebandFirst ? -1 : 1));
}
