import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import t from "tap";
import { recordingPath } from "../../src/recording/paths.ts";
import { recoverRecording } from "../../src/recording/recovery.ts";
import { parseWavHeader, wavHeader } from "../../src/recording/wav.ts";

const stereo = { channels: 2, sampleRate: 8000 };

t.test("recovery", async (t) => {
  const dir = await mkdtemp(join(tmpdir(), "ponto-"));
  t.teardown(() => rm(dir, { recursive: true }));
  const cases = [
    { name: "samples after the last header", headerFrames: 8000, dataBytes: 4 * 9000, durationMs: 1125 },
    { name: "a frame written in part", headerFrames: 10, dataBytes: 4 * 16 + 3, durationMs: 2 },
    { name: "a header that counts more than there is", headerFrames: 9000, dataBytes: 4 * 8000, durationMs: 1000 },
    { name: "a file that is right", headerFrames: 8, dataBytes: 32, durationMs: 1 },
    { name: "nothing but the header", headerFrames: 0, dataBytes: 0, durationMs: 0 },
  ];
  for (const { name, headerFrames, dataBytes, durationMs } of cases) {
    const path = join(dir, "a.wav");
    const data = Buffer.alloc(dataBytes, 0x42);
    await writeFile(path, Buffer.concat([wavHeader(stereo, headerFrames), data]));
    const frames = Math.floor(dataBytes / 4);
    t.same(await recoverRecording(path, stereo), { ...stereo, durationMs, bytes: 44 + 4 * frames }, name);
    const repaired = await readFile(path);
    t.same(parseWavHeader(repaired), { ...stereo, frames }, `${name}: header`);
    t.ok(repaired.subarray(44).equals(data.subarray(0, 4 * frames)), `${name}: samples`);
  }
  for (const [name, content] of [
    ["an empty file", ""],
    ["half a header", "RIFF...."],
    ["no file", undefined],
  ] as const) {
    const path = join(dir, name, "b.wav");
    if (content !== undefined) {
      await mkdir(join(dir, name));
      await writeFile(path, content);
    }
    t.same(await recoverRecording(path, stereo), { ...stereo, durationMs: 0, bytes: 44 }, name);
    t.same(await readFile(path), wavHeader(stereo, 0), `${name}: a recording that plays, of no length`);
  }
  const wide = join(dir, "wide.wav");
  await writeFile(wide, Buffer.concat([wavHeader({ channels: 4, sampleRate: 16_000 }, 0), Buffer.alloc(8 * 16_000)]));
  const found = { channels: 4, sampleRate: 16_000, durationMs: 1000, bytes: 44 + 128_000 };
  t.same(await recoverRecording(wide, stereo), found, "a file knows its format better than its row");
  const foreign = join(dir, "c.wav");
  await writeFile(foreign, "x".repeat(100));
  t.equal(await recoverRecording(foreign, stereo), undefined, "another file");
  t.equal(await readFile(foreign, "utf8"), "x".repeat(100), "is left as it is");
  t.equal(await recoverRecording(dir, stereo), undefined, "a folder");
  t.equal(await recoverRecording(join(foreign, "d.wav"), stereo), undefined, "below a file");
});

t.test("a recording's path", async (t) => {
  t.equal(
    recordingPath("/data", "rec_1", Date.parse("2025-03-04T23:59:59.999Z")),
    "/data/recordings/2025/03/04/rec_1.wav",
  );
});
