import t from "tap";
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import { codecNamed } from "../../../src/rtp/codecs/codecs.ts";
import { KEYS } from "../../../src/rtp/dtmf/keys.ts";
import { addTones } from "../../../src/rtp/dtmf/toneGenerator.ts";
import { HOP, TonePresses } from "../../../src/rtp/dtmf/tonePresses.ts";

/** ms of tone of each key, and of silence (`.`). */
type Dialled = readonly (readonly [key: string, ms: number])[];

/** The sound of a phone that dials in the band, as G.711 brings it. @param lead positions before the first */
function soundOf(dialled: Dialled, lead: number): Int16Array {
  const length = lead + dialled.reduce((sum, [, ms]) => sum + ms * 8, 0) + 2400;
  const sum = new Int32Array(length);
  let at = lead;
  for (const [key, ms] of dialled) {
    const n = ms * 8;
    if (key !== ".") addTones(KEYS.indexOf(key), 0, n, n, sum.subarray(at), 1);
    at += n;
  }
  const samples = Int16Array.from(sum);
  const bytes = new Uint8Array(samples.length);
  const codec = codecNamed("PCMA");
  codec.encoder().encode(samples, 0, samples.length, bytes, 0);
  codec.decoder().decode(bytes, 0, bytes.length, samples, 0);
  return samples;
}

interface Heard {
  readonly key: string;
  ms: number;
}

/** What is heard of it in packets of `ptime`, without those that `lost` names. */
function presses(samples: Int16Array, ptime: number, lost: (packet: number) => boolean = () => false) {
  const detector = new TonePresses();
  const n = ptime * 8;
  const heard: Heard[] = [];
  /** Positions of frames that may be heard. */
  const passed: number[] = [];
  for (let packet = 0; (packet + 1) * n <= samples.length; packet++) {
    if (lost(packet)) continue;
    let clean = true;
    for (let at = packet * n; at < (packet + 1) * n; at += HOP) {
      const news = detector.take(samples, at, HOP, at);
      if (news === "ends") heard.at(-1)!.ms = detector.lasted / 8;
      if (news === "begins") heard.push({ key: KEYS[detector.code]!, ms: 0 });
      if (news !== "none") clean = false;
    }
    if (clean) passed.push(packet * n);
  }
  return { heard, passed };
}

t.test("each key is one press, as long as it was, whatever its start and the packet time", async (t) => {
  const entropy = seededEntropy(4);
  for (const key of KEYS) {
    for (const ptime of [10, 20, 30, 60]) {
      for (const ms of [40, 65, 100, 500]) {
        const lead = 1000 + (entropy.uint32() % 480);
        const { heard } = presses(soundOf([[key, ms]], lead), ptime);
        const [press] = heard;
        const exact = heard.length === 1 && press!.key === key && Math.abs(press!.ms - ms) <= 20;
        if (!exact) t.fail(`${key} ${ms} ms at ${lead}, ptime ${ptime}: ${JSON.stringify(heard)}`);
      }
    }
  }
  t.pass("all of them");
});

t.test("what passes of a tone is shorter than what any receiver takes for a key", async (t) => {
  for (let lead = 800; lead < 960; lead += 9) {
    const { passed } = presses(soundOf([["5", 120]], lead), 20);
    const heard = passed.filter((at) => at + 160 > lead && at < lead + 960);
    const leaked = heard.reduce((sum, at) => sum + Math.min(at + 160, lead + 960) - Math.max(at, lead), 0);
    t.ok(leaked <= 20 * 8, `${leaked / 8} ms from ${lead}`);
  }
});

t.test("a number dialled fast comes whole and in order", async (t) => {
  const number = "0011*88#5A";
  const dialled = [...number].flatMap((key) => [[key, 45] as const, [".", 45] as const]);
  const { heard } = presses(soundOf(dialled, 777), 20);
  t.equal(heard.map(({ key }) => key).join(""), number);
});

t.test("one press stays one when packets of it are lost", async (t) => {
  for (const lost of [[12], [12, 13], [11, 14], [12, 13, 14, 15]]) {
    const { heard } = presses(soundOf([["7", 400]], 1234), 20, (packet) => lost.includes(packet));
    t.strictSame(
      heard.map(({ key }) => key),
      ["7"],
      `packets ${lost}`,
    );
    t.ok(Math.abs(heard[0]!.ms - 400) <= 20, `${heard[0]!.ms} ms`);
  }
});

t.test("a tone of 20 ms is no key, and neither is a voice or noise", async (t) => {
  for (let lead = 800; lead < 960; lead += 13) t.strictSame(presses(soundOf([["5", 20]], lead), 20).heard, []);
  const entropy = seededEntropy(9);
  const noise = Int16Array.from({ length: 80_000 }, () => (entropy.uint32() % 20_000) - 10_000);
  t.strictSame(presses(noise, 20).heard, []);
  for (let pitch = 85; pitch < 260; pitch += 13) {
    const voice = Int16Array.from({ length: 16_000 }, (_, i) => {
      let sum = 0;
      for (let h = 1; h * pitch < 3400; h++)
        sum += (4000 / h) * Math.sin((2 * Math.PI * h * pitch * i * (1 + i / 1e6)) / 8000);
      return sum;
    });
    t.strictSame(presses(voice, 20).heard, [], `${pitch} Hz`);
  }
});

t.test("a press whose packets stop is over after a while", async (t) => {
  const detector = new TonePresses();
  const samples = soundOf([["9", 400]], 0);
  for (let at = 0; at < 960; at += HOP) detector.take(samples, at, HOP, at);
  t.notOk(detector.expire(960 + 900));
  t.ok(detector.expire(960 + 1000));
  t.ok(Math.abs(detector.lasted - 960) <= 160, `${detector.lasted}`);
  t.notOk(detector.expire(960 + 2000), "once");
});
