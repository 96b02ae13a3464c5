/** Session keys out of a master key (RFC 3711 §4.3). The key derivation rate is 0: they last as long as the master key. */
import { createCipheriv } from "node:crypto";
import type { CryptoSuite } from "../agreed.ts";
import { parametersOf } from "./suites.ts";

/** What protects one direction of RTP, or of RTCP. */
export interface SessionKeys {
  readonly cipherKey: Uint8Array;
  readonly salt: Uint8Array;
  /** For HMAC-SHA1; not used by GCM. */
  readonly authKey: Uint8Array;
}

/** "label" in §4.3.1 and §4.3.2: that of the cipher key; authentication key and salt follow. */
const RTP_LABEL = 0;
const RTCP_LABEL = 3;
/** n_a, octets (§5.2). */
const AUTH_KEY_LENGTH = 20;
/** Where the label stands in the 14 octets of the salt: key_id = label || r, r being 48 bits of zero. */
const LABEL_AT = 7;

/** @param masterKey the master key and its salt behind it, as long as the suite asks */
export function sessionKeys(suite: CryptoSuite, masterKey: Uint8Array, of: "rtp" | "rtcp"): SessionKeys {
  const { keyLength, saltLength } = parametersOf(suite);
  const label = of === "rtp" ? RTP_LABEL : RTCP_LABEL;
  const key = masterKey.subarray(0, keyLength);
  const salt = masterKey.subarray(keyLength, keyLength + saltLength);
  return {
    cipherKey: derive(key, salt, label, keyLength),
    authKey: derive(key, salt, label + 1, AUTH_KEY_LENGTH),
    salt: derive(key, salt, label + 2, saltLength),
  };
}

/** AES_CM_PRF (§4.3.3): the key stream that begins at (salt XOR key_id) * 2^16. A salt of 12 octets stands left in the 14 (RFC 7714 §11). */
function derive(key: Uint8Array, salt: Uint8Array, label: number, length: number): Uint8Array {
  const counter = new Uint8Array(16);
  counter.set(salt);
  counter[LABEL_AT]! ^= label;
  return createCipheriv(`aes-${key.length * 8}-ctr`, key, counter).update(new Uint8Array(length));
}
