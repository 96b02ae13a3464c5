import t from "tap";
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import { PlayoutCursor } from "../../../src/rtp/playout/cursor.ts";
import { SpeakerTrack } from "../../../src/rtp/playout/track.ts";

const FRAME = 160;
/** ms by which the call is older than the speech. */
const AGE = 1000;

interface Listening {
  /** ms from one read to the next. */
  readonly pace?: number;
  readonly phase?: number;
  /** The sample at a time of the speech. */
  readonly speech?: (sample: number) => number;
  /** ms between which the listener does not read. */
  readonly away?: readonly [number, number];
}

interface Heard {
  /** ms since the speech began. */
  readonly at: number;
  /** The sample of the speech that was read first, or -1 for nothing to play. */
  readonly sample: number;
  /** How many of the samples read had been received. */
  readonly received: number;
}

const loud = (sample: number): number => 2000 + (sample % 5000);

/** Plays a speech of 20 ms frames, each with its delay on the way (ms; negative: lost), to a listener. */
function listen(delays: readonly number[], listening: Listening = {}): Heard[] {
  const { pace = 20, phase = 13, speech = loud, away = [0, 0] } = listening;
  const arrivals = delays
    .map((delay, i) => ({ i, at: 20 * i + delay, lost: delay < 0 }))
    .filter(({ lost }) => !lost)
    .sort((a, b) => a.at - b.at);
  const track = new SpeakerTrack(-AGE);
  const cursor = new PlayoutCursor(track);
  const n = pace * 8;
  const out = new Int16Array(n);
  const frame = new Int16Array(FRAME);
  const heard: Heard[] = [];
  let start = Number.NaN;
  let next = 0;
  for (let now = phase; now < 20 * delays.length; now += pace) {
    for (let a = arrivals[next]; a !== undefined && a.at <= now; a = arrivals[++next]) {
      const position = track.place(1, a.i & 0xffff, FRAME * a.i, FRAME, a.at);
      if (Number.isNaN(start)) start = position - FRAME * a.i;
      if (position < 0) continue;
      for (let k = 0; k < FRAME; k++) frame[k] = speech(FRAME * a.i + k);
      track.write(position, frame, FRAME);
    }
    if (now >= away[0] && now < away[1]) continue;
    const position = cursor.next(n, now);
    const received = position < 0 ? 0 : track.read(position, n, out, 0);
    heard.push({ at: now, sample: position < 0 ? -1 : position - start, received });
  }
  return heard;
}

/** How many ms after it was sent the sample is heard. */
const delayOf = ({ at, sample }: Heard): number => at - sample / 8;

const even = (n: number, delay = 0): number[] => Array.from({ length: n }, () => delay);

/** Where reading did not go on at the next sample, in samples: skipped ones are positive, repeated or waited ones negative. */
function steps(heard: readonly Heard[], n = FRAME): number[] {
  const played = heard.filter(({ sample }) => sample >= 0);
  return played.slice(1).flatMap(({ sample }, i) => {
    const step = sample - played[i]!.sample - n;
    return step === 0 ? [] : [step];
  });
}

t.test("an even stream is played whole, a ms after it could be", async (t) => {
  for (const pace of [10, 20, 30, 40, 60]) {
    for (const phase of [2, 7, 13, 19]) {
      const heard = listen(even(600), { pace, phase });
      const title = `pace ${pace}, phase ${phase}`;
      t.strictSame(steps(heard.slice(3), pace * 8), [], title);
      t.ok(heard.slice(3).every(({ received }) => received === pace * 8));
      const delay = delayOf(heard.at(-1)!);
      t.ok(delay <= pace + 21, `${title}: ${delay} ms`);
    }
  }
});

t.test("packets that come in the very moment of reading are not relied on: a frame more is kept", async (t) => {
  const heard = listen(even(600), { phase: 0.2 });
  t.ok(steps(heard).length <= 5, `${steps(heard)}`);
  t.ok(heard.slice(3).every(({ received }) => received === FRAME));
  t.ok(delayOf(heard.at(-1)!) >= 20);
  t.ok(delayOf(heard.at(-1)!) <= 45);
});

t.test("jitter of ±60 ms: after it has been met, all but a little that is sent is read", async (t) => {
  for (let seed = 1; seed <= 10; seed++) {
    const entropy = seededEntropy(seed);
    const delays = Array.from({ length: 1500 }, () => entropy.uint32() % 120);
    const heard = listen(delays).slice(500);
    const missing = heard.filter(({ received }) => received < FRAME).length;
    t.ok(missing <= 0.015 * heard.length, `seed ${seed}: ${missing} frames incomplete`);
    t.ok(steps(heard).length <= 30, `seed ${seed}: ${steps(heard).length} adjustments in 20 s`);
    t.ok(delayOf(heard.at(-1)!) <= 120 + 60, `seed ${seed}: ${delayOf(heard.at(-1)!)} ms`);
  }
});

t.test("bursts: packets held back and released together", async (t) => {
  const delays = Array.from({ length: 1500 }, (_, i) => 60 - 20 * (i % 4));
  const heard = listen(delays);
  t.ok(heard.slice(20).every(({ received }) => received === FRAME));
  t.ok(heard.slice(20).every((h) => delayOf(h) <= 110));
});

t.test(
  "a lasting rise of the delay is met once; when it falls again, speech gives it back by pitch periods",
  async (t) => {
    const heard = listen([...even(200, 10), ...even(200, 80), ...even(1000, 10)]);
    const before = delayOf(heard[190]!);
    const during = delayOf(heard[390]!);
    t.ok(during - before >= 60 && during - before <= 90, `${before} → ${during} ms`);
    t.ok(steps(heard.slice(220, 400)).length <= 4, `once: ${steps(heard.slice(220, 400))}`);
    t.ok(delayOf(heard.at(-1)!) <= before + 10, `${delayOf(heard.at(-1)!)} ms`);
    const falls = heard.slice(400).filter((h, i, all) => i > 0 && h.sample - all[i - 1]!.sample > FRAME);
    t.ok(falls.every((fall, i) => i === 0 || fall.at - falls[i - 1]!.at >= 60));
    t.ok(
      steps(heard.slice(400)).every((step) => Math.abs(step) <= 120),
      `${steps(heard.slice(400))}`,
    );
  },
);

t.test("where it is quiet, the delay falls as soon as it is known to be too long: after eight seconds", async (t) => {
  const quietFrom = 420 * FRAME;
  const speech = (sample: number) => (sample < quietFrom ? loud(sample) : sample % 90);
  const heard = listen([...even(200, 10), ...even(200, 80), ...even(700, 10)], { speech });
  const before = delayOf(heard[190]!);
  const after = heard.find(({ at }) => at >= 400 * 20 + 9500)!;
  t.ok(delayOf(after) <= before + 20, `${before} → ${delayOf(after)} ms`);
});

t.test("a listener that was away goes on with what is new", async (t) => {
  const heard = listen(even(400), { away: [2000, 5000] });
  const back = heard.find(({ at }) => at >= 5000)!;
  t.ok(delayOf(back) <= 50, `${delayOf(back)} ms`);
  t.equal(back.received, FRAME);
});

t.test("a listener that comes after the speaker has stopped hears nothing", async (t) => {
  const track = new SpeakerTrack(0);
  const position = track.place(1, 1, 1, FRAME, 100);
  track.write(position, new Int16Array(FRAME).fill(9000), FRAME);
  t.equal(new PlayoutCursor(track).next(FRAME, 1000), -1);
  t.ok(new PlayoutCursor(track).next(FRAME, 110) >= 0);
});

t.test("clocks that drift: both ways the delay stays small and little is lost", async (t) => {
  for (const drift of [-0.0005, 0.0005]) {
    const delays = Array.from({ length: 6000 }, (_, i) => 100 + 20 * i * drift);
    const heard = listen(delays, { pace: 20 }).slice(100);
    const delay = heard.map((h) => delayOf(h) - (100 + h.at * drift));
    t.ok(Math.max(...delay) <= 90, `drift ${drift}: up to ${Math.max(...delay)} ms`);
    t.ok(heard.filter(({ received }) => received < FRAME).length <= 12, `drift ${drift}`);
  }
});

t.test("listeners of different paces read the same samples", async (t) => {
  const track = new SpeakerTrack(-AGE);
  const frame = new Int16Array(FRAME);
  const cursors = [10, 20, 30].map((pace) => ({
    pace,
    cursor: new PlayoutCursor(track),
    read: new Map<number, number>(),
  }));
  for (let now = 0; now < 6000; now += 10) {
    if (now % 20 === 0 && now % 140 !== 0) {
      frame.forEach((_, k) => {
        frame[k] = loud(8 * now + k);
      });
      track.write(track.place(1, now / 20, 8 * now, FRAME, now), frame, FRAME);
    }
    for (const { pace, cursor, read } of cursors) {
      if (now % pace !== 0) continue;
      const position = cursor.next(pace * 8, now);
      if (position < 0) continue;
      const out = new Int16Array(pace * 8);
      track.read(position, out.length, out, 0);
      out.forEach((sample, k) => {
        read.set(position + k, sample);
      });
    }
  }
  let common = 0;
  let different = 0;
  for (const [position, sample] of cursors[0]!.read) {
    for (const { read } of cursors.slice(1)) {
      if (!read.has(position)) continue;
      common++;
      // What one listener had to conceal may have come in time for another.
      if (read.get(position) !== sample && track.nextReceived(position) !== position) different++;
    }
  }
  t.ok(common > 60_000, `${common}`);
  t.equal(different, 0);
});
