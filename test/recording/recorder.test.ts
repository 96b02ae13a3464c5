import t from "tap";
import { columnsOf, tracksOf } from "../../src/recording/layout.ts";
import { type RecordedVoice, Recorder } from "../../src/recording/recorder.ts";

t.test("how many tracks a file has", async (t) => {
  t.same([tracksOf("mixed"), tracksOf("stereo"), tracksOf("multitrack")], [1, 2, 4]);
  for (const columns of Object.values(columnsOf))
    for (const tracks of Object.values(columns)) t.ok(tracks.length > 0, "nobody is left out");
});

/** Sounds one value on every position. */
const voice = (value: number): RecordedVoice => ({
  mixInto(sum, sumOffset, _position, n, _listener, scale) {
    for (let i = 0; i < n * scale; i++) sum[sumOffset + i]! += value;
    return true;
  },
});

const voices = {
  customerVoices: [voice(1)],
  agentVoices: [voice(10)],
  monitorVoices: [voice(100), voice(200)],
  musicVoices: [voice(1000)],
};

for (const [layout, frame] of [
  ["mixed", [1311]],
  ["stereo", [1301, 1310]],
  ["multitrack", [1, 10, 300, 1000]],
] as const) {
  for (const scale of [1, 2] as const) {
    t.test(`${layout} at ${8 * scale} kHz: every voice on its tracks, the pause in its place`, async (t) => {
      const written: number[] = [];
      let expectedAt = 0;
      const sink = {
        append(interleaved: Int16Array, frames: number, atFrame: number) {
          t.equal(atFrame, expectedAt);
          expectedAt += frames;
          written.push(...interleaved.subarray(0, frames * frame.length));
        },
        close: async (frames: number) => frames,
      };
      const recorder = new Recorder({ layout, scale, sink, voices, listener: 4, start: 80 });
      recorder.pause(true, 80 + 400);
      recorder.pause(false, 80 + 1000);
      recorder.advance(80 + 1600 + 2399);
      t.equal(written.length, 0, "300 ms behind");
      recorder.advance(80 + 1600 + 2400);
      t.equal(recorder.position, 80 + 1600);
      t.equal(await recorder.close(80 + 2000), 2000 * scale);
      const silence = frame.map(() => 0);
      const expected = Array.from({ length: 2000 * scale }, (_, i) =>
        i >= 400 * scale && i < 1000 * scale ? silence : [...frame],
      ).flat();
      t.equal(written.length, expected.length);
      t.equal(
        written.findIndex((sample, i) => sample !== expected[i]),
        -1,
      );
    });
  }
}
