import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import t from "tap";
import { silentLog } from "../../../src/kernel/log.ts";
import { err, ok } from "../../../src/kernel/result.ts";
import { AccountMusic } from "../../../src/media/music/accountMusic.ts";
import { readMusicFile } from "../../../src/media/music/musicFile.ts";
import { tuneOf } from "../../../src/media/music/tuneOf.ts";
import { readWave } from "../../../src/media/music/waveFile.ts";
import { shareAt } from "../support/signals.ts";
import { sine, wave } from "./waves.ts";

const folder = t.testdir();
const put = (name: string, bytes: Buffer): string => {
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  return file;
};

t.test("a file becomes a tune at both rates, in memory that threads share", async (t) => {
  for (const form of [
    { sampleRate: 8000, channels: 1 },
    { sampleRate: 16_000, channels: 2 },
    { sampleRate: 44_100, channels: 2 },
    { sampleRate: 48_000, channels: 1 },
    { sampleRate: 11_025, channels: 1 },
  ] as const) {
    const read = await readMusicFile(put("tune.wav", wave(sine(1000, 1, form), form)));
    if (!read.ok) return t.fail(read.error);
    const { narrow, wide } = read.value;
    t.equal(narrow.length, 8000, `${form.sampleRate} Hz`);
    t.equal(wide.length, 16_000);
    t.ok(shareAt(narrow.subarray(500, 7500), 1000) > 0.99);
    t.ok(shareAt(wide.subarray(1000, 15_000), 1000, 2) > 0.99);
    t.type(narrow.buffer, SharedArrayBuffer);
  }
});

t.test("two channels are one half of each", async (t) => {
  const stereo = readWave(wave([1000, 3000, -32_768, -32_768, 32_767, 32_767], { channels: 2 }));
  const tune = stereo.ok ? tuneOf(stereo.value) : stereo;
  if (!tune.ok) return t.fail(tune.error);
  t.strictSame([...tune.value.narrow], [2000, -32_768, 32_767]);
});

t.test("what cannot be played is told", async (t) => {
  mkdirSync(path.join(folder, "folder.wav"));
  for (const [file, reason] of [
    [path.join(folder, "absent.wav"), "is not there"],
    [path.join(folder, "folder.wav"), "is no file"],
    [put("text.wav", Buffer.from("not a wave")), "is no WAV file"],
    [put("long.wav", wave(new Int16Array(8000 * 301))), "must not be longer than 5 minutes"],
    [put("short.wav", wave([1], { sampleRate: 48_000 })), "has no samples"],
  ] as const)
    t.strictSame(await readMusicFile(file), { ok: false, error: reason });
});

t.test("the account's music follows its setting", async (t) => {
  const tune = { narrow: new Int16Array(8), wide: new Int16Array(16) };
  const files = new Map([["a.wav", tune]]);
  const reads: string[] = [];
  const music = new AccountMusic(async (name) => {
    reads.push(name);
    const found = files.get(name);
    return found === undefined ? err("is not there") : ok(found);
  }, silentLog);
  const set = (holdMusic: string, sound = "tone") => music.follow({ holdMusic, notice: { sound } });
  t.equal(music.holdMusic.current, "default");
  t.strictSame(await music.check("b.wav"), { ok: false, error: "is not there" });
  t.equal(music.holdMusic.current, "default", "a setting that is refused changes nothing");
  t.ok((await music.check("a.wav")).ok);
  await set("a.wav");
  t.equal(music.holdMusic.current, tune);
  await set("a.wav");
  t.strictSame(reads, ["b.wav", "a.wav"], "read once, when it was checked");
  await set("silence");
  t.equal(music.holdMusic.current, "silence");
  files.clear();
  await set("a.wav");
  t.equal(music.holdMusic.current, "default", "a file that is gone: the default tune");
  t.strictSame(music.troubles(), ["hold_music_missing"]);
  await set("default");
  t.strictSame(music.troubles(), []);
  files.set("a.wav", tune);
  await Promise.all([set("a.wav"), set("silence")]);
  t.equal(music.holdMusic.current, "silence", "the newest setting counts");
});

t.test("so does the notice; both may play the same file, which is read once for the two", async (t) => {
  const tune = { narrow: new Int16Array(8), wide: new Int16Array(16) };
  const files = new Map([["a.wav", tune]]);
  const lines: unknown[] = [];
  let reads = 0;
  const log = { ...silentLog, error: (line: object) => void lines.push(line) };
  const music = new AccountMusic(async (name) => {
    reads++;
    const found = files.get(name);
    return found === undefined ? err("is not there") : ok(found);
  }, log);
  t.equal(music.notice.current, "tone");
  t.ok((await music.check("a.wav")).ok);
  await music.follow({ holdMusic: "a.wav", notice: { sound: "a.wav" } });
  t.strictSame([music.holdMusic.current, music.notice.current, reads], [tune, tune, 1]);
  await music.follow({ holdMusic: "default", notice: { sound: "tone" } });
  files.clear();
  await music.follow({ holdMusic: "default", notice: { sound: "a.wav" } });
  t.strictSame([music.notice.current, music.troubles()], ["tone", ["notice_sound_missing"]]);
  t.strictSame(lines, [{ event: "notice_sound_failed", file: "a.wav", reason: "is not there" }]);
  t.equal(music.holdMusic.current, "default");
  await music.follow({ holdMusic: "default", notice: { sound: "tone" } });
  t.strictSame(music.troubles(), []);
});
