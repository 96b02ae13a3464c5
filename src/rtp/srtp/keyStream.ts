/** The key stream of AES in counter mode, laid over a packet (RFC 3711 §4.1.1, RFC 6188 §2). */
import { type Cipher, createCipheriv } from "node:crypto";

const BLOCK = 16;
const MOST_BLOCKS = 128;

/** The counter blocks of one packet, and the views of so many of them. */
const counters = Buffer.alloc(BLOCK * MOST_BLOCKS);
const words = new Int32Array(counters.buffer, counters.byteOffset, counters.length / 4);
const firstCounters = Array.from({ length: MOST_BLOCKS + 1 }, (_, n) => counters.subarray(0, n * BLOCK));

/**
 * A cipher object a packet costs 2.2 µs. So the counter blocks go through one AES in ECB mode that lives as long as the key, which for
 * 160 octets costs 0.65 µs with the exclusive or. What `update` returns is the one thing allocated.
 */
export class KeyStream {
  readonly #aes: Cipher;
  readonly #salt: Uint8Array;

  constructor(key: Uint8Array, salt: Uint8Array) {
    this.#aes = createCipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false);
    this.#salt = salt;
  }

  /** Encrypts or decrypts `from[start, end)` to the same place of `to`; the packet's index is high * 2^16 + low. */
  apply(from: Buffer, start: number, end: number, ssrc: number, high: number, low: number, to: Buffer): void {
    const blocks = Math.ceil((end - start) / BLOCK);
    if (blocks === 0) return;
    this.#writeCounters(blocks, ssrc, high, low);
    const stream = this.#aes.update(firstCounters[blocks]!);
    for (let i = start, k = 0; i < end; i++, k++) to[i] = from[i]! ^ stream[k]!;
  }

  /** IV = (k_s * 2^16) XOR (SSRC * 2^64) XOR (i * 2^16); the last 16 bits count the blocks. */
  #writeCounters(blocks: number, ssrc: number, high: number, low: number): void {
    const salt = this.#salt;
    for (let i = 0; i < 14; i++) counters[i] = salt[i]!;
    for (let i = 0; i < 4; i++) {
      counters[4 + i]! ^= ssrc >>> (24 - 8 * i);
      counters[8 + i]! ^= high >>> (24 - 8 * i);
    }
    counters[12]! ^= low >>> 8;
    counters[13]! ^= low;
    counters[14] = 0;
    counters[15] = 0;
    for (let n = 1, at = 4; n < blocks; n++, at += 4) {
      words[at] = words[0]!;
      words[at + 1] = words[1]!;
      words[at + 2] = words[2]!;
      words[at + 3] = words[3]!;
      counters[at * 4 + 14] = n >>> 8;
      counters[at * 4 + 15] = n;
    }
  }
}
