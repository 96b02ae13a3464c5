/** What a peer's description says of its audio stream. */
import type { CodecName } from "../codecs/codec.ts";
import type { CryptoLine } from "./crypto.ts";
import type { Direction } from "./direction.ts";
import type { ClockRate } from "./formats.ts";
import type { OpusParameters } from "./opusParameters.ts";

/** Why a session description is not taken; an offer of that kind is answered 488. */
export interface SdpProblem {
  readonly code: "too_large" | "not_sdp" | "no_audio" | "bad_address" | "no_common_codec" | "media_security";
  /** One sentence for the log. */
  readonly detail: string;
}

/** An m-line of an offer, as far as an answer must repeat it (RFC 3264 §6). */
export interface MediaLine {
  readonly type: string;
  readonly protocol: string;
  readonly formats: string;
}

export interface RemoteCodec {
  readonly name: CodecName;
  readonly payloadType: number;
}

/** What a payload type means: the encoding of its rtpmap in capitals, or of RFC 3551. */
export interface Mapping {
  readonly payloadType: number;
  readonly encoding: string;
}

/** The audio stream of a peer's offer or answer. */
export interface RemoteAudio {
  /** Canonical IP literal. */
  readonly address: string;
  readonly rtpPort: number;
  readonly rtcpPort: number;
  /** A null address (RFC 2543 hold) takes the peer's receiving away, whatever its attribute says (RFC 3264 §8.4). */
  readonly direction: Direction;
  /** ms, a multiple of 10 from 10 to 60: the packet time the peer asks for, 20 when it asks for none. */
  readonly ptime: number;
  /** In the peer's order of preference. May be empty. */
  readonly codecs: readonly RemoteCodec[];
  /** The payload types of telephone-event (RFC 4733), by clock rate. */
  readonly events: Readonly<Partial<Record<ClockRate, number>>>;
  /** The payload type of comfort noise at 8 kHz (RFC 3389). */
  readonly noisePayloadType?: number;
  /** What it says of the first Opus among its codecs. */
  readonly opus?: OpusParameters;
  /** Every payload type of the stream whose meaning is known, those of foreign encodings too. */
  readonly mappings: readonly Mapping[];
  /** SRTP: the keys to choose from, at least one. Absent: the stream is taken in the clear. */
  readonly crypto?: readonly CryptoLine[];
  /** Every m-line in order; the audio's is at `mediaIndex`. */
  readonly media: readonly MediaLine[];
  readonly mediaIndex: number;
  /** The t= line, which an answer repeats (RFC 3264 §6). */
  readonly timing: string;
}
