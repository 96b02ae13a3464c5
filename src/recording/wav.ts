import { endianness } from "node:os";

/** What a file of 16-bit PCM is made of. A frame is one sample of every channel. */
export interface WavFormat {
  readonly channels: number;
  /** Frames per second. */
  readonly sampleRate: number;
}

/** Bytes before the first sample: RIFF, `fmt ` and `data` chunk headers, nothing else. */
export const WAV_HEADER_BYTES = 44;

const PCM = 1;
const BYTES_PER_SAMPLE = 2;
/** The RIFF chunk counts its bytes in 32 bits, and 36 of them stand before the samples. */
const MAX_DATA_BYTES = 0xffff_ffff - 36;

/** Bytes of one frame. */
export const frameBytes = (format: WavFormat): number => format.channels * BYTES_PER_SAMPLE;

/** Where a frame begins in the file, bytes. */
export const frameOffset = (format: WavFormat, frame: number): number => WAV_HEADER_BYTES + frame * frameBytes(format);

/** How long so many frames last, whole milliseconds. */
export const framesToMs = (format: WavFormat, frames: number): number =>
  Math.floor((frames * 1000) / format.sampleRate);

/** The header of a file with `frames` frames; what the format cannot count is left out of the count. */
export function wavHeader(format: WavFormat, frames: number): Buffer {
  const blockAlign = frameBytes(format);
  const most = MAX_DATA_BYTES - (MAX_DATA_BYTES % blockAlign);
  const dataBytes = Math.min(frames * blockAlign, most);
  const header = Buffer.alloc(WAV_HEADER_BYTES);
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(36 + dataBytes, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(PCM, 20);
  header.writeUInt16LE(format.channels, 22);
  header.writeUInt32LE(format.sampleRate, 24);
  header.writeUInt32LE(format.sampleRate * blockAlign, 28);
  header.writeUInt16LE(blockAlign, 32);
  header.writeUInt16LE(8 * BYTES_PER_SAMPLE, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(dataBytes, 40);
  return header;
}

/** Reads a header that `wavHeader` wrote; undefined for anything else. */
export function parseWavHeader(bytes: Buffer): (WavFormat & { readonly frames: number }) | undefined {
  if (bytes.length < WAV_HEADER_BYTES) return undefined;
  const format = { channels: bytes.readUInt16LE(22), sampleRate: bytes.readUInt32LE(24) };
  if (format.channels === 0 || format.sampleRate === 0) return undefined;
  const frames = bytes.readUInt32LE(40) / frameBytes(format);
  if (!Number.isInteger(frames)) return undefined;
  return wavHeader(format, frames).equals(bytes.subarray(0, WAV_HEADER_BYTES)) ? { ...format, frames } : undefined;
}

const littleEndian = endianness() === "LE";

/** Writes the first `count` samples into `bytes` from `offset` on as the file wants them, little-endian. */
export function writePcm(samples: Int16Array, count: number, bytes: Buffer, offset: number): void {
  const length = count * BYTES_PER_SAMPLE;
  bytes.set(new Uint8Array(samples.buffer, samples.byteOffset, length), offset);
  if (!littleEndian) bytes.subarray(offset, offset + length).swap16();
}
