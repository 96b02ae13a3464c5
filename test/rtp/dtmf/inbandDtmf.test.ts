import t from "tap";
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import { codecNamed } from "../../../src/rtp/codecs/codecs.ts";
import { InbandDtmf } from "../../../src/rtp/dtmf/inbandDtmf.ts";

const LOW = [697, 770, 852, 941];
const HIGH = [1209, 1336, 1477, 1633];
const PTIMES = [10, 20, 30, 40, 60];

interface Tone {
  readonly low: number;
  readonly high: number;
  /** Peak of the stronger tone. */
  readonly level: number;
  /** dB by which the high tone is stronger than the low one. */
  readonly twist: number;
}

function toneAt({ low, high, level, twist }: Tone, i: number): number {
  const weaker = level * 10 ** (-Math.abs(twist) / 20);
  const [a, b] = twist > 0 ? [weaker, level] : [level, weaker];
  return a * Math.sin((2 * Math.PI * low * i) / 8000) + b * Math.sin((2 * Math.PI * high * i) / 8000 + 1);
}

/** What is left of `samples` when the frames found are zeroed. */
function cut(samples: Int16Array, ptime: number): Int16Array {
  const detector = new InbandDtmf();
  const left = Int16Array.from(samples);
  const n = ptime * 8;
  for (let at = 0; at + n <= left.length; at += n) if (detector.detect(left, at, n)) left.fill(0, at, at + n);
  return left;
}

/** How many samples of the tone at `[from, to)` passed. */
function passed(tone: Tone, from: number, to: number, ptime: number, codec: "PCMA" | "PCMU"): number {
  const samples = new Int16Array(4800);
  for (let i = from; i < to; i++) samples[i] = toneAt(tone, i - from);
  const bytes = new Uint8Array(samples.length);
  codecNamed(codec).encoder().encode(samples, 0, samples.length, bytes, 0);
  codecNamed(codec).decoder().decode(bytes, 0, bytes.length, samples, 0);
  const left = cut(samples, ptime);
  let count = 0;
  for (let i = from; i < to; i++) if (Math.abs(left[i]!) > 8) count++;
  return count;
}

t.test("M8 of every key at most 40 ms pass, whatever its level, twist, start and the packet time", async (t) => {
  const entropy = seededEntropy(11);
  let worst = 0;
  for (const low of LOW) {
    for (const high of HIGH) {
      for (const ptime of PTIMES) {
        for (const [level, twist] of [
          [15_000, 0],
          [8000, 6],
          [8000, -6],
          [1000, 8],
          [300, -3],
        ] as const) {
          const from = entropy.uint32() % 600;
          const count = passed({ low, high, level, twist }, from, from + 800 + (entropy.uint32() % 400), ptime, "PCMU");
          worst = Math.max(worst, count);
          if (count > 320)
            t.fail(`${low}+${high} Hz, level ${level}, twist ${twist} dB, ptime ${ptime}: ${count / 8} ms`);
        }
      }
    }
  }
  t.ok(worst <= 320, `at most ${worst / 8} ms`);
});

t.test("M8 the end of a tone is cut as well: what passes lies at its beginning", async (t) => {
  for (let from = 0; from < 160; from += 7) {
    const samples = new Int16Array(3200);
    const to = from + 900;
    for (let i = from; i < to; i++) samples[i] = toneAt({ low: 770, high: 1336, level: 8000, twist: 0 }, i - from);
    const left = cut(samples, 20);
    t.ok(left.subarray(from + 320).every((s) => s === 0));
  }
});

t.test("M8 tones that are off by the 1.5 % that ITU-T Q.24 allows", async (t) => {
  for (const [a, b] of [
    [1.015, 1.015],
    [0.985, 0.985],
    [1.015, 0.985],
    [0.985, 1.015],
  ] as const) {
    for (const ptime of PTIMES) {
      const tone = { low: 697 * a, high: 1633 * b, level: 6000, twist: 2 };
      t.ok(passed(tone, 133, 1200, ptime, "PCMA") <= 320, `${a} ${b} ptime ${ptime}`);
    }
  }
});

t.test("M8 tones over a noisy line", async (t) => {
  const entropy = seededEntropy(5);
  for (const low of LOW) {
    const samples = Int16Array.from({ length: 3200 }, (_, i) =>
      i < 400 ? 0 : toneAt({ low, high: 1477, level: 6000, twist: -2 }, i) + ((entropy.uint32() % 2400) - 1200),
    );
    t.ok(
      cut(samples, 20)
        .subarray(400 + 320)
        .every((s) => s === 0),
      `${low} Hz`,
    );
  }
});

/** How much of a sound is cut, 0 to 1. */
function share(samples: Int16Array, ptime: number): number {
  const left = cut(samples, ptime);
  let lost = 0;
  for (let i = 0; i < samples.length; i++) if (samples[i] !== 0 && left[i] === 0) lost++;
  return lost / samples.length;
}

/** A vowel: harmonics of a gliding pitch under three formants. */
function vowel(pitch: number, formants: readonly number[], length: number): Int16Array {
  const samples = new Float64Array(length);
  for (let harmonic = 1; harmonic * pitch < 3400; harmonic++) {
    const f = harmonic * pitch;
    const gain = formants.reduce((sum, formant, k) => sum + 2 ** -k / (1 + ((f - formant) / 90) ** 2), 0.002);
    let phase = harmonic;
    for (let i = 0; i < length; i++) {
      phase += (2 * Math.PI * f * (1 + 0.05 * Math.sin((2 * Math.PI * 3 * i) / 8000))) / 8000;
      samples[i]! += gain * Math.sin(phase);
    }
  }
  const peak = samples.reduce((most, s) => Math.max(most, Math.abs(s)), 0);
  return Int16Array.from(samples, (s) => (9000 * s) / peak);
}

t.test("speech is not cut", async (t) => {
  const vowels: [string, number[]][] = [
    ["a", [730, 1090, 2440]],
    ["e", [530, 1840, 2480]],
    ["i", [270, 2290, 3010]],
    ["o", [570, 840, 2410]],
    ["u", [300, 870, 2240]],
    ["on the tones", [770, 1336, 2700]],
  ];
  for (const [name, formants] of vowels) {
    for (let pitch = 85; pitch < 260; pitch += 13) {
      for (const ptime of [10, 20]) {
        const lost = share(vowel(pitch, formants, 8000), ptime);
        t.ok(lost < 0.01, `${name} at ${pitch} Hz: ${(100 * lost).toFixed(1)} %`);
      }
    }
  }
});

t.test("noise, single tones, dial tone, ringback and silence are not cut", async (t) => {
  const entropy = seededEntropy(3);
  const tones = (...frequencies: number[]) =>
    Int16Array.from({ length: 16_000 }, (_, i) =>
      frequencies.reduce((sum, f) => sum + 5000 * Math.sin((2 * Math.PI * f * i) / 8000), 0),
    );
  const sounds: [string, Int16Array][] = [
    ["white noise", Int16Array.from({ length: 16_000 }, () => (entropy.uint32() % 20_000) - 10_000)],
    ["silence", new Int16Array(16_000)],
    ["faint noise", Int16Array.from({ length: 16_000 }, () => (entropy.uint32() % 17) - 8)],
    ["425 Hz", tones(425)],
    ["697 Hz alone", tones(697)],
    ["1336 Hz alone", tones(1336)],
    ["two low tones", tones(697, 941)],
    ["350 and 440 Hz", tones(350, 440)],
    ["2100 Hz", tones(2100)],
  ];
  for (const [name, samples] of sounds) for (const ptime of PTIMES) t.equal(share(samples, ptime), 0, name);
});
