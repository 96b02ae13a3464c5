import fc from "fast-check";
import t from "tap";
import {
  downsample,
  RESAMPLER_DELAY,
  RESAMPLER_HISTORY,
  resampleWhole,
  upsample,
} from "../../../src/rtp/resampling/resampler.ts";

/** A second of everything: every whole number of Hz fits in periodically. */
const SECOND = 1000;
const LOUD = 20_000;

function sine(hz: number, rate: number, n: number): Int16Array {
  return Int16Array.from({ length: n }, (_, i) => Math.round(LOUD * Math.sin((2 * Math.PI * hz * i) / rate)));
}

/** dB of the component at `hz` over a whole sine of amplitude LOUD. */
function level(samples: Int16Array, hz: number, rate: number): number {
  let [re, im] = [0, 0];
  for (let i = 0; i < samples.length; i++) {
    re += samples[i]! * Math.cos((2 * Math.PI * hz * i) / rate);
    im += samples[i]! * Math.sin((2 * Math.PI * hz * i) / rate);
  }
  return 20 * Math.log10((2 * Math.hypot(re, im)) / samples.length / LOUD + 1e-9);
}

function up(source: Int16Array, n: number): Int16Array {
  const out = new Int16Array(2 * n);
  upsample(source, RESAMPLER_HISTORY, n, out, 0);
  return out;
}

function down(source: Int16Array, n: number): Int16Array {
  const out = new Int16Array(n / 2);
  downsample(source, RESAMPLER_HISTORY, n, out, 0);
  return out;
}

t.test("8 to 16 kHz: what is heard up to 3.4 kHz stays as it is, and its image is 60 dB down", async (t) => {
  for (let hz = 100; hz <= 3400; hz += 100) {
    const out = up(sine(hz, 8000, RESAMPLER_HISTORY + SECOND), SECOND);
    t.ok(Math.abs(level(out, hz, 16_000)) < 0.1, `${hz} Hz: ${level(out, hz, 16_000).toFixed(3)} dB`);
    const image = level(out, 8000 - hz, 16_000);
    t.ok(image < -60, `the image of ${hz} Hz at ${8000 - hz} Hz: ${image.toFixed(1)} dB`);
  }
});

t.test("16 to 8 kHz: the same band passes, and what would fold into it is 60 dB down", async (t) => {
  for (let hz = 100; hz <= 3400; hz += 100) {
    const out = down(sine(hz, 16_000, RESAMPLER_HISTORY + 2 * SECOND), 2 * SECOND);
    t.ok(Math.abs(level(out, hz, 8000)) < 0.1, `${hz} Hz: ${level(out, hz, 8000).toFixed(3)} dB`);
    const folded = down(sine(8000 - hz, 16_000, RESAMPLER_HISTORY + 2 * SECOND), 2 * SECOND);
    const alias = level(folded, hz, 8000);
    t.ok(alias < -60, `${8000 - hz} Hz as an alias at ${hz} Hz: ${alias.toFixed(1)} dB`);
  }
});

t.test("both directions delay by as many positions as is said", async (t) => {
  const at = RESAMPLER_HISTORY + 20;
  const impulse = new Int16Array(RESAMPLER_HISTORY + 160);
  impulse[at] = 10_000;
  const wide = up(impulse, 160);
  t.equal(wide.indexOf(10_000), 2 * (20 + RESAMPLER_DELAY));
  const symmetric = (i: number) => wide[2 * (20 + RESAMPLER_DELAY) + i] === wide[2 * (20 + RESAMPLER_DELAY) - i];
  t.ok(Array.from({ length: 2 * RESAMPLER_DELAY }, (_, i) => symmetric(i)).every(Boolean), "the phase is linear");
  t.equal(down(impulse, 160).indexOf(5000), 10 + RESAMPLER_DELAY);
});

t.test("pieces of 10, 20 and 30 ms make the same samples as the whole", async (t) => {
  const source = Int16Array.from({ length: RESAMPLER_HISTORY + 7200 }, (_, i) => ((i * 7919) % 60_013) - 30_000);
  const whole = { up: up(source, 3600), down: down(source, 7200) };
  fc.assert(
    fc.property(fc.array(fc.constantFrom(80, 160, 240), { minLength: 5, maxLength: 15 }), (pieces) => {
      const out = { up: new Int16Array(7200), down: new Int16Array(3600) };
      let done = 0;
      for (const n of pieces) {
        upsample(source, RESAMPLER_HISTORY + done, n, out.up, 2 * done);
        downsample(source, RESAMPLER_HISTORY + 2 * done, 2 * n, out.down, done);
        done += n;
      }
      t.strictSame(out.up.subarray(0, 2 * done), whole.up.subarray(0, 2 * done));
      t.strictSame(out.down.subarray(0, done), whole.down.subarray(0, done));
    }),
    { numRuns: 20 },
  );
});

t.test("full scale is clipped, not wrapped", async (t) => {
  const square = Int16Array.from({ length: RESAMPLER_HISTORY + 400 }, (_, i) => (i % 40 < 20 ? 32_767 : -32_768));
  const out = up(square, 400);
  const near = (i: number) => Math.sign(square[RESAMPLER_HISTORY - RESAMPLER_DELAY + (i >> 1)]!);
  for (let i = 0; i < 800; i++) if (near(i) === near(i + 1)) t.equal(Math.sign(out[i]!), near(i), `sample ${i}`);
  t.equal(out.includes(32_767), true);
});

t.test("a file of any rate becomes one of 8 or 16 kHz, without delay, image or alias", async (t) => {
  for (const from of [8000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 47_999]) {
    for (const to of [8000, 16_000]) {
      const source = sine(1000, from, Math.ceil(from / 5));
      const out = resampleWhole(source, from, to);
      t.equal(out.length, Math.floor((source.length * to) / from));
      const inside = [to / 20, (3 * to) / 20] as const;
      const middle = out.subarray(...inside);
      const expected = sine(1000, to, out.length).subarray(...inside);
      const worst = middle.reduce((most, sample, i) => Math.max(most, Math.abs(sample - expected[i]!)), 0);
      t.ok(worst <= 20, `${from} to ${to}: at most ${worst} from the sine`);
    }
  }
  const above = resampleWhole(sine(5000, 48_000, 48_000), 48_000, 8000).subarray(800, 7200);
  t.ok(level(above, 3000, 8000) < -60, "5 kHz does not fold to 3 kHz");
  t.strictSame(resampleWhole(Int16Array.of(1, 2, 3), 8000, 8000), Int16Array.of(1, 2, 3));
  t.equal(resampleWhole(new Int16Array(0), 44_100, 8000).length, 0);
});
