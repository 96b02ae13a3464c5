import t from "tap";
import { HoldMusic, holdTune } from "../../src/mixer/holdMusic.ts";

t.test("the tune peaks at -12 dBFS and has no gap", async (t) => {
  const tune = holdTune().narrow;
  const peak = tune.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  t.equal(peak, 8231);
  for (let at = 0; at + 800 <= tune.length; at += 800) {
    t.ok(
      tune.subarray(at, at + 800).some((sample) => Math.abs(sample) > 500),
      `${at / 8} ms`,
    );
  }
  t.equal(holdTune().narrow, tune, "composed once");
});

t.test("M3 it sounds for those stamped, from the stamp on, the same for all, round and round", async (t) => {
  const music = new HoldMusic("default");
  const length = holdTune().narrow.length;
  music.stamp(100, 1);
  const read = (position: number, listener: number): Int32Array => {
    const sum = new Int32Array(400);
    music.mixInto(sum, 0, position, 400, listener, 1);
    return sum;
  };
  t.ok(
    read(0, 1)
      .subarray(0, 100)
      .every((sample) => sample === 0),
  );
  t.strictSame(read(0, 1).subarray(100), read(length, 1).subarray(100), "the end runs on into the beginning");
  t.strictSame(read(length - 200, 1).subarray(200), read(length, 1).subarray(0, 200));
  t.ok(read(1000, 2).every((sample) => sample === 0));
  music.stamp(1000, 0);
  t.ok(read(1000, 1).every((sample) => sample === 0));
});

t.test("another tune is played at either rate, from its beginning at position 0", async (t) => {
  const narrow = Int16Array.from({ length: 100 }, (_, i) => 1000 + i);
  const wide = Int16Array.from({ length: 200 }, (_, i) => 5000 + i);
  const music = new HoldMusic({ narrow, wide });
  music.stamp(0, 1);
  for (const [scale, tune] of [
    [1, narrow],
    [2, wide],
  ] as const) {
    const sum = new Int32Array(160 * scale);
    t.ok(music.mixInto(sum, 0, 60, 160, 1, scale));
    t.strictSame(
      [...sum],
      Array.from(sum, (_, i) => tune[(60 * scale + i) % tune.length]),
    );
  }
});

t.test("silent music is silence", async (t) => {
  const music = new HoldMusic("silence");
  music.stamp(0, 1);
  t.notOk(music.mixInto(new Int32Array(160), 0, 0, 160, 1, 1));
});
