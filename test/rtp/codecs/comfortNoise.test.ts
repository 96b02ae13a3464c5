import fc from "fast-check";
import t from "tap";
import { ComfortNoise } from "../../../src/rtp/codecs/comfortNoise.ts";

/** Noise of a payload, after it has reached its level. */
function noiseOf(payload: readonly number[], n = 8000): Int16Array {
  const noise = new ComfortNoise(7);
  noise.update(Uint8Array.from([99, ...payload]), 1, payload.length);
  const out = new Int16Array(n);
  noise.fill(out, 0, n);
  return out.subarray(1000);
}

/** The level of some sound, in −dBov. */
function levelOf(samples: Int16Array): number {
  const power = samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length;
  return -10 * Math.log10(power / 32_768 ** 2);
}

/** Correlation with the sound one sample before, −1 to 1. */
function neighbours(samples: Int16Array): number {
  let [power, product] = [0, 0];
  for (let i = 1; i < samples.length; i++) {
    power += samples[i]! ** 2;
    product += samples[i]! * samples[i - 1]!;
  }
  return product / power;
}

t.test("noise is as loud as the payload says, with a spectrum and without", async (t) => {
  for (const level of [20, 35, 50, 70]) {
    for (const spectrum of [[], [60], [200, 90, 140], Array(10).fill(110)]) {
      const out = noiseOf([level, ...spectrum]);
      const heard = levelOf(out);
      t.ok(Math.abs(heard - level) <= 1, `-${level} dBov with ${spectrum.length} coefficients: -${heard}`);
    }
  }
  t.ok(
    noiseOf([127]).every((sample) => sample === 0),
    "the lowest level is silence",
  );
});

t.test("the coefficients shape it: k1 is the negative of the neighbours' correlation", async (t) => {
  for (const index of [20, 80, 127, 180, 230]) {
    const k = (258 * (index - 127)) / 32_768;
    t.ok(Math.abs(neighbours(noiseOf([30, index], 40_000)) + k) < 0.05, `index ${index}`);
  }
  t.ok(Math.abs(neighbours(noiseOf([30], 40_000))) < 0.05, "without coefficients it is white");
});

t.test("any payload is taken, of any length, and the noise stays bounded", async () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (payload) => {
      const noise = new ComfortNoise(1);
      const out = new Int16Array(400).fill(5);
      if (noise.update(payload, 0, payload.length) !== payload.length > 0)
        throw new Error("only nothing is no payload");
      noise.fill(out, 100, 200);
      return out.every((sample, i) => (i >= 100 && i < 300) || sample === 5);
    }),
  );
});

t.test("a level changes without a jump, and a new source begins in silence", async (t) => {
  const noise = new ComfortNoise(3);
  const out = new Int16Array(80);
  noise.update(Uint8Array.of(10), 0, 1);
  noise.fill(out, 0, 80);
  t.ok(Math.abs(out[0]!) < 400, "it comes up from nothing");
  noise.reset();
  noise.fill(out, 0, 80);
  t.ok(out.every((sample) => sample === 0));
});
