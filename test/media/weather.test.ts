/** Whisper and barge over bad networks: every leg loses 5 % of its packets and delays the others by up to 60 ms, out of order, too. */
import t from "tap";
import type { CodecName } from "../../src/rtp/codecs/codec.ts";
import type { Phone } from "./support/phone.ts";
import { type Signal, shareAt, tone } from "./support/signals.ts";
import { Stage } from "./support/stage.ts";

const VOICES = { customer: 440, agent: 1000, monitor: 1800 } as const;
type Voice = keyof typeof VOICES;
const WINDOW_MS = 100;

/** The share of the 100 ms windows that a phone was sent, put in order by its jitter buffer, in which a voice sounds. */
function soundsIn(phone: Phone, voice: Voice, from: number): number {
  const samples = phone.played(from);
  const window = WINDOW_MS * 8 * phone.scale;
  let good = 0;
  let all = 0;
  for (let at = 0; at + window <= samples.length; at += window, all++) {
    const share = shareAt(samples.subarray(at, at + window), VOICES[voice], phone.scale);
    if (share > 0.15) good++;
  }
  return all === 0 ? 0 : good / all;
}

const pairs: readonly [customer: CodecName, agent: CodecName, monitor: CodecName][] = [
  ["PCMA", "PCMA", "PCMA"],
  ["PCMU", "G722", "PCMA"],
  ["G722", "G722", "opus"],
  ["opus", "opus", "G722"],
  ["PCMA", "opus", "opus"],
];

/** So much less may be right with a monitor on the line than if the same two voices came from one phone. */
const tolerances = { "in order": 0.1, "out of order": 0.3 } as const;

const weathers = {
  "in order": { loss: 0.05, jitter: 60, inOrder: true },
  // A codec with a state, decoded and encoded again as packets come, suffers where they overtake one another.
  "out of order": { loss: 0.05, jitter: 60 },
} as const;

const both =
  (one: Signal, other: Signal): Signal =>
  (index) =>
    one(index) + other(index);

for (const name of ["in order", "out of order"] as const) {
  const weather = weathers[name];
  for (const [customer, agent, monitor] of pairs) {
    t.test(`5 % loss and 60 ms of jitter, ${name}: ${customer}, ${agent}, the monitor ${monitor}`, async (t) => {
      const parties = { customer: { codec: customer }, agent: { codec: agent }, weather, seed: 5 };
      const plain = new Stage(parties);
      plain.customer.speak(both(tone(VOICES.customer), tone(VOICES.monitor)));
      plain.agent.speak(both(tone(VOICES.agent), tone(VOICES.monitor)));
      plain.time.advance(12_000);
      await plain.end();
      const fair = Math.min(soundsIn(plain.customer, "agent", 2000), soundsIn(plain.agent, "customer", 2000));

      const stage = new Stage(parties);
      const supervisor = stage.monitor("active", "agent", { codec: monitor });
      stage.customer.speak(tone(VOICES.customer));
      stage.agent.speak(tone(VOICES.agent));
      supervisor.speak(tone(VOICES.monitor));
      stage.time.advance(12_000);
      const heard = {
        "monitor → customer": soundsIn(stage.customer, "monitor", 2000),
        "agent → customer": soundsIn(stage.customer, "agent", 2000),
        "monitor → agent": soundsIn(stage.agent, "monitor", 2000),
        "customer → agent": soundsIn(stage.agent, "customer", 2000),
        "customer → monitor": soundsIn(supervisor, "customer", 2000),
        "agent → monitor": soundsIn(supervisor, "agent", 2000),
      };
      for (const [path, share] of Object.entries(heard)) {
        t.ok(share >= fair - tolerances[name], `${path}: ${share}; from one phone ${fair}`);
      }
      await stage.end();
    });
  }
}
