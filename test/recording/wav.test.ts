import fc from "fast-check";
import t from "tap";
import { framesToMs, parseWavHeader, wavHeader, writePcm } from "../../src/recording/wav.ts";

t.test("the header is the canonical one of 16-bit PCM", async (t) => {
  t.equal(
    wavHeader({ channels: 2, sampleRate: 8000 }, 3).toString("hex"),
    "52494646" +
      "30000000" +
      "57415645" +
      "666d7420" +
      "10000000" +
      "0100" +
      "0200" +
      "401f0000" +
      "007d0000" +
      "0400" +
      "1000" +
      "64617461" +
      "0c000000",
  );
});

t.test("what was made is parsed", async () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 8 }),
      fc.constantFrom(8000, 16000, 48000),
      fc.nat(100_000_000),
      (channels, sampleRate, frames) => {
        const parsed = parseWavHeader(wavHeader({ channels, sampleRate }, frames));
        return parsed?.channels === channels && parsed.sampleRate === sampleRate && parsed.frames === frames;
      },
    ),
  );
});

t.test("anything else is refused and nothing throws", async (t) => {
  const good = wavHeader({ channels: 1, sampleRate: 8000 }, 5);
  t.equal(parseWavHeader(good.subarray(0, 43)), undefined, "short");
  t.equal(parseWavHeader(Buffer.alloc(44)), undefined, "zeros");
  for (let at = 0; at < 44; at++) {
    // The rate and the counts may say something else that is still true of some file.
    if (at >= 4 && at < 8) continue;
    const bad = Buffer.from(good);
    bad[at] = bad[at]! ^ 0x55;
    t.equal(parseWavHeader(bad), undefined, `byte ${at}`);
  }
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => parseWavHeader(Buffer.from(bytes)) === undefined));
});

t.test("what the format cannot count stays a whole number of frames", async (t) => {
  const header = wavHeader({ channels: 2, sampleRate: 48000 }, 2 ** 31);
  t.equal(header.readUInt32LE(4), header.readUInt32LE(40) + 36);
  t.equal(header.readUInt32LE(40) % 4, 0);
});

t.test("samples become little-endian bytes, copied", async (t) => {
  const samples = Int16Array.of(1, -2, 0x1234, 99).subarray(1);
  const bytes = Buffer.alloc(6);
  writePcm(samples, 2, bytes, 1);
  samples[0] = 7;
  t.equal(bytes.toString("hex"), "00feff341200");
});

t.test("lengths are whole milliseconds, rounded down", async (t) => {
  t.equal(framesToMs({ channels: 1, sampleRate: 8000 }, 15), 1);
  t.equal(framesToMs({ channels: 2, sampleRate: 48000 }, 48000 * 90), 90_000);
});
