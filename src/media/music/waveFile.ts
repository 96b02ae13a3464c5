/** Reads the WAV files that people have: 16-bit PCM among whatever other chunks (Microsoft and IBM, RIFF 1.0, 1991). */
import { err, ok, type Result } from "../../kernel/result.ts";

export interface Wave {
  readonly channels: 1 | 2;
  /** Hz */
  readonly sampleRate: number;
  /** The samples of all channels in turn, little-endian: of `bytes` as they lie there. */
  readonly samples: Buffer;
}

const PCM = 1;
/** The format stands in the first bytes of a GUID (WAVEFORMATEXTENSIBLE); those of PCM are these. */
const EXTENSIBLE = 0xfffe;
const LOWEST_RATE = 8000;
const HIGHEST_RATE = 48_000;
const CHUNK_HEADER = 8;
const RIFF_HEADER = 12;
/** A `fmt ` chunk has at least so many bytes; an extensible one holds its GUID from byte 24 on. */
const FORMAT_BYTES = 16;
const GUID_AT = 24;

/** @returns the sound, or why the file cannot be played. Never throws, whatever the bytes. */
export function readWave(bytes: Buffer): Result<Wave, string> {
  if (bytes.length < RIFF_HEADER || tagAt(bytes, 0) !== "RIFF" || tagAt(bytes, 8) !== "WAVE")
    return err("is no WAV file");
  let format: Pick<Wave, "channels" | "sampleRate"> | undefined;
  for (let at = RIFF_HEADER; at + CHUNK_HEADER <= bytes.length; ) {
    const tag = tagAt(bytes, at);
    const start = at + CHUNK_HEADER;
    const length = bytes.readUInt32LE(at + 4);
    const end = Math.min(start + length, bytes.length);
    if (tag === "fmt ") {
      const read = readFormat(bytes.subarray(start, end));
      if (!read.ok) return read;
      format = read.value;
    } else if (tag === "data" && format !== undefined) {
      return soundOf(format, bytes.subarray(start, end), start + length > bytes.length && !isUnknown(length));
    } else if (tag === "data") {
      return err("has its samples before their format");
    }
    // Chunks are padded to an even length, which does not count the padding.
    at = start + length + (length & 1);
  }
  return err(format === undefined ? "has no format" : "has no samples");
}

/** Who writes into a pipe does not know how much will come. */
const isUnknown = (length: number): boolean => length >= 0xffff_ff00 || length === 0x7fff_ffff;

function readFormat(chunk: Buffer): Result<Pick<Wave, "channels" | "sampleRate">, string> {
  if (chunk.length < FORMAT_BYTES) return err("has a format that is cut short");
  const isExtensible = chunk.readUInt16LE(0) === EXTENSIBLE && chunk.length >= GUID_AT + 2;
  const coding = isExtensible ? chunk.readUInt16LE(GUID_AT) : chunk.readUInt16LE(0);
  const channels = chunk.readUInt16LE(2);
  const sampleRate = chunk.readUInt32LE(4);
  const bits = chunk.readUInt16LE(14);
  if (coding !== PCM) return err(`must be PCM: its coding is ${coding}`);
  if (bits !== 16) return err(`must have 16 bits a sample, not ${bits}`);
  if (channels !== 1 && channels !== 2) return err(`must be mono or stereo, not of ${channels} channels`);
  if (sampleRate < LOWEST_RATE || sampleRate > HIGHEST_RATE)
    return err(`must have ${LOWEST_RATE} to ${HIGHEST_RATE} samples a second, not ${sampleRate}`);
  return ok({ channels, sampleRate });
}

function soundOf(format: Pick<Wave, "channels" | "sampleRate">, data: Buffer, cut: boolean): Result<Wave, string> {
  if (cut) return err("is cut short");
  const frameBytes = 2 * format.channels;
  const samples = data.subarray(0, data.length - (data.length % frameBytes));
  return samples.length === 0 ? err("has no samples") : ok({ ...format, samples });
}

const tagAt = (bytes: Buffer, at: number): string => bytes.toString("latin1", at, at + 4);
