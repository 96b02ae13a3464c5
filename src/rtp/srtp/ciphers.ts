/** What a suite does to one packet; which packet it is, and whether it may be, others decide. */
import type { CryptoSuite } from "../agreed.ts";
import { CounterModeRtcp, CounterModeRtp } from "./counterMode.ts";
import { GcmRtcp, GcmRtp } from "./gcm.ts";
import { sessionKeys } from "./sessionKeys.ts";
import { parametersOf } from "./suites.ts";

/** The longest packet that is protected or opened, in octets: more than any path carries whole. */
export const LONGEST_PACKET = 2048;

/** Protects the RTP packets of one direction. At most `LONGEST_PACKET` octets. */
export interface RtpCipher {
  /** Octets that protection adds behind the payload. */
  readonly overhead: number;
  /**
   * Protects `packet[0, end)`, whose payload begins at `start`, into `out`, which has room for `overhead` more and may be the packet itself.
   * @param roc the rollover counter: the index is roc * 2^16 + sequence number (RFC 3711 §3.3.1)
   * @returns the protected packet's length
   */
  seal(packet: Buffer, start: number, end: number, roc: number, out: Buffer): number;
  /** Opens `packet[0, length)` in place.
   * @returns the length without what protection added; -1, and nothing is changed, when it is not authentic */
  open(packet: Buffer, start: number, length: number, roc: number): number;
}

/** The same for RTCP, whose packets carry their index (§3.4). */
export interface RtcpCipher {
  readonly overhead: number;
  /** Where the word of E flag and index stands in a protected packet of this length. */
  indexAt(length: number): number;
  seal(packet: Buffer, end: number, index: number, out: Buffer): number;
  open(packet: Buffer, length: number): number;
}

export function rtpCipher(suite: CryptoSuite, masterKey: Uint8Array): RtpCipher {
  const keys = sessionKeys(suite, masterKey, "rtp");
  const { mode, rtpTag } = parametersOf(suite);
  return mode === "gcm" ? new GcmRtp(keys) : new CounterModeRtp(keys, rtpTag);
}

export function rtcpCipher(suite: CryptoSuite, masterKey: Uint8Array): RtcpCipher {
  const keys = sessionKeys(suite, masterKey, "rtcp");
  const { mode, rtcpTag } = parametersOf(suite);
  return mode === "gcm" ? new GcmRtcp(keys) : new CounterModeRtcp(keys, rtcpTag);
}
