/** The notice on a call's time line: how the tone sounds, where it begins, and who hears it. */
import fc from "fast-check";
import t from "tap";
import { clipInto } from "../../src/kernel/pcm.ts";
import { NOTICE_LEAD, Notice } from "../../src/mixer/notice.ts";
import type { Tune } from "../../src/mixer/tune.ts";
import type { Scale } from "../../src/mixer/voice.ts";
import { warningTone } from "../../src/mixer/warningTone.ts";
import { shareAt } from "../media/support/signals.ts";

const LISTENER = 1;
const OTHER = 2;
const SECOND = 8000;

/** A sound that is never silent, and tells each of its samples. */
const spoken = (positions: number): Tune => ({
  narrow: Int16Array.from({ length: positions }, (_, i) => 100 + i),
  wide: Int16Array.from({ length: 2 * positions }, (_, i) => 100 + i),
});

function read(notice: Notice, from: number, n: number, listener = LISTENER, scale: Scale = 1): Int32Array {
  const sum = new Int32Array(n * scale);
  notice.mixInto(sum, 0, from, n, listener, scale);
  return sum;
}

/** Where it is heard between two positions: beginnings and the number of positions of each stretch. */
function stretches(notice: Notice, from: number, to: number): [number, number][] {
  const heard: [number, number][] = [];
  read(notice, from, to - from).forEach((sample, i) => {
    const last = heard.at(-1);
    if (sample === 0) return;
    // A sample of 100 is the first of the sound.
    if (sample !== 100 && last !== undefined && last[0] + last[1] === from + i) last[1]++;
    else heard.push([from + i, 1]);
  });
  return heard;
}

t.test(
  "the tone is 200 ms of 1400 Hz at −20 dBm0 that comes and goes without a click, alike at both rates",
  async (t) => {
    for (const [scale, samples] of [
      [1, warningTone().narrow],
      [2, warningTone().wide],
    ] as const) {
      t.equal(samples.length, 1600 * scale);
      const steady = samples.subarray(160 * scale, 1440 * scale);
      t.ok(shareAt(steady, 1400, scale) > 0.99, `1400 Hz at scale ${scale}`);
      for (const off of [1379, 1421]) t.ok(shareAt(steady, off, scale) < 0.8, `not ${off} Hz, 1.5 % beside it`);
      const power = steady.reduce((sum, sample) => sum + sample ** 2, 0) / steady.length;
      // 0 dBm0 lies 3.14 dB below the sine that fills the scale (G.711).
      const level = 10 * Math.log10(power / (32_768 ** 2 / 2)) + 3.14;
      t.ok(Math.abs(level + 20) < 0.1, `${level} dBm0`);
      const edges = [...samples.subarray(0, 8 * scale), ...samples.subarray(-8 * scale)];
      t.ok(
        edges.every((sample) => Math.abs(sample) < 60),
        "soft edges",
      );
    }
    t.equal(warningTone(), warningTone(), "made once");
  },
);

const table: readonly {
  readonly when: string;
  readonly everyMs: number;
  /** Samples of the sound; 1000 unless given. */
  readonly length?: number;
  /** Who hears it from a position on, and which notice it is. */
  readonly stamps: readonly (readonly [position: number, mask: number, turn: number])[];
  readonly heard: readonly (readonly [position: number, length: number])[];
}[] = [
  {
    when: "it begins half a second after it is due, and again and again",
    everyMs: 1000,
    stamps: [[0, LISTENER, 1]],
    heard: [
      [NOTICE_LEAD, 1000],
      [NOTICE_LEAD + SECOND, 1000],
      [NOTICE_LEAD + 2 * SECOND, 1000],
      [NOTICE_LEAD + 3 * SECOND, 1000],
    ],
  },
  { when: "once where it is not repeated", everyMs: 0, stamps: [[0, LISTENER, 1]], heard: [[NOTICE_LEAD, 1000]] },
  {
    when: "one that is longer than its turn leaves turns out",
    everyMs: 1000,
    length: 9000,
    stamps: [[0, LISTENER, 1]],
    heard: [
      [NOTICE_LEAD, 9000],
      [NOTICE_LEAD + 2 * SECOND, 9000],
    ],
  },
  {
    when: "as long as its turn: without a pause",
    everyMs: 1000,
    length: SECOND,
    stamps: [
      [0, LISTENER, 1],
      [20_000, 0, 0],
    ],
    heard: [
      [NOTICE_LEAD, SECOND],
      [NOTICE_LEAD + SECOND, SECOND],
    ],
  },
  {
    when: "a pause that ends before it is due changes nothing",
    everyMs: 2000,
    stamps: [
      [0, LISTENER, 1],
      [6000, 0, 0],
      [7000, LISTENER, 1],
    ],
    heard: [
      [NOTICE_LEAD, 1000],
      [NOTICE_LEAD + 2 * SECOND, 1000],
    ],
  },
  {
    when: "what came due in a pause is put off until it is over",
    everyMs: 1000,
    stamps: [
      [0, LISTENER, 1],
      [6000, 0, 0],
      [15_000, LISTENER, 1],
    ],
    heard: [
      [NOTICE_LEAD, 1000],
      [15_000 + NOTICE_LEAD, 1000],
      [15_000 + NOTICE_LEAD + SECOND, 1000],
      [15_000 + NOTICE_LEAD + 2 * SECOND, 1000],
    ],
  },
  {
    when: "what was cut short begins anew, even once",
    everyMs: 0,
    stamps: [
      [0, LISTENER, 1],
      [NOTICE_LEAD + 300, 0, 0],
      [6000, LISTENER, 1],
    ],
    heard: [
      [NOTICE_LEAD, 300],
      [6000 + NOTICE_LEAD, 1000],
    ],
  },
  {
    when: "what had not begun begins after the pause, and only once",
    everyMs: 0,
    stamps: [
      [0, LISTENER, 1],
      [1000, 0, 0],
      [2000, LISTENER, 1],
      [2500, 0, 0],
      [3000, LISTENER, 1],
    ],
    heard: [[3000 + NOTICE_LEAD, 1000]],
  },
  {
    when: "what was heard to its end is not heard again",
    everyMs: 0,
    stamps: [
      [0, LISTENER, 1],
      [9000, 0, 0],
      [12_000, LISTENER, 1],
    ],
    heard: [[NOTICE_LEAD, 1000]],
  },
  {
    when: "another notice begins at once",
    everyMs: 0,
    stamps: [
      [0, LISTENER, 1],
      [9000, LISTENER, 2],
    ],
    heard: [
      [NOTICE_LEAD, 1000],
      [9000 + NOTICE_LEAD, 1000],
    ],
  },
  { when: "others hear it, not this listener", everyMs: 1000, stamps: [[0, OTHER, 1]], heard: [] },
];

for (const { when, everyMs, length, stamps, heard } of table) {
  t.test(when, async (t) => {
    const notice = new Notice({ sound: spoken(length ?? 1000), everyMs });
    for (const [position, mask, turn] of stamps) notice.stamp(position, mask, turn);
    t.strictSame(stretches(notice, 0, NOTICE_LEAD + 4 * SECOND), heard);
  });
}

t.test(
  "who begins to listen hears it from there on; the first sample of a position is the same at either rate",
  async (t) => {
    const notice = new Notice({ sound: spoken(1000), everyMs: 0 });
    notice.stamp(0, LISTENER, 1);
    notice.stamp(NOTICE_LEAD + 400, LISTENER | OTHER, 1);
    t.strictSame([...read(notice, NOTICE_LEAD + 399, 2, OTHER)], [0, 500]);
    t.strictSame([...read(notice, NOTICE_LEAD + 399, 2, OTHER, 2)], [0, 0, 900, 901]);
    t.strictSame([...read(notice, NOTICE_LEAD + 399, 2, LISTENER)], [499, 500]);
  },
);

t.test("M4 the same samples however they are read, added to what is there and clipped once", async () => {
  const notice = new Notice({ sound: spoken(700), everyMs: 200 });
  notice.stamp(0, LISTENER, 1);
  notice.stamp(9000, 0, 0);
  notice.stamp(9500, LISTENER, 2);
  const whole = read(notice, 0, 20_000);
  fc.assert(
    fc.property(fc.nat(19_000), fc.integer({ min: 1, max: 1000 }), fc.constantFrom<Scale>(1, 2), (from, n, scale) => {
      const sum = new Int32Array(scale * n).fill(32_000);
      const loud = notice.mixInto(sum, 0, from, n, LISTENER, scale);
      const out = new Int16Array(scale * n);
      clipInto(out, 0, 1, sum, 0, scale * n);
      const expected = whole.subarray(from, from + n);
      if (loud !== expected.some((sample) => sample > 8)) return false;
      return expected.every((sample, i) => scale === 2 || out[i] === Math.min(32_767, 32_000 + sample));
    }),
    { seed: 1, numRuns: 500 },
  );
});
