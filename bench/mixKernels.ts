/** µs a 20 ms frame of each codec, of each pair of codecs, and of what else is done to samples. */
import { clipInto } from "../src/kernel/pcm.ts";
import { addSamples } from "../src/mixer/pcm.ts";
import type { Codec, CodecName } from "../src/rtp/codecs/codec.ts";
import { codecNamed } from "../src/rtp/codecs/codecs.ts";
import { ComfortNoise } from "../src/rtp/codecs/comfortNoise.ts";
import { transcode, transcodingTable } from "../src/rtp/codecs/g711.ts";
import { setComplexity } from "../src/rtp/codecs/opus/complexity.ts";
import { InbandDtmf } from "../src/rtp/dtmf/inbandDtmf.ts";
import { CONCEALMENT, CONCEALMENT_HISTORY, conceal } from "../src/rtp/playout/concealment.ts";
import { downsample, RESAMPLER_HISTORY, upsample } from "../src/rtp/resampling/resampler.ts";
import { distribution } from "./percentiles.ts";
import { table } from "./table.ts";

const FRAMES_A_BATCH = 20;
const BATCHES = 200;
/** The compiler has seen everything after these, which do not count. */
const WARM_UP_BATCHES = 100;

const POSITIONS = 160;
/** A second of speech, over and over. */
const FRAMES = 50;
const NAMES: readonly CodecName[] = ["PCMA", "PCMU", "G722", "opus"];
const OPUS_COMPLEXITIES = [0, 2, 5, 9] as const;
const DEFAULT_COMPLEXITY = 5;

export interface KernelRow {
  readonly kernel: string;
  /** µs a frame, over the batches. */
  readonly median: number;
  readonly p99: number;
}

/** What is done to frame number `frame`, 0 to FRAMES − 1. */
type Kernel = (frame: number) => void;

export function mixKernels(): readonly KernelRow[] {
  const print = table<KernelRow>([
    { title: "20 ms of", width: 34, text: ({ kernel }) => kernel },
    { title: "median µs", width: 9, text: ({ median }) => median.toFixed(2) },
    { title: "p99 µs", width: 9, text: ({ p99 }) => p99.toFixed(2) },
  ]);
  return [...codecs(), ...pairs(), ...samples()].map(([kernel, run]) => {
    const { p50, p99 } = distribution(measure(run));
    const row = { kernel, median: p50, p99 };
    print(row);
    return row;
  });
}

/** µs a frame, of each batch. */
function measure(run: Kernel): Float64Array {
  const costs = new Float64Array(BATCHES);
  let frame = 0;
  for (let batch = 0; batch < WARM_UP_BATCHES + BATCHES; batch++) {
    const begin = performance.now();
    for (let i = 0; i < FRAMES_A_BATCH; i++) {
      run(frame);
      frame = frame === FRAMES - 1 ? 0 : frame + 1;
    }
    if (batch >= WARM_UP_BATCHES)
      costs[batch - WARM_UP_BATCHES] = ((performance.now() - begin) * 1000) / FRAMES_A_BATCH;
  }
  return costs;
}

const scaleOf = (codec: Codec): 1 | 2 => (codec.sampleRate === 8000 ? 1 : 2);

/** Something like a voice, at either rate, with what the resampler wants to see before it. */
function speech(scale: 1 | 2): Int16Array {
  return Int16Array.from({ length: RESAMPLER_HISTORY + FRAMES * POSITIONS * scale }, (_, i) => {
    const time = i / (8000 * scale);
    let sum = 0;
    for (let overtone = 1; overtone <= 20; overtone++) sum += Math.sin(2 * Math.PI * 140 * overtone * time) / overtone;
    return Math.round(4000 * (1.1 + Math.sin(2 * Math.PI * 3 * time)) * sum);
  });
}

const sound = { 1: speech(1), 2: speech(2) } as const;
const startOf = (frame: number, scale: 1 | 2): number => RESAMPLER_HISTORY + frame * POSITIONS * scale;
const linear = new Int16Array(4 * POSITIONS);
const payload = new Uint8Array(1500);

function* codecs(): Iterable<[string, Kernel]> {
  for (const name of NAMES) {
    const codec = codecNamed(name);
    const frames = encoded(codec);
    const decoder = codec.decoder();
    yield [`decode ${name}`, (frame) => decoder.decode(frames[frame]!, 0, frames[frame]!.length, linear, 0)];
    for (const complexity of name === "opus" ? OPUS_COMPLEXITIES : [DEFAULT_COMPLEXITY]) {
      const encoder = codec.encoder();
      const scale = scaleOf(codec);
      yield [
        `encode ${name}${name === "opus" ? `, complexity ${complexity}` : ""}`,
        (frame) => {
          setComplexity(complexity);
          encoder.encode(sound[scale], startOf(frame, scale), POSITIONS * scale, payload, 0);
        },
      ];
    }
  }
  setComplexity(DEFAULT_COMPLEXITY);
}

function encoded(codec: Codec): readonly Uint8Array[] {
  const encoder = codec.encoder();
  const scale = scaleOf(codec);
  return Array.from({ length: FRAMES }, (_, frame) => {
    const length = encoder.encode(sound[scale], startOf(frame, scale), POSITIONS * scale, payload, 0);
    return payload.slice(0, length);
  });
}

function* pairs(): Iterable<[string, Kernel]> {
  for (const from of NAMES) {
    for (const to of NAMES) if (from !== to) yield [`${from} to ${to}`, transcoder(codecNamed(from), codecNamed(to))];
  }
}

/** The way of a forwarded packet between parties of different codecs. */
function transcoder(from: Codec, to: Codec): Kernel {
  const frames = encoded(from);
  const laws = transcodingTable(from.name, to.name);
  if (laws !== undefined) return (frame) => transcode(laws, frames[frame]!, 0, POSITIONS);
  const [decoder, encoder] = [from.decoder(), to.encoder()];
  const decoded = new Int16Array(RESAMPLER_HISTORY + 2 * POSITIONS);
  const convert = scaleOf(from) === scaleOf(to) ? undefined : scaleOf(from) === 1 ? upsample : downsample;
  const taken = POSITIONS * scaleOf(from);
  const given = POSITIONS * scaleOf(to);
  return (frame) => {
    decoded.copyWithin(0, taken);
    decoder.decode(frames[frame]!, 0, frames[frame]!.length, decoded, RESAMPLER_HISTORY);
    if (convert === undefined) {
      encoder.encode(decoded, RESAMPLER_HISTORY, given, payload, 0);
      return;
    }
    convert(decoded, RESAMPLER_HISTORY, taken, linear, 0);
    encoder.encode(linear, 0, given, payload, 0);
  };
}

function* samples(): Iterable<[string, Kernel]> {
  yield ["8 to 16 kHz", (frame) => upsample(sound[1], startOf(frame, 1), POSITIONS, linear, 0)];
  yield ["16 to 8 kHz", (frame) => downsample(sound[2], startOf(frame, 2), 2 * POSITIONS, linear, 0)];
  for (const scale of [1, 2] as const) {
    const rate = `${8 * scale} kHz`;
    const sum = new Int32Array(2 * POSITIONS);
    yield [
      `a mix of three, ${rate}`,
      (frame) => {
        sum.fill(0);
        for (let i = 0; i < 3; i++)
          addSamples(sum, 0, sound[scale], startOf((frame + i) % FRAMES, scale), POSITIONS * scale);
        clipInto(linear, 0, 1, sum, 0, POSITIONS * scale);
      },
    ];
    const made = new Int16Array(CONCEALMENT * scale);
    const history = sound[scale].slice(0, CONCEALMENT_HISTORY * scale);
    yield [`concealment of 60 ms, ${rate}`, () => conceal(history, CONCEALMENT_HISTORY, made, scale)];
  }
  const opus = codecNamed("opus").decoder();
  for (const frame of encoded(codecNamed("opus"))) opus.decode(frame, 0, frame.length, linear, 0);
  yield ["concealment by libopus", () => opus.conceal(2 * POSITIONS, linear, 0)];
  const keys = new InbandDtmf();
  yield ["search for keys as tones", (frame) => keys.detect(sound[1], startOf(frame, 1), POSITIONS)];
  const noise = new ComfortNoise(1);
  noise.update(Uint8Array.of(40, 100, 120, 140, 127), 0, 5);
  yield ["comfort noise, four coefficients", () => noise.fill(linear, 0, POSITIONS)];
}
