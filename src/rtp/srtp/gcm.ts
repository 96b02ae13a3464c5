/**
 * AES in Galois/counter mode (RFC 7714). node:crypto takes a nonce only when a cipher is made, so that each packet makes one and each
 * result is a buffer of its own: 3 to 4 µs a packet.
 */
import { createCipheriv, createDecipheriv } from "node:crypto";
import { sequenceOf, ssrcOf } from "../packet.ts";
import type { RtcpCipher, RtpCipher } from "./ciphers.ts";
import { CLEAR_RTCP, INDEX_WORD, indexOf, isEncrypted, writeIndex } from "./indexWord.ts";
import type { SessionKeys } from "./sessionKeys.ts";

const TAG = 16;

export class GcmRtp implements RtpCipher {
  readonly overhead = TAG;
  readonly #gcm: Gcm;

  constructor(keys: SessionKeys) {
    this.#gcm = new Gcm(keys);
  }

  /** The associated data is the header with CSRC list and extension (§8.2). */
  seal(packet: Buffer, start: number, end: number, roc: number, out: Buffer): number {
    if (out !== packet) packet.copy(out, 0, 0, start);
    this.#gcm.nonce(ssrcOf(packet), roc, sequenceOf(packet));
    this.#gcm.seal(packet.subarray(0, start), packet.subarray(start, end), out, start, end);
    return end + TAG;
  }

  open(packet: Buffer, start: number, length: number, roc: number): number {
    const end = length - TAG;
    this.#gcm.nonce(ssrcOf(packet), roc, sequenceOf(packet));
    const tag = packet.subarray(end, length);
    return this.#gcm.open(packet.subarray(0, start), packet, start, end, tag) ? end : -1;
  }
}

export class GcmRtcp implements RtcpCipher {
  readonly overhead = TAG + INDEX_WORD;
  readonly #gcm: Gcm;

  constructor(keys: SessionKeys) {
    this.#gcm = new Gcm(keys);
  }

  /** The word comes last here, after the tag (§9.2). */
  indexAt(length: number): number {
    return length - INDEX_WORD;
  }

  /** The associated data is the clear part and the word (§9.2). */
  seal(packet: Buffer, end: number, index: number, out: Buffer): number {
    packet.copy(out, 0, 0, CLEAR_RTCP);
    const word = end + TAG;
    writeIndex(out, word, index);
    this.#nonce(packet, index);
    const associated = Buffer.concat([packet.subarray(0, CLEAR_RTCP), out.subarray(word, word + INDEX_WORD)]);
    this.#gcm.seal(associated, packet.subarray(CLEAR_RTCP, end), out, CLEAR_RTCP, end);
    return end + this.overhead;
  }

  /** Without the E flag everything is associated data, and nothing is encrypted (§9.3). */
  open(packet: Buffer, length: number): number {
    const end = length - this.overhead;
    const word = this.indexAt(length);
    const clear = isEncrypted(packet, word) ? CLEAR_RTCP : end;
    this.#nonce(packet, indexOf(packet, word));
    const associated = Buffer.concat([packet.subarray(0, clear), packet.subarray(word, length)]);
    return this.#gcm.open(associated, packet, clear, end, packet.subarray(end, word)) ? end : -1;
  }

  #nonce(packet: Buffer, index: number): void {
    this.#gcm.nonce(packet.readUInt32BE(4), index >>> 16, index & 0xffff);
  }
}

class Gcm {
  readonly #algorithm: "aes-128-gcm" | "aes-256-gcm";
  readonly #key: Uint8Array;
  readonly #salt: Uint8Array;
  readonly #nonce = new Uint8Array(12);

  constructor({ cipherKey, salt }: SessionKeys) {
    this.#algorithm = cipherKey.length === 16 ? "aes-128-gcm" : "aes-256-gcm";
    this.#key = cipherKey;
    this.#salt = salt;
  }

  /** For the next packet, whose index is high * 2^16 + low: two octets of zero, SSRC and index, XOR the salt (§8.1, §9.1). */
  nonce(ssrc: number, high: number, low: number): void {
    const nonce = this.#nonce;
    nonce.set(this.#salt);
    for (let i = 0; i < 4; i++) {
      nonce[2 + i]! ^= ssrc >>> (24 - 8 * i);
      nonce[6 + i]! ^= high >>> (24 - 8 * i);
    }
    nonce[10]! ^= low >>> 8;
    nonce[11]! ^= low;
  }

  /** Ciphertext to `out[start, end)`, the tag behind it. */
  seal(associated: Uint8Array, plain: Uint8Array, out: Buffer, start: number, end: number): void {
    const cipher = createCipheriv(this.#algorithm, this.#key, this.#nonce).setAAD(associated);
    out.set(cipher.update(plain), start);
    cipher.final();
    out.set(cipher.getAuthTag(), end);
  }

  /** Puts the plain text in place of `packet[start, end)`, or nothing when the tag does not fit. */
  open(associated: Uint8Array, packet: Buffer, start: number, end: number, tag: Uint8Array): boolean {
    const decipher = createDecipheriv(this.#algorithm, this.#key, this.#nonce).setAAD(associated).setAuthTag(tag);
    const plain = decipher.update(packet.subarray(start, end));
    try {
      decipher.final();
    } catch {
      return false;
    }
    packet.set(plain, start);
    return true;
  }
}
