/** The framing of Opus packets (RFC 6716 §3): how long a packet lasts and whether it is well formed, without decoding it; and packets of many frames. */

/** Samples at 16 kHz of 2.5 ms, in which all lengths are counted. */
const UNIT = 40;
/** "The audio duration contained within a packet MUST NOT exceed 120 ms" (§3.2.5, R5). */
const MOST_UNITS = 48;
/** "The maximum representable length is 255*4+255=1275 bytes" (§3.2.1), and no frame may be longer (R2). */
const LONGEST_FRAME = 1275;
/** The first length that takes two bytes. */
const TWO_BYTES = 252;

/** Units of a frame by the configuration number, the upper five bits of the first byte (table 2): SILK, hybrid, CELT. */
const FRAME_UNITS = Uint8Array.from({ length: 32 }, (_, config) => {
  if (config < 12) return [4, 8, 16, 24][config & 3]!;
  return config < 16 ? [4, 8][config & 1]! : [1, 2, 4, 8][config & 3]!;
});

/** How the frames of a packet are laid out: the two lowest bits of the first byte. */
const [ONE, TWO_EQUAL, TWO_DIFFERENT, MANY] = [0, 1, 2, 3];
/** In the second byte of a packet of many frames (§3.2.5). */
const VARIABLE = 0x80;
const PADDED = 0x40;
const FRAME_COUNT = 0x3f;

/** The first byte of a packet of one CELT frame of 2.5 · 2^`size` ms; `like` gives the bit of stereo. */
export const celtToc = (size: 0 | 1 | 2 | 3, like: number): number => ((16 + size) << 3) | (like & 4);

/** Samples of `payload[offset, offset + length)` at 16 kHz; -1 when it breaks one of the requirements R1 to R7 of §3.4. */
export function packetSamples(payload: Uint8Array, offset: number, length: number): number {
  // R1: "Packets are at least one byte."
  if (length < 1) return -1;
  const toc = payload[offset]!;
  const units = FRAME_UNITS[toc >> 3]!;
  const frames = framesOf(toc & 3, payload, offset + 1, length - 1);
  return frames < 0 || frames * units > MOST_UNITS ? -1 : frames * units * UNIT;
}

/** @param at of the first byte after the TOC, which `rest` bytes begin at. */
function framesOf(layout: number, payload: Uint8Array, at: number, rest: number): number {
  if (layout === ONE) return rest <= LONGEST_FRAME ? 1 : -1;
  // R3: "Code 1 packets have an odd total length".
  if (layout === TWO_EQUAL) return rest % 2 === 0 && rest <= 2 * LONGEST_FRAME ? 2 : -1;
  // R4: "Code 2 packets have enough bytes after the TOC for a valid frame length, and that length is no larger than" what is left.
  if (layout === TWO_DIFFERENT) return fits(payload, at, rest, 1) ? 2 : -1;
  return countMany(payload, at, rest);
}

/** R6 and R7: the count of frames, the padding, and the lengths of the frames. */
function countMany(payload: Uint8Array, start: number, length: number): number {
  if (length < 1) return -1;
  const head = payload[start]!;
  const frames = head & FRAME_COUNT;
  if (frames === 0) return -1;
  let at = start + 1;
  let rest = length - 1;
  if ((head & PADDED) !== 0) {
    let more = true;
    while (more) {
      if (rest < 1) return -1;
      const byte = payload[at++]!;
      // "Values from 0...254 indicate that 0...254 bytes of padding are included"; 255: 254, and another such byte follows.
      more = byte === 255;
      rest -= 1 + (more ? 254 : byte);
    }
    if (rest < 0) return -1;
  }
  if ((head & VARIABLE) !== 0) return fits(payload, at, rest, frames - 1) ? frames : -1;
  return rest % frames === 0 && rest / frames <= LONGEST_FRAME ? frames : -1;
}

/** Whether `lengths` frame lengths stand at `at`, and the frames and a last one without a length fill `rest` bytes with them. */
function fits(payload: Uint8Array, start: number, length: number, lengths: number): boolean {
  let at = start;
  let rest = length;
  for (let i = 0; i < lengths; i++) {
    if (rest < 1) return false;
    const first = payload[at]!;
    const bytes = first < TWO_BYTES ? 1 : 2;
    if (rest < bytes) return false;
    rest -= bytes + (bytes === 1 ? first : 4 * payload[at + 1]! + first);
    at += bytes;
    if (rest < 0) return false;
  }
  return rest <= LONGEST_FRAME;
}

/**
 * Writes one packet (code 3, lengths of their own) with the frames of the first `count` packets of one frame each, all of the first
 * one's configuration: a packet has one TOC. A frame of another goes as an empty one, which decoders conceal.
 * @returns the bytes written; 0 where `out` has no room for them.
 */
export function joinPackets(packets: readonly Uint8Array[], count: number, out: Uint8Array, outOffset: number): number {
  const toc = packets[0]![0]!;
  const frameBytes = (i: number): number => (packets[i]![0] === toc ? packets[i]!.length - 1 : 0);
  let size = 2;
  for (let i = 0; i < count; i++) size += frameBytes(i) + (i === count - 1 ? 0 : frameBytes(i) < TWO_BYTES ? 1 : 2);
  if (outOffset + size > out.length) return 0;
  let at = outOffset;
  out[at++] = (toc & ~3) | MANY!;
  out[at++] = VARIABLE | count;
  for (let i = 0; i < count - 1; i++) {
    const bytes = frameBytes(i);
    if (bytes < TWO_BYTES) {
      out[at++] = bytes;
    } else {
      const first = TWO_BYTES + (bytes & 3);
      out[at++] = first;
      out[at++] = (bytes - first) >> 2;
    }
  }
  for (let i = 0; i < count; i++) {
    const bytes = frameBytes(i);
    for (let k = 1; k <= bytes; k++) out[at++] = packets[i]![k]!;
  }
  return size;
}
