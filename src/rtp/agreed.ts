import type { CodecName, EncoderWishes } from "./codecs/codec.ts";

/** The outcome of offer/answer for one audio stream, seen from us. Survives structured cloning. */
export interface Agreed {
  /** Where we send. */
  readonly address: string;
  readonly rtpPort: number;
  readonly rtcpPort: number;
  readonly codec: CodecName;
  /** The payload type we send with, and the one the peer sends with. */
  readonly sendPayloadType: number;
  readonly receivePayloadType: number;
  /** RFC 4733 events. */
  readonly sendEventType?: number;
  readonly receiveEventType?: number;
  /**
   * Of the events: given with their types. The codec's, since events "MUST use the same sequence number and timestamp base as the
   * regular audio" (RFC 4733 §2.1); 8000 beside Opus where the peer has no other.
   */
  readonly eventClockRate?: 8000 | 48_000;
  /** Comfort noise (RFC 3389), at 8 kHz only. */
  readonly sendNoiseType?: number;
  readonly receiveNoiseType?: number;
  /** What the peer wants of an encoder. */
  readonly wishes?: EncoderWishes;
  /** ms: a packet's time in what we send of our own. */
  readonly ptime: number;
  /** Whether we may send, and whether the peer sends. */
  readonly sends: boolean;
  readonly receives: boolean;
  /** SRTP: absent, RTP is in the clear. */
  readonly crypto?: AgreedCrypto;
}

/** The suites we speak: RFC 4568 §6.2, RFC 6188, RFC 7714 §14.1. */
export type CryptoSuite =
  | "AES_CM_128_HMAC_SHA1_80"
  | "AES_CM_128_HMAC_SHA1_32"
  | "AES_256_CM_HMAC_SHA1_80"
  | "AES_256_CM_HMAC_SHA1_32"
  | "AEAD_AES_128_GCM"
  | "AEAD_AES_256_GCM";

/** One suite with the master key and salt of each direction, key first (RFC 4568 §6.1). Never logged. */
export interface AgreedCrypto {
  readonly suite: CryptoSuite;
  readonly sendKey: Uint8Array;
  readonly receiveKey: Uint8Array;
}
