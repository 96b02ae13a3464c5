import t from "tap";
import { Playout } from "../../src/mixer/playout.ts";
import { Speaker } from "../../src/mixer/speaker.ts";
import { codecNamed } from "../../src/rtp/codecs/codecs.ts";

const FRAME = 160;
const LISTENER = 1;
const AMPLITUDE = 8000;
const HZ = 217;
/** The largest step from one sample of the tone to the next; and what a cross-fade may make of it. */
const STEP = (AMPLITUDE * 2 * Math.PI * HZ) / 8000;
const CLICK = 1.25 * STEP;

interface Speech {
  /** When packet `i` arrives, ms; negative: lost. */
  readonly arrives: (i: number) => number;
  /** When the listener makes its step `k`, ms. */
  readonly reads: (k: number) => number;
  readonly packets: number;
  readonly steps: number;
}

/** A listener of a tone: `heard` is given each step of 20 ms. */
function listen({ arrives, reads, packets, steps }: Speech, heard: (sum: Int32Array, step: number) => void): void {
  const speaker = new Speaker(-1000, codecNamed("PCMA"));
  speaker.stamp(LISTENER);
  const playout = new Playout();
  playout.add(speaker);
  const frame = new Int16Array(FRAME);
  const sum = new Int32Array(FRAME);
  const arrivals = Array.from({ length: packets }, (_, i) => ({ i, at: arrives(i) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
  let next = 0;
  for (let k = 0; k < steps; k++) {
    const now = reads(k);
    for (let came = arrivals[next]; came !== undefined && came.at <= now; came = arrivals[++next]) {
      const { i, at } = came;
      const position = speaker.track.place(1, i & 0xffff, (i * FRAME) >>> 0, FRAME, at);
      for (let s = 0; s < FRAME; s++)
        frame[s] = Math.round(AMPLITUDE * Math.sin((2 * Math.PI * HZ * (i * FRAME + s)) / 8000));
      if (position >= 0) speaker.track.write(position, frame, FRAME);
    }
    playout.next(FRAME, now);
    playout.mixInto(sum.fill(0), 0, FRAME, LISTENER, 1);
    heard(sum, k);
  }
}

/** The largest step between two samples heard after the first second; and the least that a step of 20 ms was loud. */
function smoothness(speech: Speech): { readonly steepest: number; readonly softest: number } {
  let steepest = 0;
  let softest = Number.POSITIVE_INFINITY;
  let last = 0;
  listen(speech, (sum, k) => {
    let loudest = 0;
    for (const sample of sum) {
      if (k > 50) steepest = Math.max(steepest, Math.abs(sample - last));
      loudest = Math.max(loudest, Math.abs(sample));
      last = sample;
    }
    if (k > 50) softest = Math.min(softest, loudest);
  });
  return { steepest, softest };
}

const PPM = 1e-6;
const TEN_MINUTES = 30_000;

for (const [speaker, listener] of [
  [500, 0],
  [-500, 0],
  [0, 500],
  [500, -500],
  [-500, 500],
  [500, 500],
  [-500, -500],
] as const) {
  t.test(
    `ten minutes of a speaker ${speaker} ppm slow and a listener ${listener} ppm: not a click, not a gap`,
    async (t) => {
      const { steepest, softest } = smoothness({
        arrives: (i) => 20 * i * (1 + speaker * PPM),
        reads: (k) => (20 * k + 5) * (1 + listener * PPM),
        packets: TEN_MINUTES + 1000,
        steps: TEN_MINUTES,
      });
      t.ok(steepest <= CLICK, `steps of up to ${steepest}, the tone's own are ${Math.round(STEP)}`);
      t.ok(softest >= 0.9 * AMPLITUDE, `never softer than ${softest}`);
    },
  );
}

t.test("a packet in twenty is lost: no click where the speech breaks off, nor where it goes on", async (t) => {
  const { steepest } = smoothness({
    arrives: (i) => (i % 20 === 7 ? -1 : 20 * i),
    reads: (k) => 20 * k + 5,
    packets: 3000,
    steps: 3000,
  });
  t.ok(steepest <= CLICK, `${steepest}`);
});

t.test("what is waited for and comes late joins the concealment heard in its place", async (t) => {
  const { steepest } = smoothness({
    arrives: (i) => 20 * i + (i % 500 === 250 ? 25 : 0),
    reads: (k) => 20 * k + 5,
    packets: 3000,
    steps: 3000,
  });
  t.ok(steepest <= CLICK, `${steepest}`);
});

t.test("M6 a jump lets nobody hear what was said to others", async (t) => {
  const speaker = new Speaker(-1000, codecNamed("PCMA"));
  const playout = new Playout();
  playout.add(speaker);
  const frame = new Int16Array(FRAME).fill(AMPLITUDE);
  const sum = new Int32Array(FRAME);
  let leaked = false;
  let heard = false;
  for (let k = 0; k < 400; k++) {
    if (k === 200) speaker.stamp(LISTENER);
    if (k === 300) speaker.stamp(0);
    // Every fifth packet is late, so that the listener jumps, on the borders as elsewhere.
    const late = k % 5 === 4;
    const i = late ? k - 1 : k;
    for (const packet of late ? [] : k % 5 === 0 && k > 0 ? [i - 1, i] : [i]) {
      const position = speaker.track.place(1, packet, packet * FRAME, FRAME, 20 * k);
      if (position >= 0) speaker.track.write(position, frame, FRAME);
    }
    playout.next(FRAME, 20 * k + 5);
    playout.mixInto(sum.fill(0), 0, FRAME, LISTENER, 1);
    const sounds = sum.some((sample) => sample !== 0);
    if (sounds && k > 200 && k < 300) heard = true;
    if (sounds && (k < 200 || k > 320)) leaked = true;
  }
  t.ok(heard);
  t.notOk(leaked);
});
