/** AES in counter mode with HMAC-SHA1 (RFC 3711 §4; 256 bits: RFC 6188). */
import { sequenceOf, ssrcOf } from "../packet.ts";
import type { RtcpCipher, RtpCipher } from "./ciphers.ts";
import { HmacSha1 } from "./hmacSha1.ts";
import { CLEAR_RTCP, INDEX_WORD, indexOf, isEncrypted, writeIndex } from "./indexWord.ts";
import { KeyStream } from "./keyStream.ts";
import type { SessionKeys } from "./sessionKeys.ts";

/** A tag taken out of its packet while the rollover counter stands in its place. */
const tag = Buffer.alloc(10);

export class CounterModeRtp implements RtpCipher {
  readonly overhead: number;
  readonly #stream: KeyStream;
  readonly #mac: HmacSha1;

  constructor(keys: SessionKeys, tagLength: number) {
    this.overhead = tagLength;
    this.#stream = new KeyStream(keys.cipherKey, keys.salt);
    this.#mac = new HmacSha1(keys.authKey);
  }

  seal(packet: Buffer, start: number, end: number, roc: number, out: Buffer): number {
    if (out !== packet) packet.copy(out, 0, 0, start);
    this.#stream.apply(packet, start, end, ssrcOf(packet), roc, sequenceOf(packet), out);
    // "M = Authenticated Portion || ROC" (§4.2): the counter stands where the tag, which is not shorter, will.
    writeRoc(out, end, roc);
    this.#mac.write(out, end + 4, out, end, this.overhead);
    return end + this.overhead;
  }

  open(packet: Buffer, start: number, length: number, roc: number): number {
    const end = length - this.overhead;
    packet.copy(tag, 0, end, length);
    writeRoc(packet, end, roc);
    const authentic = this.#mac.verifies(packet, end + 4, tag, 0, this.overhead);
    tag.copy(packet, end, 0, 4);
    if (!authentic) return -1;
    this.#stream.apply(packet, start, end, ssrcOf(packet), roc, sequenceOf(packet), packet);
    return end;
  }
}

export class CounterModeRtcp implements RtcpCipher {
  readonly overhead: number;
  readonly #stream: KeyStream;
  readonly #mac: HmacSha1;
  readonly #tagLength: number;

  constructor(keys: SessionKeys, tagLength: number) {
    this.overhead = INDEX_WORD + tagLength;
    this.#tagLength = tagLength;
    this.#stream = new KeyStream(keys.cipherKey, keys.salt);
    this.#mac = new HmacSha1(keys.authKey);
  }

  indexAt(length: number): number {
    return length - this.overhead;
  }

  seal(packet: Buffer, end: number, index: number, out: Buffer): number {
    packet.copy(out, 0, 0, CLEAR_RTCP);
    this.#apply(packet, end, index, out);
    writeIndex(out, end, index);
    this.#mac.write(out, end + INDEX_WORD, out, end + INDEX_WORD, this.#tagLength);
    return end + this.overhead;
  }

  open(packet: Buffer, length: number): number {
    const end = this.indexAt(length);
    if (!this.#mac.verifies(packet, end + INDEX_WORD, packet, end + INDEX_WORD, this.#tagLength)) return -1;
    if (isEncrypted(packet, end)) this.#apply(packet, end, indexOf(packet, end), packet);
    return end;
  }

  #apply(packet: Buffer, end: number, index: number, out: Buffer): void {
    this.#stream.apply(packet, CLEAR_RTCP, end, packet.readUInt32BE(4), index >>> 16, index & 0xffff, out);
  }
}

function writeRoc(packet: Buffer, at: number, roc: number): void {
  for (let i = 0; i < 4; i++) packet[at + i] = roc >>> (24 - 8 * i);
}
