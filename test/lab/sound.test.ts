import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import t from "tap";
import { goertzel, locate, loudness, share, stretches, tonesIn } from "../../lab/sound/analysis.ts";
import { decode, encode, encodeSample, type Law } from "../../lab/sound/g711.ts";
import { resample } from "../../lab/sound/resample.ts";
import { noise, once, RATE, silence, sum, take, tone } from "../../lab/sound/signals.ts";
import { readWav, wavOf } from "../../lab/sound/wav.ts";

const reference = new URL("../../../shared/reference/g711/", import.meta.url);
const codes = Uint8Array.from({ length: 256 }, (_, code) => code);

for (const [law, name] of [
  ["PCMA", "alaw"],
  ["PCMU", "ulaw"],
] as const) {
  t.test(
    `${law}: every code decodes and every sample encodes as in the recommendation`,
    {
      skip: existsSync(reference) ? false : `no reference data at ${reference.pathname}`,
    },
    async (t) => {
      const values = readFileSync(new URL(`${name}_dec_s16le.bin`, reference));
      t.strictSame(
        [...decode(law, codes)],
        Array.from(codes, (code) => values.readInt16LE(2 * code)),
      );
      const expected = readFileSync(new URL(`${name}_enc.bin`, reference));
      const wrong = Array.from(expected, (code, i) => ({ sample: i - 32768, code })).filter(
        ({ sample, code }) => encodeSample(law, sample) !== code,
      );
      t.strictSame(wrong, []);
    },
  );

  t.test(`${law}: what was decoded encodes to the same value`, async (t) => {
    const values = decode(law as Law, codes);
    t.strictSame(decode(law, encode(law, values)), values);
  });
}

t.test("a tone is heard at its level, and no other is", async (t) => {
  const sound = take(tone(1000, 8000), 1000);
  t.ok(Math.abs(goertzel(sound, 1000) - 20 * Math.log10(8000 / 32768)) < 0.05);
  t.strictSame(tonesIn(sound, [440, 1000, 1800]), [1000]);
  t.strictSame(tonesIn(take(sum(tone(440), tone(1800)), 500), [440, 1000, 1800]), [440, 1800]);
  t.strictSame(tonesIn(take(silence, 500), [440, 1000, 1800]), []);
  t.equal(share(take(once(take(tone(440), 300)), 600), 440), 0.5);
  t.strictSame(stretches(take(once(take(tone(440), 300)), 600), 440), [{ fromMs: 0, toMs: 300 }]);
  t.ok(Math.abs(loudness(take(tone(500, 32767), 1000)) + 3.01) < 0.05, "a full sine has 3 dB less than full scale");
});

t.test("noise is the same for a seed, another for another, and is found where it lies", async (t) => {
  t.strictSame(take(noise(1), 100), take(noise(1), 100));
  t.notSame(take(noise(1), 100), take(noise(2), 100));
  await fc.assert(
    fc.property(fc.integer({ min: 0, max: 700 }), (at) => {
      const found = locate(take(noise(1), 20, at), take(noise(1), 110));
      return found.at === at && found.similarity > 0.999;
    }),
    { numRuns: 20 },
  );
  t.ok(locate(take(noise(2), 50), take(noise(1), 200)).similarity < 0.3, "another noise is not found");
});

t.test("a WAV file is read as written, and while it still grows", async (t) => {
  const sound = take(noise(4), 50);
  const file = wavOf(sound);
  t.strictSame(readWav(file), { rate: RATE, tracks: [sound] });
  file.writeUInt32LE(0, 40);
  t.strictSame(readWav(file).tracks[0], sound, "its writer has not yet put the length");
  t.throws(() => readWav(Buffer.from("MThd and so on, no wave")), { message: "not a WAV file" });
});

t.test("resampling keeps tones in place and lets nothing fold back", async (t) => {
  const at22k = (frequency: number): Int16Array =>
    Int16Array.from({ length: 22050 }, (_, i) => Math.round(8000 * Math.sin((2 * Math.PI * frequency * i) / 22050)));
  const kept = resample(at22k(1000), 22050, RATE).subarray(800, 7200);
  t.ok(Math.abs(goertzel(kept, 1000) - 20 * Math.log10(8000 / 32768)) < 0.2);
  const folded = resample(at22k(5000), 22050, RATE).subarray(800, 7200);
  t.ok(goertzel(folded, 3000) < -60, "5,000 Hz would fold to 3,000 Hz");
});
