import t from "tap";
import { EventClock } from "../../../src/rtp/dtmf/eventClock.ts";

interface Row {
  readonly title: string;
  /** Units a position, of events by the description and of the audio. */
  readonly said: number;
  readonly audio: number;
  /** Of a press: how long its end says it was, in units, and ms from its first packet to that one. */
  readonly presses: readonly (readonly [duration: number, ms: number])[];
  readonly units: number;
}

const rows: readonly Row[] = [
  { title: "G.711", said: 1, audio: 1, presses: [[1280, 140]], units: 1 },
  { title: "Opus with events at 48 kHz", said: 6, audio: 6, presses: [[7680, 140]], units: 6 },
  { title: "Opus, as it says by 8,000", said: 1, audio: 6, presses: [[1280, 140]], units: 1 },
  { title: "as it says, its first packets lost", said: 1, audio: 6, presses: [[1280, 80]], units: 1 },
  { title: "as it says, its end late", said: 1, audio: 6, presses: [[1280, 400]], units: 1 },
  {
    title: "as it says, eight seconds long",
    said: 1,
    audio: 6,
    presses: [[65_535, 8170]],
    units: 1,
  },
  { title: "Opus, by 48,000 whatever it says", said: 1, audio: 6, presses: [[8640, 160]], units: 6 },
  { title: "by 48,000, its end late", said: 1, audio: 6, presses: [[8640, 300]], units: 6 },
  { title: "too short to tell", said: 1, audio: 6, presses: [[480, 5]], units: 1 },
  {
    title: "once mistaken, put right by the next",
    said: 1,
    audio: 6,
    presses: [
      [1280, 20],
      [1280, 140],
    ],
    units: 1,
  },
];

for (const { title, said, audio, presses, units } of rows) {
  t.test(title, async (t) => {
    const clock = new EventClock();
    clock.describe(said, audio);
    for (const press of presses) clock.judge(...press);
    t.equal(clock.units, units);
    t.equal(clock.perMs, 8 * units);
    clock.describe(said, audio);
    t.equal(clock.units, units, "the same description again changes nothing");
    clock.describe(2, 2);
    t.equal(clock.units, 2, "another one begins anew");
  });
}
