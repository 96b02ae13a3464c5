import t from "tap";
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import { MAX_LAG } from "../../../src/rtp/playout/pitch.ts";
import { realign } from "../../../src/rtp/playout/realign.ts";

const FRAME = 160;

/** A tone of `period` positions at `scale`: MAX_LAG positions before a packet, and the packet. */
function toneOf(period: number, scale: number, amplitude: number): { before: Int16Array; packet: Int16Array } {
  const at = (i: number) => Math.round(amplitude * Math.sin((2 * Math.PI * i) / (period * scale)));
  return {
    before: Int16Array.from({ length: MAX_LAG * scale }, (_, i) => at(i - MAX_LAG * scale)),
    packet: Int16Array.from({ length: FRAME * scale }, (_, i) => at(i)),
  };
}

function realigned(aside: number, scale: number, amplitude: number, n = FRAME) {
  const { before, packet } = toneOf(37, scale, amplitude);
  const out = new Int16Array((FRAME + MAX_LAG) * scale);
  const shift = realign(before, packet, n, aside, scale, out);
  return { shift, sound: [...before, ...out.subarray(0, (n + shift) * scale)] };
}

const steepest = (sound: readonly number[]): number =>
  sound.slice(1).reduce((most, sample, i) => Math.max(most, Math.abs(sample - sound[i]!)), 0);

for (const scale of [1, 2]) {
  for (const [aside, sign] of [
    [500, 1],
    [-500, -1],
  ] as const) {
    t.test(
      `${scale * 8} kHz, ${aside / 8} ms aside: whole periods are repeated or left out, and nothing clicks`,
      async (t) => {
        const { shift, sound } = realigned(aside, scale, 8000);
        t.equal(Math.sign(shift), sign);
        t.equal(Math.abs(shift) % 37, 0, `${shift}`);
        const own = (8000 * 2 * Math.PI) / (37 * scale);
        t.ok(steepest(sound) <= 1.1 * own, `${steepest(sound)}, the tone's own ${own}`);
      },
    );
  }
}

t.test("quiet sound is changed from 30 ms on, speech from 60, whatever it is from 120", async (t) => {
  for (const [aside, quiet, speech] of [
    [100, false, false],
    [250, true, false],
    [-250, true, false],
    [490, true, true],
    [-490, true, true],
  ] as const) {
    t.equal(realigned(aside, 1, 100).shift !== 0, quiet, `${aside}, quiet`);
    t.equal(realigned(aside, 1, 8000).shift !== 0, speech, `${aside}, speech`);
  }
  const entropy = seededEntropy(1);
  const noise = () => Int16Array.from({ length: FRAME }, () => (entropy.uint32() % 16_000) - 8000);
  const out = new Int16Array(FRAME + MAX_LAG);
  t.equal(realign(noise(), noise(), FRAME, 600, 1, out), 0, "nothing is alike");
  t.not(realign(noise(), noise(), FRAME, 1000, 1, out), 0);
  t.not(realign(noise(), noise(), FRAME, -1000, 1, out), 0);
});

t.test("packets of 10 ms can be changed, shorter ones not", async (t) => {
  for (const aside of [1000, -1000]) {
    t.not(realigned(aside, 1, 8000, 80).shift, 0);
    t.equal(realigned(aside, 1, 8000, 40).shift, 0);
  }
});
