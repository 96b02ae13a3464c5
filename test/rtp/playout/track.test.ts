import fc from "fast-check";
import t from "tap";
import { DUPLICATE, HISTORY, REFUSED, SpeakerTrack, TOO_LATE } from "../../../src/rtp/playout/track.ts";

const FRAME = 160;
const ORIGIN = 1_000_000.25;

/** A stream of frames of 20 ms; frame `i` holds pseudo-noise of its own. */
class Talker {
  readonly track = new SpeakerTrack(ORIGIN);
  ssrc = 0xdeadbeef;
  sequence: number;
  timestamp: number;

  constructor(sequence = 100, timestamp = 5000) {
    this.sequence = sequence;
    this.timestamp = timestamp;
  }

  /** Frame `i` of the stream arrives at `at` ms after the origin. */
  arrive(i: number, at = 20 * i, count = FRAME): number {
    const { track } = this;
    const sequence = (this.sequence + i) & 0xffff;
    const timestamp = (this.timestamp + FRAME * i) >>> 0;
    const position = track.place(this.ssrc, sequence, timestamp, count, ORIGIN + at);
    if (position >= 0) track.write(position, frame(i), count);
    return position;
  }
}

function frame(i: number): Int16Array {
  return Int16Array.from({ length: FRAME }, (_, k) => 1000 + (((i * 7919 + k * 104_729) * 31) % 20_000));
}

function readFrame(track: SpeakerTrack, position: number): { received: number; samples: Int16Array } {
  const samples = new Int16Array(FRAME);
  return { received: track.read(position, FRAME, samples, 0), samples };
}

function holds(track: SpeakerTrack, position: number, i: number): boolean {
  const { received, samples } = readFrame(track, position);
  return received === FRAME && Buffer.from(samples.buffer).equals(Buffer.from(frame(i).buffer));
}

const loudest = (samples: Int16Array): number => samples.reduce((most, s) => Math.max(most, Math.abs(s)), 0);

t.test("the first packet stands where it arrived, the others where their timestamps say", async (t) => {
  const talker = new Talker();
  t.equal(talker.track.end, 0);
  t.equal(talker.track.lastArrival, Number.NEGATIVE_INFINITY);
  t.equal(talker.arrive(0, 50), 400);
  t.equal(talker.arrive(1, 93), 560, "23 ms late");
  t.equal(talker.arrive(2, 94), 720, "16 ms early");
  t.equal(talker.track.end, 880);
  t.equal(talker.track.lastArrival, ORIGIN + 94);
  for (const i of [0, 1, 2]) t.ok(holds(talker.track, 400 + FRAME * i, i));
});

for (const [what, sequence, timestamp] of [
  ["sequence", 65_533, 0],
  ["timestamp", 0, 2 ** 32 - 500],
  ["timestamp past its middle", 0, 2 ** 31 - 500],
  ["both at once", 65_535, 2 ** 32 - 1],
] as const) {
  t.test(`the wrap of ${what} is not seen`, async (t) => {
    const talker = new Talker(sequence, timestamp);
    for (let i = 0; i < 10; i++) t.equal(talker.arrive(i), FRAME * i);
    for (let i = 0; i < 10; i++) t.ok(holds(talker.track, FRAME * i, i));
  });
}

t.test("any order and any duplicates: every frame is in its place", async () => {
  const order = fc.array(fc.integer({ min: 1, max: 10 }), { maxLength: 40 });
  fc.assert(
    fc.property(
      order,
      fc.integer({ min: 0, max: 65_535 }),
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      (order, s, ts) => {
        const talker = new Talker(s, ts);
        talker.arrive(0, 0);
        const seen = new Set([0]);
        for (const i of order) {
          const position = talker.arrive(i, 200);
          if (position !== (seen.has(i) ? DUPLICATE : FRAME * i)) return false;
          seen.add(i);
        }
        return [...seen].every((i) => holds(talker.track, FRAME * i, i));
      },
    ),
  );
});

t.test("hours later positions are still exact", async (t) => {
  const talker = new Talker();
  const hours = 80 * 3_600_000;
  t.equal(talker.arrive(0, hours), hours * 8);
  t.ok(hours * 8 > 2 ** 31);
  t.equal(talker.arrive(1, hours + 20), hours * 8 + FRAME);
  t.ok(holds(talker.track, hours * 8, 0));
  t.ok(holds(talker.track, hours * 8 + FRAME, 1));
});

t.test("mute with timestamps that go on leaves its time silent", async (t) => {
  const talker = new Talker();
  talker.arrive(0);
  talker.sequence -= 499;
  t.equal(talker.arrive(500), FRAME * 500);
});

t.test("mute with paused timestamps: speech goes on where it arrives", async (t) => {
  const talker = new Talker();
  talker.arrive(0);
  t.equal(talker.arrive(1, 10_020), 10_020 * 8);
  t.equal(talker.arrive(2, 10_040), 10_040 * 8);
});

t.test("a jump of the timestamps, ahead or back, is none on the time line", async (t) => {
  for (const jump of [1e6, -1e6, 2 ** 31, -4000]) {
    const talker = new Talker();
    talker.arrive(0);
    talker.timestamp += jump;
    t.equal(talker.arrive(1), FRAME, `${jump}`);
    t.equal(talker.arrive(2), 2 * FRAME);
    t.ok(holds(talker.track, 0, 0));
  }
});

t.test("timestamps that stand still do not write over what was heard", async (t) => {
  const talker = new Talker();
  t.equal(talker.arrive(0), 0);
  talker.timestamp -= FRAME;
  t.equal(talker.arrive(1), FRAME);
  t.ok(holds(talker.track, 0, 0));
});

t.test("a new SSRC goes on at its arrival, but never over the old one's samples", async (t) => {
  const talker = new Talker();
  for (let i = 0; i < 3; i++) talker.arrive(i);
  talker.ssrc = 1;
  talker.timestamp = 77;
  talker.sequence = 9;
  t.equal(talker.arrive(3, 45), 480, "early: after the end");
  t.equal(talker.arrive(4, 80), 640);
  talker.ssrc = 2;
  t.equal(talker.arrive(5, 300), 2400);
});

t.test("after a jump a packet from before it has lost its place", async (t) => {
  const talker = new Talker();
  talker.arrive(0);
  t.equal(talker.arrive(2, 1000), 8000);
  t.equal(talker.arrive(1, 1001), TOO_LATE);
});

t.test("a stream that runs ahead of time is held back, and heard again", async (t) => {
  const talker = new Talker();
  let refused = 0;
  for (let i = 0; i < 1000; i++) {
    const at = 5 * i;
    if (talker.arrive(i, at) === REFUSED) refused++;
    t.ok(talker.track.end <= (at + 400) * 8 + FRAME);
  }
  t.ok(refused > 500 && refused < 800, `${refused} refused of four times too many`);
});

t.test("a delay spike of 340 ms: what comes in a burst is kept, and a pause gives the delay back", async (t) => {
  const talker = new Talker();
  for (let i = 0; i < 10; i++) talker.arrive(i);
  for (let i = 10; i < 27; i++) t.equal(talker.arrive(i, 540), 4320 + FRAME * (i - 10));
  const position = talker.arrive(27, 560);
  t.equal(position, 4320 + FRAME * 17, "contiguous");
  talker.timestamp += 16_000 - FRAME;
  t.equal(talker.arrive(28, 2560), 20_480, "on time after a pause of 2 s");
});

t.test("no packet can be too long, empty, or ask for room in the far future", async (t) => {
  const track = new SpeakerTrack(0);
  t.equal(track.place(1, 1, 0, 65_000, 0), REFUSED);
  t.equal(track.place(1, 2, 0, 0, 0), REFUSED);
  t.equal(track.place(1, 3, 0, FRAME, 0), 0);
});

t.test("packets without samples are not taken for lost", async (t) => {
  const talker = new Talker();
  talker.arrive(0);
  talker.track.placeSilent(talker.ssrc, talker.sequence + 1);
  talker.arrive(2);
  t.equal(talker.track.reception.lost, 0);
});

t.test("any packets at any times: no throw, no step back, bounded", async () => {
  const packet = fc.record({
    ssrc: fc.integer({ min: 0, max: 2 }),
    sequence: fc.oneof(fc.integer({ min: 0, max: 65_535 }), fc.integer({ min: 0, max: 20 })),
    timestamp: fc.oneof(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 5000 })),
    count: fc.integer({ min: 0, max: 3000 }),
    wait: fc.integer({ min: 0, max: 300 }),
  });
  const samples = new Int16Array(3000).fill(500);
  const out = new Int16Array(20_000);
  fc.assert(
    fc.property(fc.array(packet, { maxLength: 60 }), (packets) => {
      const track = new SpeakerTrack(ORIGIN);
      let now = ORIGIN;
      for (const { ssrc, sequence, timestamp, count, wait } of packets) {
        now += wait;
        const end = track.end;
        const position = track.place(ssrc, sequence, timestamp, count, now);
        if (position >= 0) track.write(position, samples, count);
        if (track.end < end || track.end > (now - ORIGIN + 400 + 240) * 8) return false;
        if (position >= 0 && track.read(position, count, out, 0) !== count) return false;
        track.read(Math.max(0, track.end - 18_000), 20_000, out, 0);
      }
      return true;
    }),
  );
});

t.test("samples are kept for almost a second and then forgotten", async (t) => {
  const talker = new Talker();
  for (let i = 0; i < 200; i++) talker.arrive(i);
  const oldest = talker.track.end - HISTORY;
  t.ok(holds(talker.track, Math.ceil(oldest / FRAME) * FRAME, Math.ceil(oldest / FRAME)));
  const { received, samples } = readFrame(talker.track, oldest - FRAME);
  t.equal(received, 0);
  t.equal(loudest(samples), 0);
});

t.test(
  "a gap is concealed the same for every reader; a late packet still fills it for those who come later",
  async (t) => {
    const talker = new Talker();
    for (const i of [0, 1, 2, 4]) talker.arrive(i);
    const first = readFrame(talker.track, 3 * FRAME);
    t.equal(first.received, 0);
    t.ok(loudest(first.samples) > 1000);
    t.same(readFrame(talker.track, 3 * FRAME), first);
    t.equal(talker.arrive(3, 150), 3 * FRAME);
    t.ok(holds(talker.track, 3 * FRAME, 3));
  },
);

t.test("reading a gap from its middle gives what reading it from its start gives", async (t) => {
  const make = () => {
    const talker = new Talker();
    for (const i of [0, 1, 2, 6]) talker.arrive(i);
    return talker.track;
  };
  const whole = new Int16Array(3 * FRAME);
  make().read(3 * FRAME, 3 * FRAME, whole, 0);
  const middle = new Int16Array(FRAME);
  make().read(3 * FRAME + 100, FRAME, middle, 0);
  t.same([...middle], [...whole.subarray(100, 100 + FRAME)]);
});

t.test("concealment lasts 60 ms, before and after the end", async (t) => {
  for (const resumes of [true, false]) {
    const talker = new Talker();
    for (let i = 0; i < 5; i++) talker.arrive(i);
    if (resumes) talker.arrive(12);
    const tail = new Int16Array(6 * FRAME);
    t.equal(talker.track.read(5 * FRAME, 6 * FRAME, tail, 0), 0);
    t.ok(loudest(tail.subarray(0, FRAME)) > 1000);
    t.ok(loudest(tail.subarray(320, 480)) > 0);
    t.equal(loudest(tail.subarray(480)), 0);
  }
});

t.test("what was concealed after the end gives way to what comes", async (t) => {
  const talker = new Talker();
  for (let i = 0; i < 3; i++) talker.arrive(i);
  readFrame(talker.track, 3 * FRAME);
  readFrame(talker.track, 4 * FRAME);
  talker.arrive(3);
  talker.arrive(5, 100);
  t.ok(holds(talker.track, 3 * FRAME, 3));
  const fresh = new Talker();
  for (const i of [0, 1, 2, 3, 5]) fresh.arrive(i);
  t.same(
    readFrame(talker.track, 4 * FRAME),
    readFrame(fresh.track, 4 * FRAME),
    "concealed from frame 3, not from frame 2",
  );
});

t.test("M6 concealment never carries samples over a division", async (t) => {
  const talker = new Talker();
  for (let i = 0; i < 4; i++) talker.arrive(i);
  talker.track.divide(talker.track.end);
  t.equal(loudest(readFrame(talker.track, 4 * FRAME).samples), 0, "at once");
  talker.arrive(6);
  t.equal(loudest(readFrame(talker.track, 5 * FRAME).samples), 0, "in the gap after it");

  const later = new Talker();
  for (let i = 0; i < 4; i++) later.arrive(i);
  later.track.divide(4 * FRAME + 80);
  const { samples } = readFrame(later.track, 4 * FRAME);
  t.ok(loudest(samples.subarray(0, 80)) > 0, "before the division");
  t.equal(loudest(samples.subarray(80)), 0, "from the division on");

  const short = new Talker();
  for (let i = 0; i < 4; i++) short.arrive(i);
  short.track.divide(4 * FRAME);
  short.track.write(4 * FRAME, new Int16Array(FRAME), FRAME);
  t.equal(loudest(readFrame(short.track, 5 * FRAME).samples), 0, "only samples after it are repeated");
});

t.test("M8 what is cut is silent for ever, and its silence is what is concealed with", async (t) => {
  const talker = new Talker();
  for (const i of [0, 1, 2]) talker.arrive(i);
  talker.track.clearRange(FRAME, 4 * FRAME);
  t.equal(talker.track.end, 4 * FRAME, "the end moves as with a write");
  t.equal(talker.arrive(1, 50), DUPLICATE);
  talker.track.write(FRAME, frame(1), FRAME);
  for (const i of [1, 2, 3])
    t.strictSame(readFrame(talker.track, i * FRAME), { received: FRAME, samples: new Int16Array(FRAME) });
  t.equal(loudest(readFrame(talker.track, 4 * FRAME).samples), 0);
  t.ok(holds(talker.track, 0, 0));
});

t.test("how loud it is; what has not come is silent", async (t) => {
  const track = new SpeakerTrack(0);
  track.write(0, new Int16Array(FRAME).fill(-8), FRAME);
  track.write(FRAME, new Int16Array(FRAME).fill(9), FRAME);
  t.equal(track.loudest(0, FRAME), 8);
  t.equal(track.loudest(1, FRAME), 9);
  t.equal(track.loudest(2 * FRAME, FRAME), 0);
});

t.test("the next received sample is found over any gap", async (t) => {
  const talker = new Talker();
  t.equal(talker.track.nextReceived(0), 0);
  for (const i of [0, 4]) talker.arrive(i);
  readFrame(talker.track, FRAME);
  t.equal(talker.track.nextReceived(10), 10);
  t.equal(talker.track.nextReceived(FRAME), 4 * FRAME);
  t.equal(talker.track.nextReceived(9 * FRAME), 5 * FRAME);
});

t.test("16 kHz: two samples a position, concealed, cut and forgotten like those of one", async (t) => {
  const track = new SpeakerTrack(0, 2);
  const frames = [0, 1, 3].map((i) => [i, Int16Array.from([...frame(i), ...frame(i + 50)])] as const);
  for (const [i, samples] of frames) track.write(track.place(1, i, FRAME * i, FRAME, 20 * i), samples, FRAME);
  const out = new Int16Array(2 * FRAME);
  for (const i of [0, 1]) {
    t.equal(track.read(FRAME * i, FRAME, out, 0), FRAME, "positions are counted");
    t.strictSame(out, frames[i]![1]);
  }
  t.equal(track.read(FRAME * 2, FRAME, out, 0), 0);
  t.ok(loudest(out) > 1000, "concealed to its end");
  t.ok(loudest(out.subarray(FRAME)) > 1000);
  track.clearRange(0, FRAME / 2);
  t.equal(track.read(0, FRAME, out, 0), FRAME);
  t.equal(loudest(out.subarray(0, FRAME)), 0);
  t.strictSame(out.subarray(FRAME), frames[0]![1].subarray(FRAME));
});

t.test("48 kHz timestamps: six units a position, also when packets are overtaken, and in the jitter", async (t) => {
  const track = new SpeakerTrack(0, 2, 6);
  const timestamp = (i: number) => (2 ** 32 - 2000 + 960 * i) >>> 0;
  for (const [i, at] of [
    [0, 0],
    [1, 20],
    [3, 60],
    [2, 61],
    [4, 80],
  ] as const) {
    t.equal(track.place(1, i, timestamp(i), FRAME, at), FRAME * i, `${i}`);
  }
  for (let i = 5; i < 300; i++) track.place(1, i, timestamp(i), FRAME, 20 * i + (i % 2) * 10);
  t.ok(Math.abs(track.jitter - 80) <= 2, `${track.jitter / 8} ms`);
  t.ok(Math.abs(track.reception.jitter - 480) <= 12, "RTCP reports it in timestamp units");
});

t.test(
  "the codec's own concealment gives way to what comes, counts as concealed, and is no longer than ours",
  async (t) => {
    const talker = new Talker();
    for (const i of [0, 1, 2]) talker.arrive(i);
    const made = new Int16Array(5 * FRAME).fill(777);
    talker.track.writeConcealed(3 * FRAME, made, 5 * FRAME);
    t.strictSame(readFrame(talker.track, 3 * FRAME), { received: 0, samples: new Int16Array(FRAME).fill(777) });
    t.strictSame(readFrame(talker.track, 5 * FRAME).samples, new Int16Array(FRAME).fill(777), "up to 60 ms");
    t.equal(loudest(readFrame(talker.track, 6 * FRAME).samples), 0);
    t.equal(talker.track.end, 3 * FRAME);
    talker.arrive(3);
    talker.arrive(5);
    t.ok(holds(talker.track, 3 * FRAME, 3));
    talker.track.writeConcealed(2 * FRAME, made, 3 * FRAME);
    t.ok(holds(talker.track, 2 * FRAME, 2), "never over what was received");
    t.equal(loudest(readFrame(talker.track, 4 * FRAME).samples), 777, "within a gap, too");
  },
);

t.test(
  "where speech goes on, concealment fades out below its first 4 ms; what was received stays as it is",
  async (t) => {
    const spoken = (talker: Talker, i: number, at: number) => {
      const position = talker.track.place(1, i, FRAME * i, FRAME, ORIGIN + at);
      talker.track.write(position, new Int16Array(FRAME).fill(i < 4 ? 8000 : -8000), FRAME);
    };
    for (const readBefore of [false, true]) {
      const talker = new Talker();
      for (const i of [0, 1, 2]) spoken(talker, i, 20 * i);
      if (readBefore) talker.track.read(3 * FRAME, 2 * FRAME, new Int16Array(2 * FRAME), 0);
      spoken(talker, 4, 80);
      const { received, samples } = readFrame(talker.track, 4 * FRAME);
      t.equal(received, FRAME);
      if (!readBefore) readFrame(talker.track, 3 * FRAME);
      const seam = readBefore ? samples : readFrame(talker.track, 4 * FRAME).samples;
      t.ok(seam[0]! > 5000 && seam[31]! < -7000, `from ${seam[0]} to ${seam[31]}`);
      t.ok(
        seam.subarray(0, 32).every((sample, k) => k === 0 || sample < seam[k - 1]!),
        "evenly",
      );
      t.ok(seam.subarray(32).every((sample) => sample === -8000));
      const part = new Int16Array(FRAME);
      talker.track.read(4 * FRAME + 16, 100, part, 0);
      t.strictSame(part.subarray(0, 100), seam.subarray(16, 116), "the same for a reader that comes in the middle");
      spoken(talker, 3, 100);
      t.strictSame(readFrame(talker.track, 4 * FRAME).samples, new Int16Array(FRAME).fill(-8000), "untouched");
    }
  },
);

t.test("a clock that is 500 ppm wrong: for 20 minutes the speech keeps its place in time", async (t) => {
  for (const ppm of [500, -500]) {
    const track = new SpeakerTrack(0);
    const samples = new Int16Array(FRAME);
    let worst = 0;
    for (let i = 0; i < 60_000; i++) {
      const at = 20 * i * (1 + ppm / 1e6);
      const position = track.place(1, i & 0xffff, FRAME * i, FRAME, at);
      for (let k = 0; k < FRAME; k++) samples[k] = Math.round(8000 * Math.sin(0.17 * (FRAME * i + k)));
      track.write(position, samples, FRAME);
      worst = Math.max(worst, Math.abs(position - 8 * at));
      if (i > 2 && !track.isWhole(position - 400, 400)) t.fail(`a gap before packet ${i}`);
    }
    t.ok(worst <= 80 * 8, `${ppm} ppm: ${worst / 8} ms`);
  }
});
