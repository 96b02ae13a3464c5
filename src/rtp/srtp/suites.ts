/** What the crypto suites are made of. */
import type { CryptoSuite } from "../agreed.ts";

/** Lengths are in octets. */
export interface SuiteParameters {
  /** AES in counter mode with HMAC-SHA1 (RFC 3711, RFC 6188), or in Galois/counter mode (RFC 7714). */
  readonly mode: "counter" | "gcm";
  readonly keyLength: 16 | 32;
  readonly saltLength: 12 | 14;
  readonly rtpTag: number;
  readonly rtcpTag: number;
}

/** The short tag is for SRTP only: that of SRTCP keeps its 80 bits (RFC 4568 §6.2.2). */
const parameters: Readonly<Record<CryptoSuite, SuiteParameters>> = {
  AES_CM_128_HMAC_SHA1_80: { mode: "counter", keyLength: 16, saltLength: 14, rtpTag: 10, rtcpTag: 10 },
  AES_CM_128_HMAC_SHA1_32: { mode: "counter", keyLength: 16, saltLength: 14, rtpTag: 4, rtcpTag: 10 },
  AES_256_CM_HMAC_SHA1_80: { mode: "counter", keyLength: 32, saltLength: 14, rtpTag: 10, rtcpTag: 10 },
  AES_256_CM_HMAC_SHA1_32: { mode: "counter", keyLength: 32, saltLength: 14, rtpTag: 4, rtcpTag: 10 },
  AEAD_AES_128_GCM: { mode: "gcm", keyLength: 16, saltLength: 12, rtpTag: 16, rtcpTag: 16 },
  AEAD_AES_256_GCM: { mode: "gcm", keyLength: 32, saltLength: 12, rtpTag: 16, rtcpTag: 16 },
};

/**
 * All suites in the order we offer them. Phones that know SDES at all know the first, and some read no other line; the stronger ones
 * stand behind it, for a peer that ranks by its own taste. The short tag comes last: it is for links where six octets count.
 */
export const cryptoSuites: readonly CryptoSuite[] = [
  "AES_CM_128_HMAC_SHA1_80",
  "AEAD_AES_256_GCM",
  "AEAD_AES_128_GCM",
  "AES_256_CM_HMAC_SHA1_80",
  "AES_256_CM_HMAC_SHA1_32",
  "AES_CM_128_HMAC_SHA1_32",
];

export const parametersOf = (suite: CryptoSuite): SuiteParameters => parameters[suite];

/** Octets of a master key with its salt, as SDES carries them (RFC 4568 §6.1). */
export const keyingLength = (suite: CryptoSuite): number => parameters[suite].keyLength + parameters[suite].saltLength;
