import fc from "fast-check";
import t from "tap";
import { readWave } from "../../../src/media/music/waveFile.ts";
import { chunk, formatChunk, pcm, riff, wave } from "./waves.ts";

const data = chunk("data", pcm([1, -2, 3]));
const list = chunk("LIST", Buffer.from("INFOISFTsome words that are odd"));
/** WAVEFORMATEXTENSIBLE of PCM, or with a coding of its own. */
function extensible(coding: number): Buffer {
  const body = Buffer.alloc(40);
  formatChunk().copy(body, 0, 8, 24);
  body.writeUInt16LE(0xfffe, 0);
  body.writeUInt16LE(22, 16);
  body.writeUInt16LE(coding, 24);
  return chunk("fmt ", body);
}

for (const [what, file, samples] of [
  ["the plain form", wave([1, -2, 3]), [1, -2, 3]],
  ["a LIST before the format", riff(list, formatChunk(), data), [1, -2, 3]],
  ["a LIST of odd length between format and samples", riff(formatChunk(), list, data), [1, -2, 3]],
  ["chunks after the samples", riff(formatChunk(), data, list), [1, -2, 3]],
  ["an empty chunk of an unknown kind", riff(chunk("junk", Buffer.alloc(0)), formatChunk(), data), [1, -2, 3]],
  ["an extensible format", riff(extensible(1), data), [1, -2, 3]],
  ["a length that was never written", riff(formatChunk(), chunk("data", pcm([5, 6]), 0xffff_ffff)), [5, 6]],
  ["half a frame at the end", riff(formatChunk({ channels: 2 }), chunk("data", pcm([1, 2, 3]))), [1, 2]],
  ["a RIFF length that is wrong", Buffer.concat([Buffer.from("RIFF\0\0\0\0"), wave([7]).subarray(8)]), [7]],
] as const) {
  t.test(`played: ${what}`, async (t) => {
    const read = readWave(file);
    if (!read.ok) return t.fail(read.error);
    t.strictSame(read.value.samples, pcm(samples));
  });
}

for (const [what, file, reason] of [
  ["nothing", Buffer.alloc(0), "is no WAV file"],
  ["an MP3", Buffer.from("ID3\u0004 and much more of it"), "is no WAV file"],
  ["RIFF of another kind", chunk("RIFF", Buffer.from("AVI LIST")), "is no WAV file"],
  ["no format", riff(list), "has no format"],
  ["samples before their format", riff(data, formatChunk()), "has its samples before their format"],
  ["no samples", riff(formatChunk(), list), "has no samples"],
  ["an empty data chunk", riff(formatChunk(), chunk("data", Buffer.alloc(0))), "has no samples"],
  ["a short format", riff(chunk("fmt ", Buffer.alloc(14)), data), "has a format that is cut short"],
  ["24 bits", riff(formatChunk({ bits: 24 }), data), "must have 16 bits a sample, not 24"],
  ["8 bits", riff(formatChunk({ bits: 8 }), data), "must have 16 bits a sample, not 8"],
  ["A-law", riff(formatChunk({ coding: 6 }), data), "must be PCM: its coding is 6"],
  ["floats", riff(extensible(3), data), "must be PCM: its coding is 3"],
  ["six channels", riff(formatChunk({ channels: 6 }), data), "must be mono or stereo, not of 6 channels"],
  ["no channel", riff(formatChunk({ channels: 0 }), data), "must be mono or stereo, not of 0 channels"],
  ["96 kHz", riff(formatChunk({ sampleRate: 96_000 }), data), "must have 8000 to 48000 samples a second, not 96000"],
  ["0 Hz", riff(formatChunk({ sampleRate: 0 }), data), "must have 8000 to 48000 samples a second, not 0"],
  ["cut short", wave([1, 2, 3, 4]).subarray(0, -3), "is cut short"],
  [
    "a huge chunk before the samples",
    riff(formatChunk(), chunk("LIST", Buffer.from("ab"), 0xfffffff0), data),
    "has no samples",
  ],
] as const)
  t.test(`refused: ${what}`, async (t) => t.strictSame(readWave(file), { ok: false, error: reason }));

t.test("no bytes do harm", async () => {
  const whole = wave([1, 2, 3, 4], { channels: 2 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 }),
      fc.nat(80),
      (edits, cut) => {
        const file = Buffer.from(whole);
        for (const [at, byte] of edits) file[at] = byte;
        const read = readWave(file.subarray(0, cut));
        return read.ok ? read.value.samples.length > 0 : read.error.length > 0;
      },
    ),
  );
});
