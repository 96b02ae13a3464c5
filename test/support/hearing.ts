import type { AudioPort } from "../../lab/media/audioPort.ts";
import { AUDIBLE, goertzel, loudness, tonesIn } from "../../lab/sound/analysis.ts";
import { type Signal, tone } from "../../lab/sound/signals.ts";

/** Who sounds how, Hz: above every note of the hold music and its overtones. */
const frequencies = { customer: 1500, agent: 2000, monitor: 2500, second: 3000 } as const;

export type Speaker = keyof typeof frequencies;

export const speakers = Object.keys(frequencies) as readonly Speaker[];

/** What the speaker says all the time. */
export const voiceOf = (speaker: Speaker): Signal => tone(frequencies[speaker]);

/** Playout delays differ; what is heard this long after a change is heard for good, ms. */
const SETTLED_MS = 300;
const LISTEN_MS = 400;

/** The voices in a sound: each that is there at all, so that absence is a strong statement. */
export const voicesIn = (sound: Int16Array): readonly Speaker[] =>
  speakers.filter((speaker) => tonesIn(sound, [frequencies[speaker]]).length > 0);

/** The voices in a steady sound, and `music` where they do not explain how loud it is. */
function contentsOf(sound: Int16Array): readonly string[] {
  const voices = voicesIn(sound);
  const power = (decibels: number): number => 10 ** (decibels / 10);
  // A sine's power is half the square of its amplitude.
  const explained = voices.reduce((total, voice) => total + power(goertzel(sound, frequencies[voice])) / 2, 0);
  const whole = power(loudness(sound));
  return whole > power(AUDIBLE) && whole - explained > 0.3 * whole ? [...voices, "music"] : voices;
}

/**
 * Opus makes sums and differences of pure tones, up to so much below full scale, dB: it is made for speech. A voice of the tests lies
 * at a quarter of full scale.
 */
const OPUS_MURMUR = -30;

/** The voices in what a codec that is made for speech has left of them, and `music` where there is sound but no voice. */
function voicesThroughOpus(sound: Int16Array): readonly string[] {
  const voices = speakers.filter((speaker) => goertzel(sound, frequencies[speaker]) > OPUS_MURMUR);
  return voices.length === 0 && loudness(sound) > AUDIBLE ? ["music"] : voices;
}

/** What an end hears once a change has settled: voices, `music`, "" for silence, `nothing` where not a packet comes. */
export const hears = (ear: AudioPort): Promise<string> => heardBy(ear, contentsOf);

/** The same where speech has been through Opus. */
export const hearsRoughly = (ear: AudioPort): Promise<string> => heardBy(ear, voicesThroughOpus);

async function heardBy(ear: AudioPort, contents: (sound: Int16Array) => readonly string[]): Promise<string> {
  await ear.pass(SETTLED_MS);
  const from = ear.received.length;
  await ear.pass(LISTEN_MS);
  if (ear.received.length === from) return "nothing";
  return contents(ear.heard(from)).join(" ");
}
