/** What is said, encoded before anything is measured. */
import { encodeSample } from "../../lab/sound/g711.ts";
import { noise, RATE, type Signal } from "../../lab/sound/signals.ts";
import { codecNamed } from "../../src/rtp/codecs/codecs.ts";
import type { Spoken } from "./sipText.ts";

export const FRAME_MS = 20;
export const FRAMES_A_SECOND = 1000 / FRAME_MS;
/** Samples of a frame at 8 kHz. */
const SAMPLES = (FRAME_MS * RATE) / 1000;

const SPEECH = 3000;
/** Full scale is 32767; clearly more than any sum of speakers. */
const BURST = 24_000;
/** A square of 1 kHz turns after so many samples. */
const HALF_PERIOD = 4;

/** RTP clock units of a frame. */
export const unitsOf = (codec: Spoken): number => codecNamed(codec).clockRate / FRAMES_A_SECOND;

/** A second of speech, frame by frame; the same bytes for all who speak. */
export function speechIn(codec: Spoken): readonly Uint8Array[] {
  let frames = spoken.get(codec);
  if (frames === undefined) {
    frames = encodeSecond(codec);
    spoken.set(codec, frames);
  }
  return frames;
}

const spoken = new Map<Spoken, readonly Uint8Array[]>();

function encodeSecond(name: Spoken): readonly Uint8Array[] {
  const codec = codecNamed(name);
  const encoder = codec.encoder();
  const signal = noise(1, SPEECH);
  const length = (FRAME_MS * codec.sampleRate) / 1000;
  const samples = new Int16Array(length);
  const bytes = new Uint8Array(1500);
  return Array.from({ length: FRAMES_A_SECOND }, (_, frame) => {
    for (let i = 0; i < length; i++) samples[i] = signal(frame * length + i);
    return bytes.slice(0, encoder.encode(samples, 0, length, bytes, 0));
  });
}

/** A-law. */
const lawFrame = (signal: Signal): Uint8Array =>
  Uint8Array.from({ length: SAMPLES }, (_, i) => encodeSample("PCMA", signal(i)));

export const silentFrame = lawFrame(() => 0);
/** So loud that it is found again in a mix. */
export const burstFrame = lawFrame((i) => (Math.floor(i / HALF_PERIOD) % 2 === 0 ? BURST : -BURST));
