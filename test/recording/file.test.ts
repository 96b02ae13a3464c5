import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import t from "tap";
import { RecordingFile } from "../../src/recording/file.ts";
import { parseWavHeader } from "../../src/recording/wav.ts";
import { FakeDisk } from "./fakeDisk.ts";

const mono = { channels: 1, sampleRate: 8000 };
const stereo = { channels: 2, sampleRate: 8000 };
/** 400 ms of one value: as much as is written at a time. */
const FRAMES = 3200;
const BATCH_MS = 400;
const batch = (value: number, frames = FRAMES): Int16Array => new Int16Array(frames).fill(value);
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The value of each batch of a mono file. */
const batches = (file: Buffer): number[] => {
  const values: number[] = [];
  for (let at = 44; at < file.length; at += 2 * FRAMES) values.push(file.readInt16LE(at));
  return values;
};

t.test("a recording on the real disk", async (t) => {
  const dir = await mkdtemp(join(tmpdir(), "ponto-"));
  t.teardown(() => rm(dir, { recursive: true }));
  const path = join(dir, "recordings/2025/01/02/rec_1.wav");
  const file = RecordingFile.open(path, stereo, () => t.fail("no trouble"));
  const samples = Int16Array.of(1, -1, 2, -2, 3, -3, 99, 99);
  file.append(samples, 3, 0);
  samples.fill(0);
  file.append(samples, 1, 3);
  t.same(await file.close(8000), { durationMs: 1000, bytes: 44 + 32_000, missingMs: 0 });
  const bytes = await readFile(path);
  t.equal(bytes.length, 44 + 32_000);
  t.same(parseWavHeader(bytes), { ...stereo, frames: 8000 });
  t.same(
    [0, 1, 2, 3, 4, 5, 6].map((i) => bytes.readInt16LE(44 + 2 * i)),
    [1, -1, 2, -2, 3, -3, 0],
    "a copy of what was appended; silence to the end",
  );
});

t.test("a file that is there already is never touched", async (t) => {
  const disk = new FakeDisk();
  disk.files.set("a", Buffer.from("precious"));
  const troubles: string[] = [];
  const file = RecordingFile.open("a", mono, ({ code }) => troubles.push(code), disk);
  file.append(batch(1), FRAMES, 0);
  t.same(await file.close(FRAMES), { durationMs: 0, bytes: 0, missingMs: BATCH_MS });
  t.equal(disk.files.get("a")?.toString(), "precious");
  t.same(troubles, ["EEXIST"], "told once");
});

t.test(
  "the header is right after every write: with the first samples, then every two seconds, and at the end",
  async (t) => {
    const disk = new FakeDisk();
    let checked = 0;
    disk.onWrite = (bytes) => {
      const header = parseWavHeader(bytes);
      t.ok(header !== undefined && 44 + 2 * header.frames <= bytes.length, `after write ${++checked}`);
    };
    const file = RecordingFile.open("a", mono, () => t.fail("no trouble"), disk);
    const counted: (number | undefined)[] = [];
    for (let i = 0; i < 8; i++) {
      file.append(batch(i + 1), FRAMES, FRAMES * i);
      await settled();
      counted.push(parseWavHeader(disk.files.get("a")!)!.frames / FRAMES);
    }
    t.same(counted, [1, 1, 1, 1, 1, 6, 6, 6]);
    await file.close(FRAMES * 8);
    t.equal(parseWavHeader(disk.files.get("a")!)?.frames, FRAMES * 8);
    t.equal(disk.open, 0);
  },
);

t.test("what comes in smaller pieces is written 400 ms at a time, in one effect", async (t) => {
  const disk = new FakeDisk();
  const file = RecordingFile.open("a", stereo, () => t.fail("no trouble"), disk);
  const pieces = Array.from({ length: 20 }, (_, i) => new Int16Array(2 * 800).fill(i + 1));
  for (const [i, piece] of pieces.entries()) {
    file.append(piece, 800, 800 * i);
    await settled();
  }
  const samples = disk.effects.filter((effect) => /^write (?!0\+)/.test(effect));
  t.same(
    samples,
    [0, 1, 2, 3, 4].map((i) => `write ${44 + i * 12_800}+12800`),
  );
  await file.close(800 * 20);
  const bytes = disk.files.get("a")!;
  t.same(
    pieces.map((_, i) => [bytes.readInt16LE(44 + i * 3200), bytes.readInt16LE(44 + i * 3200 + 3198)]),
    pieces.map((_, i) => [i + 1, i + 1]),
  );
});

t.test("a disk that fails and heals", async (t) => {
  const disk = new FakeDisk();
  const troubles: object[] = [];
  const file = RecordingFile.open("a", mono, (trouble) => troubles.push(trouble), disk);
  const append = async (i: number) => {
    file.append(batch(i + 1), FRAMES, FRAMES * i);
    await settled();
  };
  await append(0);
  disk.fails = () => "ENOSPC";
  // Two seconds are queued (5 batches), the next five are lost.
  for (let i = 1; i <= 10; i++) await append(i);
  t.same(troubles, [{ failing: true, code: "ENOSPC" }]);
  t.equal(file.missingMs, 2000);
  disk.fails = () => undefined;
  await append(11);
  t.same(troubles.slice(1), [{ failing: false, code: "ENOSPC" }], "lost with this one too: the queue was still full");
  await append(12);
  t.same(await file.close(FRAMES * 13), { durationMs: 5200, bytes: 44 + 2 * FRAMES * 13, missingMs: 2400 });
  const expected = Array.from({ length: 13 }, (_, i) => (i > 5 && i < 12 ? 0 : i + 1));
  t.same(batches(disk.files.get("a")!), expected, "what is lost is silence in its place");
  t.equal(disk.open, 0);
});

t.test("an open that fails is tried again with the next batch", async (t) => {
  const disk = new FakeDisk();
  disk.fails = (effect) => (effect <= 2 ? "EMFILE" : undefined);
  const troubles: object[] = [];
  const file = RecordingFile.open("a", mono, (trouble) => troubles.push(trouble), disk);
  await settled();
  for (let i = 0; i < 2; i++) {
    file.append(batch(i + 1), FRAMES, FRAMES * i);
    await settled();
  }
  t.same(troubles, [
    { failing: true, code: "EMFILE" },
    { failing: false, code: "EMFILE" },
  ]);
  t.same(await file.close(2 * FRAMES), { durationMs: 800, bytes: 44 + 4 * FRAMES, missingMs: 0 });
  t.same(batches(disk.files.get("a")!), [1, 2]);
});

t.test("a disk that stalls costs two seconds of memory, then audio", async (t) => {
  const disk = new FakeDisk();
  const release = disk.stall();
  const troubles: object[] = [];
  const file = RecordingFile.open("a", mono, (trouble) => troubles.push(trouble), disk);
  for (let i = 0; i < 6; i++) file.append(batch(i + 1), FRAMES, FRAMES * i);
  t.same(troubles, [{ failing: true, code: "queue_full" }]);
  release();
  t.same(await file.close(FRAMES * 6), { durationMs: 2400, bytes: 44 + 2 * FRAMES * 6, missingMs: BATCH_MS });
  t.same(batches(disk.files.get("a")!), [1, 2, 3, 4, 5, 0]);
  t.same(troubles.at(-1), { failing: false, code: "queue_full" });
});

t.test(
  "whichever effects fail: nothing rejects, nothing stays open, and every batch is whole, in its place, or counted",
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }), fc.nat(14), async (failing, count) => {
        const disk = new FakeDisk();
        disk.fails = (effect) => (failing[effect] === true ? "EIO" : undefined);
        const file = RecordingFile.open("a", mono, () => undefined, disk);
        for (let i = 0; i < count; i++) {
          file.append(batch(i + 1), FRAMES, FRAMES * i);
          await settled();
        }
        const summary = await file.close(FRAMES * count);
        const bytes = disk.files.get("a");
        if (disk.open !== 0) throw new Error("left open");
        if (bytes === undefined) return summary.bytes === 0 && summary.missingMs === BATCH_MS * count;
        const values = batches(bytes);
        const lost = count - values.filter((value) => value !== 0).length;
        return values.every((value, i) => value === 0 || value === i + 1) && lost * BATCH_MS === summary.missingMs;
      }),
      { numRuns: 200 },
    );
  },
);

t.test("what comes after the close is ignored", async (t) => {
  const disk = new FakeDisk();
  const file = RecordingFile.open("a", mono, () => t.fail("no trouble"), disk);
  const summary = file.close(0);
  file.append(batch(1), FRAMES, 0);
  t.same(await summary, { durationMs: 0, bytes: 44, missingMs: 0 });
  t.same(parseWavHeader(disk.files.get("a")!), { ...mono, frames: 0 });
});
