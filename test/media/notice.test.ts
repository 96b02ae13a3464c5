/** A notice in whole media calls: who hears it, where, and that it changes nothing else. */
import t from "tap";
import { NOTICE_LEAD } from "../../src/mixer/notice.ts";
import type { Tune } from "../../src/mixer/tune.ts";
import { warningTone } from "../../src/mixer/warningTone.ts";
import type { CodecName } from "../../src/rtp/codecs/codec.ts";
import { codecNamed } from "../../src/rtp/codecs/codecs.ts";
import type { Phone } from "./support/phone.ts";
import { keysOf, SecurePhone } from "./support/secure.ts";
import { noise, type Signal, shareAt, silence, tone } from "./support/signals.ts";
import { CUSTOMER_LEG, Stage, type StageOptions } from "./support/stage.ts";

const BEEP = 1400;
const LENGTH = warningTone().narrow.length;
const beep = { sound: "tone", everyMs: 1000 } as const;

/** Of 20 ms each: those in which 1400 Hz are heard. */
function beeps(samples: Int16Array, scale: number, threshold = 0.1): number[] {
  const frame = 160 * scale;
  const heard: number[] = [];
  for (let i = 0; (i + 1) * frame <= samples.length; i++) {
    const piece = samples.subarray(i * frame, (i + 1) * frame);
    const energy = piece.reduce((sum, sample) => sum + sample ** 2, 0) / frame;
    if (energy > 10_000 && shareAt(piece, BEEP, scale) > threshold) heard.push(i);
  }
  return heard;
}

/** Neighbours together: the beginning of each stretch, and its length. */
const stretches = (frames: readonly number[]): [number, number][] =>
  frames.reduce<[number, number][]>((found, frame) => {
    const last = found.at(-1);
    if (last !== undefined && last[0] + last[1] === frame) last[1]++;
    else found.push([frame, 1]);
    return found;
  }, []);

/** What two parties are sent in two seconds, from the moment on at which notice is due. */
async function run(notice: number, options: StageOptions, said: readonly [Signal, Signal]): Promise<Stage> {
  const stage = new Stage({ notice: beep, ...options });
  stage.record();
  stage.customer.speak(said[0]);
  stage.agent.speak(said[1]);
  stage.set({ notice });
  stage.time.advance(2000);
  await stage.end();
  return stage;
}

t.test("U2 U3 it changes the bytes of the frames in which it sounds, of no other, and no header", async (t) => {
  const said = [noise(1, 4000), noise(2, 4000)] as const;
  const without = await run(0, {}, said);
  const given = await run(1, {}, said);
  const header = ({ payload, ...packet }: Phone["heard"][number]) => packet;
  for (const side of ["customer", "agent"] as const) {
    t.strictSame(given[side].heard.map(header), without[side].heard.map(header), "headers and pacing");
    const changed = given[side].heard.flatMap(({ payload }, i) =>
      payload.equals(without[side].heard[i]!.payload) ? [] : [i],
    );
    const first = Math.floor(NOTICE_LEAD / 160);
    t.strictSame(
      stretches(changed),
      [
        [first, LENGTH / 160],
        [first + 50, LENGTH / 160],
      ],
      `the ${side} hears two of 200 ms, a second apart`,
    );
  }
});

t.test(
  "M1 M2 both parties, the monitors and the recording have the same samples of it at the same position",
  async (t) => {
    const stage = new Stage({ notice: beep });
    const monitor = stage.monitor("passive");
    const onHold = stage.monitor("passive");
    stage.setMonitor(1, { holds: true });
    stage.record();
    stage.set({ notice: 1 });
    for (const phone of [stage.customer, stage.agent, monitor]) phone.speak(silence);
    stage.time.advance(1000);
    await stage.end();
    const { narrow } = warningTone();
    // A-law has no zero: a silent party says 8.
    const summed = narrow.map((sample) => sample + 8);
    for (const track of [0, 1])
      t.strictSame(
        stage.recording.channel(track).subarray(NOTICE_LEAD, NOTICE_LEAD + LENGTH),
        summed,
        `to the sample, on track ${track}`,
      );
    const coded = new Int16Array(LENGTH);
    const octets = Buffer.alloc(LENGTH);
    const codec = codecNamed("PCMA");
    codec.encoder().encode(summed, 0, LENGTH, octets, 0);
    codec.decoder().decode(octets, 0, LENGTH, coded, 0);
    for (const phone of [stage.customer, stage.agent])
      t.strictSame(phone.samples().subarray(NOTICE_LEAD, NOTICE_LEAD + LENGTH), coded, phone.address);
    t.strictSame(stretches(beeps(monitor.samples(), 1)), [[NOTICE_LEAD / 160, LENGTH / 160]], "a monitor");
    t.equal(onHold.heard.length, 0, "M5 not one that holds");
  },
);

const codecs = ["PCMA", "PCMU", "G722", "opus"] as const satisfies readonly CodecName[];
for (const customer of codecs) {
  for (const agent of codecs) {
    t.test(`${customer} and ${agent}: over their voices, which go on; the recording holds both`, async (t) => {
      const options = { customer: { codec: customer }, agent: { codec: agent } };
      const voices = [tone(440, 3000), tone(700, 3000)] as const;
      const stage = await run(1, options, voices);
      for (const [phone, voice] of [
        [stage.customer, 700],
        [stage.agent, 440],
      ] as const) {
        const { scale } = phone;
        const heard = phone.samples();
        const [from, to] = [NOTICE_LEAD, NOTICE_LEAD + LENGTH].map((position) => (position + 80) * scale);
        const during = heard.subarray(from, to);
        t.ok(shareAt(during, voice, scale) + shareAt(during, BEEP, scale) > 0.85, `${voice} Hz and the tone`);
        t.ok(shareAt(during, BEEP, scale) > 0.15);
        const clear = heard.subarray(to! + 400 * scale, to! + 4400 * scale);
        t.ok(shareAt(clear, voice, scale) > 0.97, "and the voice alone after it");
        // An encoder may smear a frame's edge.
        const lengths = stretches(beeps(heard, scale)).map(([, length]) => length);
        t.ok(lengths.length === 2 && lengths.every((frames) => frames >= 9 && frames <= 12), `${lengths}`);
      }
      const scale = stage.recording.sampleRate / 8000;
      for (const [track, voice] of [440, 700].entries()) {
        const during = stage.recording.channel(track).subarray(NOTICE_LEAD * scale, (NOTICE_LEAD + LENGTH) * scale);
        t.ok(shareAt(during, voice, scale) + shareAt(during, BEEP, scale) > 0.9, `${voice} Hz and the tone, recorded`);
      }
    });
  }
}

t.test("codecs with a state go over into it alike whether or not the call is recorded", async (t) => {
  for (const codec of ["G722", "opus"] as const) {
    const [recorded, unrecorded] = [true, false].map((isRecorded) => {
      const stage = new Stage({ notice: beep, customer: { codec }, agent: { codec } });
      if (isRecorded) stage.record();
      stage.customer.speak(tone(440, 3000));
      stage.agent.speak(silence);
      stage.time.advance(1000);
      stage.set({ notice: 1 });
      stage.time.advance(1000);
      return stage;
    });
    for (const stage of [recorded!, unrecorded!]) await stage.end();
    for (const side of ["agent", "customer"] as const) {
      const expected = recorded![side].samples();
      const differences = unrecorded![side].samples().map((sample, i) => Math.abs(sample - expected[i]!));
      const worst = differences.reduce((most, difference) => Math.max(most, difference), 0);
      t.ok(worst < 100, `${codec}: the ${side} hears the same within ${worst}`);
    }
  }
});

t.test("M7 it is heard by who is sent nothing: from phones that are silent, and in the midst of a pause", async (t) => {
  const stage = new Stage({ notice: beep });
  stage.set({ notice: 1 });
  stage.time.advance(900);
  stage.agent.speak(silence);
  stage.time.advance(400);
  stage.agent.mute();
  stage.time.advance(1500);
  for (const phone of [stage.customer, stage.agent]) phone.speak(silence);
  stage.time.advance(200);
  await stage.end();
  for (const phone of [stage.customer, stage.agent]) {
    const heard = stretches(beeps(phone.played(), 1)).map(([, frames]) => frames);
    t.equal(heard.length, 3, phone.address);
    t.ok(
      heard.every((frames) => frames === 10 || frames === 11),
      `whole, without a gap: ${heard}`,
    );
  }
});

t.test("over a network that loses and delays it is heard in full", async (t) => {
  const weather = { delay: 20, jitter: 30, loss: 0.05, reorder: 0.05, reorderBy: 30 };
  const stage = new Stage({ seed: 3, notice: beep, customer: {}, agent: {} });
  for (const phone of [stage.customer, stage.agent]) stage.net.setWeather(phone.address, 5000, weather);
  stage.customer.speak(silence);
  stage.agent.speak(silence);
  stage.set({ notice: 1 });
  stage.time.advance(10_000);
  await stage.end();
  for (const phone of [stage.customer, stage.agent]) {
    const heard = stretches(beeps(phone.played(), 1)).filter(([, frames]) => frames > 1);
    t.ok(heard.length >= 10 && heard.length <= 12, `${heard.length} of them at ${phone.address}`);
    const frames = heard.reduce((sum, [, length]) => sum + length, 0);
    t.ok(frames >= 9.5 * 10, `${frames} frames`);
  }
});

t.test("M3 while a party waits nobody hears it; it is put off until they talk", async (t) => {
  const stage = new Stage({ notice: { sound: "tone", everyMs: 0 }, holdMusic: "silence" });
  stage.record();
  for (const phone of [stage.customer, stage.agent]) phone.speak(silence);
  stage.hold("agent", true);
  stage.set({ notice: 1 });
  stage.time.advance(1500);
  stage.hold("agent", false);
  stage.time.advance(600);
  // It is cut short, and begins anew.
  stage.set({ waits: { customer: true, agent: false } });
  stage.time.advance(1000);
  stage.set({ waits: { customer: false, agent: false } });
  stage.time.advance(2000);
  await stage.end();
  const expected = [
    [2000 / 20, 100 / 20],
    [3600 / 20, 200 / 20],
  ];
  t.strictSame(stretches(beeps(stage.recording.channel(0), 1)), expected);
  t.strictSame(stretches(beeps(stage.recording.channel(1), 1)), expected);
  const [cut, whole] = stretches(beeps(stage.customer.played(), 1)).map(([, frames]) => frames);
  t.ok(cut! <= 6 && whole! >= 10, `the customer: ${cut} and ${whole} frames`);
});

t.test("an announcement is played from its beginning, at the listener's rate", async (t) => {
  const of = (signal: Signal, scale: 1 | 2) =>
    Int16Array.from({ length: 4000 * scale }, (_, i) => signal(i / scale)) as Tune["narrow"];
  const announcement = { narrow: of(tone(900), 1), wide: of(tone(5000), 2) };
  const stage = new Stage({
    notice: { sound: announcement, everyMs: 0 },
    customer: { codec: "G722" },
    agent: { codec: "PCMA" },
  });
  for (const phone of [stage.customer, stage.agent]) phone.speak(silence);
  stage.set({ notice: 1 });
  stage.time.advance(2500);
  // It has been heard: the same notice is not given again.
  stage.set({ notice: 0 });
  stage.set({ notice: 1 });
  stage.time.advance(1500);
  await stage.end();
  for (const [phone, frequency] of [
    [stage.customer, 5000],
    [stage.agent, 900],
  ] as const) {
    const { scale } = phone;
    const heard = phone.samples();
    const during = heard.subarray((NOTICE_LEAD + 80) * scale, (NOTICE_LEAD + 3920) * scale);
    t.ok(shareAt(during, frequency, scale) > 0.9, `${frequency} Hz`);
    for (const rest of [heard.subarray(0, NOTICE_LEAD * scale), heard.subarray((NOTICE_LEAD + 4160) * scale)])
      t.ok(
        rest.every((sample) => Math.abs(sample) < 200),
        "nothing before it and after it",
      );
  }
});

t.test("a party on SRTP hears it, and the other one with it", async (t) => {
  const stage = new Stage({ notice: beep });
  const keys = keysOf("AEAD_AES_128_GCM");
  const secure = new SecurePhone(stage, CUSTOMER_LEG, keys, { address: "10.0.1.9", ssrc: 99 });
  secure.phone.speak(silence);
  stage.agent.speak(silence);
  stage.set({ notice: 1 });
  stage.time.advance(1000);
  await stage.end();
  for (const phone of [secure.phone, stage.agent]) t.equal(beeps(phone.samples(), 1).length, 10);
  t.equal(secure.refused, 0);
  secure.phone.close();
});

t.test(
  "a new party hears another notice from its beginning; a recording on four tracks has it beside the monitors",
  async (t) => {
    const stage = new Stage({ notice: { sound: "tone", everyMs: 0 } });
    stage.record({ layout: "multitrack" });
    for (const phone of [stage.customer, stage.agent]) phone.speak(silence);
    stage.set({ notice: 1 });
    stage.time.advance(1500);
    stage.set({ notice: 2 });
    stage.time.advance(1500);
    await stage.end();
    t.strictSame(
      stretches(beeps(stage.recording.channel(2), 1)).map(([frame]) => frame * 20),
      [500, 2000],
    );
    for (const track of [0, 1, 3]) t.equal(beeps(stage.recording.channel(track), 1).length, 0);
  },
);
