/** The hold music: a short tune of our own, sounding on the call's time line so that all who wait hear the same note. */
import { Gates } from "./gates.ts";
import { addSamples } from "./pcm.ts";
import { type HoldMusicChoice, samplesOf, type Tune } from "./tune.ts";
import { type AddStretch, mixThroughGates, type Scale, type Voice } from "./voice.ts";

/** Samples a second of the tune at scale 1. */
const RATE = 8000;
/** −12 dBFS. */
const PEAK = 8231;
const BEAT = 0.4;

/** Broken chords, a bar a row: C, A minor, F, G; as semitones from middle C. */
const MELODY: readonly (readonly number[])[] = [
  [0, 7, 12, 16, 12, 7],
  [-3, 4, 9, 12, 9, 4],
  [-7, 5, 9, 12, 9, 5],
  [-5, 2, 7, 11, 14, 11],
];

let composed: Tune | undefined;

/** One turn of our own tune, about ten seconds; the end runs on into the beginning. Composed once, which takes a moment. */
export function holdTune(): Tune {
  composed ??= { narrow: compose(RATE), wide: compose(2 * RATE) };
  return composed;
}

function compose(rate: number): Int16Array {
  const notes = MELODY.flat();
  const length = Math.round(notes.length * BEAT * rate);
  const mix = new Float64Array(length);
  notes.forEach((semitones, i) => {
    pluck(mix, rate, Math.round(i * BEAT * rate), 261.63 * 2 ** (semitones / 12));
  });
  const loudest = mix.reduce((peak, x) => Math.max(peak, Math.abs(x)), 0);
  return Int16Array.from(mix, (x) => Math.round((x / loudest) * PEAK));
}

/** Adds a soft plucked note that rings on, around the end of the loop if need be. */
function pluck(mix: Float64Array, rate: number, start: number, frequency: number): void {
  const ring = 2 * rate;
  for (let i = 0; i < ring; i++) {
    const t = i / rate;
    const attack = Math.min(1, t / 0.02);
    const decay = Math.exp(-2.5 * t) * (1 - i / ring);
    const phase = 2 * Math.PI * frequency * t;
    mix[(start + i) % mix.length]! += attack * decay * (Math.sin(phase) + 0.25 * Math.sin(2 * phase));
  }
}

/** The music of one call and who is sent it. Silence sounds like nothing, but flows all the same. */
export class HoldMusic implements Voice {
  readonly #gates = new Gates();
  readonly #add: AddStretch;

  constructor(choice: HoldMusicChoice) {
    if (choice === "silence") this.#add = () => false;
    else this.#add = adding(choice === "default" ? holdTune() : choice);
  }

  get mask(): number {
    return this.#gates.current;
  }

  /** From `position` of the call on, these hear the music. */
  stamp(position: number, mask: number): void {
    this.#gates.stamp(position, mask);
  }

  mixInto(sum: Int32Array, sumOffset: number, position: number, n: number, listener: number, scale: Scale): boolean {
    return mixThroughGates(this.#gates, this.#add, sum, sumOffset, position, n, listener, scale);
  }
}

/** Adds a tune round and round, from its beginning at position 0. */
const adding =
  (tune: Tune): AddStretch =>
  (sum, sumOffset, position, n, scale) => {
    const music = samplesOf(tune, scale);
    const samples = n * scale;
    let loud = false;
    for (let done = 0; done < samples; ) {
      const phase = (((position * scale + done) % music.length) + music.length) % music.length;
      const stretch = Math.min(samples - done, music.length - phase);
      if (addSamples(sum, sumOffset + done, music, phase, stretch)) loud = true;
      done += stretch;
    }
    return loud;
  };
