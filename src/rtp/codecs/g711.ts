/** ITU-T G.711: A-law and µ-law by table, one byte a sample. 16-bit samples stand for the 13 and 14 bits of the standard, left-aligned. */
import { type Codec, type CodecName, type Decoder, type Encoder, LONGEST_PACKET_MS } from "./codec.ts";

/** A-law codes travel with their even bits inverted (G.711 §2.1, note to table 1a). */
const EVEN_BITS = 0x55;
/** µ-law segments start at powers of two once this is added (G.711 table 2a, as 16-bit values). */
const MU_BIAS = 132;
const MU_CLIP = 32_635;

/** Samples of the longest packet. */
const LONGEST = LONGEST_PACKET_MS * 8;

class G711 implements Codec, Decoder, Encoder {
  readonly name: CodecName;
  readonly clockRate = 8000;
  readonly sampleRate = 8000;
  readonly stateful = false;
  readonly payloadType: number;
  /** Sample of each code. */
  readonly expand: Int16Array;
  /** Code of each sample, which indexes by its 16 bits. */
  readonly compress: Uint8Array;

  constructor(name: CodecName, payloadType: number, expand: (code: number) => number, compress: (s: number) => number) {
    this.name = name;
    this.payloadType = payloadType;
    this.expand = Int16Array.from({ length: 256 }, (_, code) => expand(code));
    this.compress = Uint8Array.from({ length: 65_536 }, (_, bits) => compress((bits << 16) >> 16));
  }

  count(_payload: Uint8Array, _offset: number, length: number): number {
    return length <= LONGEST ? length : -1;
  }

  decoder(): Decoder {
    return this;
  }

  encoder(): Encoder {
    return this;
  }

  /** There is no state to begin anew, to follow, or to continue from. */
  reset(): void {}

  follow(): void {}

  conceal(): number {
    return 0;
  }

  decode(source: Uint8Array, offset: number, length: number, out: Int16Array, outOffset: number): number {
    const table = this.expand;
    for (let i = 0; i < length; i++) out[outOffset + i] = table[source[offset + i]!]!;
    return length;
  }

  encode(samples: Int16Array, offset: number, n: number, out: Uint8Array, outOffset: number): number {
    const table = this.compress;
    for (let i = 0; i < n; i++) out[outOffset + i] = table[samples[offset + i]! & 0xffff]!;
    return n;
  }
}

export const pcma = new G711("PCMA", 8, expandALaw, compressALaw);
export const pcmu = new G711("PCMU", 0, expandMuLaw, compressMuLaw);

const aToMu = imageOf(pcma, pcmu);
const muToA = imageOf(pcmu, pcma);

/** The table from one law's codes to the other's; undefined for any other pair of codecs. */
export function transcodingTable(from: CodecName, to: CodecName): Uint8Array | undefined {
  if (from === "PCMA" && to === "PCMU") return aToMu;
  return from === "PCMU" && to === "PCMA" ? muToA : undefined;
}

/** Replaces `data[offset, offset + length)` by its image in `table`. */
export function transcode(table: Uint8Array, data: Uint8Array, offset: number, length: number): void {
  const end = offset + length;
  for (let i = offset; i < end; i++) data[i] = table[data[i]!]!;
}

/** Each code of `from`, decoded and encoded again by `to`. */
function imageOf(from: G711, to: G711): Uint8Array {
  const codes = Uint8Array.from({ length: 256 }, (_, code) => code);
  const samples = new Int16Array(256);
  from.decode(codes, 0, 256, samples, 0);
  to.encode(samples, 0, 256, codes, 0);
  return codes;
}

function expandALaw(code: number): number {
  const bits = code ^ EVEN_BITS;
  const segment = (bits >> 4) & 7;
  const step = bits & 15;
  const magnitude = segment === 0 ? (step << 4) + 8 : ((step << 4) + 264) << (segment - 1);
  return (bits & 0x80) === 0 ? -magnitude : magnitude;
}

function compressALaw(sample: number): number {
  const sign = sample < 0 ? 0 : 0x80;
  // One's complement: the decision values are odd-symmetric about -½, so that -1 falls into the first negative interval.
  const magnitude = sample < 0 ? ~sample : sample;
  const segment = Math.max(0, 24 - Math.clz32(magnitude));
  const step = (magnitude >> (segment === 0 ? 4 : segment + 3)) & 15;
  return (sign | (segment << 4) | step) ^ EVEN_BITS;
}

function expandMuLaw(code: number): number {
  const bits = ~code;
  const segment = (bits >> 4) & 7;
  const step = bits & 15;
  const magnitude = (((step << 3) + MU_BIAS) << segment) - MU_BIAS;
  return (bits & 0x80) === 0 ? magnitude : -magnitude;
}

function compressMuLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(sample < 0 ? ~sample : sample, MU_CLIP) + MU_BIAS;
  const segment = 24 - Math.clz32(magnitude);
  const step = (magnitude >> (segment + 3)) & 15;
  return ~(sign | (segment << 4) | step) & 0xff;
}
