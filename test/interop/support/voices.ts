/** Who speaks in which tone, and who is heard in a sound: in narrowband, and in the band that only wideband carries. */
import { goertzel, tonesIn } from "../../../lab/sound/analysis.ts";
import { RATE, type Signal, sum, tone } from "../../../lab/sound/signals.ts";
import type { CodecName } from "../../../src/rtp/codecs/codec.ts";

export const NARROWBAND = RATE;
export const WIDEBAND = 16_000;

export const isWideband = (codec: CodecName): boolean => codec === "G722" || codec === "opus";
/** Of what the codec decodes to. */
export const rateOf = (codec: CodecName): number => (isWideband(codec) ? WIDEBAND : NARROWBAND);

export const roles = ["customer", "agent", "monitor"] as const;
export type Role = (typeof roles)[number];

/** Hz: one that all can hear, and what a wideband phone says besides. Each is in a band of its own to Opus, and of the low ones none is where the products of two others fall. */
const tonesOf: Readonly<Record<Role, readonly [low: number, high: number]>> = {
  customer: [440, 4600],
  agent: [1000, 5200],
  monitor: [1700, 6100],
};
const lows = roles.map((role) => tonesOf[role][0]);
const highs = roles.map((role) => tonesOf[role][1]);
/** What a bad change of rate makes of them: high ones folded at 4,000 Hz, low ones mirrored there. */
const ghosts = [...highs, ...lows].map((frequency) => 8000 - frequency);

export const lowToneOf = (role: Role): number => tonesOf[role][0];

const AMPLITUDE = 6000;

export const voiceOf = (role: Role, codec: CodecName): Signal =>
  isWideband(codec)
    ? sum(...tonesOf[role].map((frequency) => tone(frequency, AMPLITUDE, WIDEBAND)))
    : tone(lowToneOf(role), AMPLITUDE);

/** dBFS: what is said is 8 dB louder at least, what Opus adds of its own and the noise of a cipher weaker. */
const SAID = -28;
const WINDOW_MS = 100;

/** Whether a tone goes through all of a sound. */
export const goesThrough = (sound: Int16Array, frequency: number, rate: number): boolean =>
  goertzel(sound, frequency, rate) > SAID;

/** Whether a tone is anywhere in a sound: a phone that stumbles on a busy machine breaks it, but not everywhere. */
function isSaid(sound: Int16Array, frequency: number, rate: number): boolean {
  const size = (WINDOW_MS * rate) / 1000;
  for (let at = 0; at + size <= sound.length; at += size) {
    if (goesThrough(sound.subarray(at, at + size), frequency, rate)) return true;
  }
  return false;
}

interface Speaker {
  readonly role: Role;
  readonly codec: CodecName;
}

/** Whose low tone is in the sound, though for an instant only. */
export const speakersIn = (sound: Int16Array, rate: number): readonly Role[] => {
  const heard = tonesIn(sound, lows, rate);
  return roles.filter((role) => heard.includes(lowToneOf(role)));
};

/** What is in a sound; of low tones the faintest trace counts. */
export const frequenciesIn = (sound: Int16Array, rate: number): readonly number[] => [
  ...tonesIn(sound, lows, rate),
  ...[...highs, ...ghosts].filter((frequency) => frequency < rate / 2 && isSaid(sound, frequency, rate)),
];

/** What should be in the sound of these speakers, in the order of {@link frequenciesIn}. */
export function frequenciesOf(speakers: readonly Speaker[], wide: boolean): readonly number[] {
  const wideband = speakers.filter(({ codec }) => wide && isWideband(codec));
  return [
    ...lows.filter((low) => speakers.some(({ role }) => lowToneOf(role) === low)),
    ...highs.filter((high) => wideband.some(({ role }) => tonesOf[role][1] === high)),
  ];
}
