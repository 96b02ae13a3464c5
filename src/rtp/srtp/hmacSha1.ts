/**
 * HMAC-SHA1 (RFC 2104, FIPS 180-4) of octets in place. `createHmac` a packet costs an object and 1.9 µs; with the states after the
 * key's two blocks kept, a G.711 packet is four blocks more: 1.1 µs, and nothing is allocated. No step depends on the data.
 */

const BLOCK = 64;
const INITIAL = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];

/** One computation is under way at a time. */
const schedule = new Int32Array(80);
const state = new Int32Array(5);
const tail = new Uint8Array(2 * BLOCK);

export class HmacSha1 {
  /** The states after the blocks key XOR ipad and key XOR opad. */
  readonly #inner: Int32Array;
  readonly #outer: Int32Array;

  /** @param key at most 64 octets */
  constructor(key: Uint8Array) {
    this.#inner = stateAfter(key, 0x36);
    this.#outer = stateAfter(key, 0x5c);
  }

  /** The digest's first `length` octets, at most 20, of `data[0, end)` into `out` at `at`, which may lie in `data`. */
  write(data: Uint8Array, end: number, out: Uint8Array, at: number, length: number): void {
    this.#compute(data, end);
    for (let i = 0; i < length; i++) out[at + i] = digestOctet(i);
  }

  /** Whether `tag[at, at + length)` begins the digest of `data[0, end)`. The time tells nothing of how much is right. */
  verifies(data: Uint8Array, end: number, tag: Uint8Array, at: number, length: number): boolean {
    this.#compute(data, end);
    let difference = 0;
    for (let i = 0; i < length; i++) difference |= tag[at + i]! ^ digestOctet(i);
    return difference === 0;
  }

  #compute(data: Uint8Array, end: number): void {
    state.set(this.#inner);
    finish(data, end);
    for (let i = 0; i < 20; i++) tail[i] = digestOctet(i);
    state.set(this.#outer);
    finish(tail, 20);
  }
}

const digestOctet = (i: number): number => (state[i >> 2]! >>> (24 - 8 * (i & 3))) & 0xff;

function stateAfter(key: Uint8Array, pad: number): Int32Array {
  const block = new Uint8Array(BLOCK).fill(pad);
  for (let i = 0; i < key.length; i++) block[i]! ^= key[i]!;
  state.set(INITIAL);
  compress(block, 0);
  return state.slice();
}

/** Takes `data[0, end)` and the padding into the state, which has taken one block before. */
function finish(data: Uint8Array, end: number): void {
  const whole = end - (end % BLOCK);
  for (let at = 0; at < whole; at += BLOCK) compress(data, at);
  const rest = end - whole;
  for (let i = 0; i < rest; i++) tail[i] = data[whole + i]!;
  const last = rest < BLOCK - 8 ? BLOCK : 2 * BLOCK;
  tail.fill(0, rest, last);
  tail[rest] = 0x80;
  const bits = (BLOCK + end) * 8;
  for (let i = 1; i <= 4; i++) tail[last - i] = bits >>> (8 * (i - 1));
  for (let at = 0; at < last; at += BLOCK) compress(tail, at);
}

function compress(data: Uint8Array, at: number): void {
  for (let i = 0, from = at; i < 16; i++, from += 4) {
    schedule[i] = (data[from]! << 24) | (data[from + 1]! << 16) | (data[from + 2]! << 8) | data[from + 3]!;
  }
  for (let i = 16; i < 80; i++) {
    const x = schedule[i - 3]! ^ schedule[i - 8]! ^ schedule[i - 14]! ^ schedule[i - 16]!;
    schedule[i] = (x << 1) | (x >>> 31);
  }
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  // A loop for each of the four functions: a choice in one loop takes twice the time.
  for (let i = 0; i < 20; i++) {
    const next = (((a << 5) | (a >>> 27)) + ((b & c) | (~b & d)) + 0x5a827999 + e + schedule[i]!) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  for (let i = 20; i < 40; i++) {
    const next = (((a << 5) | (a >>> 27)) + (b ^ c ^ d) + 0x6ed9eba1 + e + schedule[i]!) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  for (let i = 40; i < 60; i++) {
    const next = (((a << 5) | (a >>> 27)) + ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc + e + schedule[i]!) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  for (let i = 60; i < 80; i++) {
    const next = (((a << 5) | (a >>> 27)) + (b ^ c ^ d) + 0xca62c1d6 + e + schedule[i]!) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  state[0] = state[0]! + a;
  state[1] = state[1]! + b;
  state[2] = state[2]! + c;
  state[3] = state[3]! + d;
  state[4] = state[4]! + e;
}
