/** RIFF/WAVE, as far as telephony uses it: 16-bit PCM and G.711. */
import { decode, type Law } from "./g711.ts";
import { RATE } from "./signals.ts";

export interface Wav {
  /** Samples a second. */
  readonly rate: number;
  /** One array a track: left, right, … */
  readonly tracks: readonly Int16Array[];
}

const lawOfFormat: Readonly<Record<number, Law>> = { 6: "PCMA", 7: "PCMU" };

/**
 * Reads a file that may still be growing: while it does, its writer leaves the length of the data 0 or too large.
 * @throws Error when it is no WAV file of 16-bit PCM or G.711.
 */
export function readWav(file: Buffer): Wav {
  if (file.toString("latin1", 0, 4) !== "RIFF" || file.toString("latin1", 8, 12) !== "WAVE") {
    throw new Error("not a WAV file");
  }
  let format: { tag: number; count: number; rate: number; bits: number } | undefined;
  for (let at = 12; at + 8 <= file.length; ) {
    const id = file.toString("latin1", at, at + 4);
    const length = file.readUInt32LE(at + 4);
    const body = file.subarray(at + 8);
    if (id === "fmt ") {
      format = {
        tag: body.readUInt16LE(0) === 0xfffe ? body.readUInt16LE(24) : body.readUInt16LE(0),
        count: body.readUInt16LE(2),
        rate: body.readUInt32LE(4),
        bits: body.readUInt16LE(14),
      };
    }
    if (id === "data") {
      if (format === undefined) throw new Error("a WAV file with data before its format");
      const growing = length === 0 || length > body.length;
      return { rate: format.rate, tracks: tracksOf(growing ? body : body.subarray(0, length), format) };
    }
    at += 8 + length + (length & 1);
  }
  throw new Error("a WAV file without data");
}

function tracksOf(data: Buffer, format: { tag: number; count: number; bits: number }): readonly Int16Array[] {
  const law = lawOfFormat[format.tag];
  if (law === undefined && (format.tag !== 1 || format.bits !== 16)) {
    throw new Error(`a WAV file of format ${format.tag} with ${format.bits} bits`);
  }
  const flat =
    law === undefined
      ? Int16Array.from({ length: data.length >> 1 }, (_, i) => data.readInt16LE(2 * i))
      : decode(law, data);
  const length = Math.floor(flat.length / format.count);
  return Array.from({ length: format.count }, (_, track) =>
    Int16Array.from({ length }, (_, i) => flat[i * format.count + track]!),
  );
}

/** A mono file of 16-bit PCM. */
export function wavOf(samples: Int16Array, rate = RATE): Buffer {
  const file = Buffer.alloc(44 + samples.length * 2);
  file.write("RIFF", 0, "latin1");
  file.writeUInt32LE(file.length - 8, 4);
  file.write("WAVEfmt ", 8, "latin1");
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36, "latin1");
  file.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((sample, i) => {
    file.writeInt16LE(sample, 44 + 2 * i);
  });
  return file;
}
