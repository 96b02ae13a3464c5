/** What the people of the demo say: synthesised speech where espeak-ng is installed, a melody where it is not. */
import { execFile } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { resample } from "../lab/sound/resample.ts";
import { loop, RATE, type Signal } from "../lab/sound/signals.ts";
import { readWav, wavOf } from "../lab/sound/wav.ts";

const run = promisify(execFile);

export interface Line {
  readonly speaker: string;
  readonly text: string;
}

/** Two people one can tell apart: a variant of the Brazilian voice, and the root of a melody, Hz. */
export interface Voice {
  readonly espeak: string;
  readonly root: number;
}

const PAUSE_MS = 500;
/** A third of full scale: the level of somebody who speaks into the telephone and not at it. */
const PEAK = 11_000;

/**
 * Turns a dialogue into one endless signal a speaker; while one speaks the others are silent.
 * @param folder where spoken lines are kept for the next start.
 */
export async function dialogue(
  lines: readonly Line[],
  voices: Readonly<Record<string, Voice>>,
  folder: string,
): Promise<Readonly<Record<string, Signal>>> {
  await mkdir(folder, { recursive: true });
  const tracks = new Map(Object.keys(voices).map((speaker): [string, Int16Array[]] => [speaker, []]));
  for (const [i, { speaker, text }] of lines.entries()) {
    const voice = voices[speaker]!;
    const sound = (await spoken(text, voice, join(folder, `${speaker}-${i}.wav`))) ?? melody(text, voice.root);
    const silence = new Int16Array(sound.length);
    const pause = new Int16Array((PAUSE_MS * RATE) / 1000);
    for (const [other, track] of tracks) track.push(other === speaker ? sound : silence, pause);
  }
  return Object.fromEntries([...tracks].map(([speaker, parts]) => [speaker, loop(joined(parts))]));
}

async function spoken(text: string, voice: Voice, path: string): Promise<Int16Array | undefined> {
  const kept = await readFile(path).catch(() => undefined);
  if (kept !== undefined) return readWav(kept).tracks[0];
  const raw = `${path}.22k`;
  try {
    await run("espeak-ng", ["-v", voice.espeak, "-s", "150", "-w", raw, text]);
    const { rate, tracks } = readWav(await readFile(raw));
    const sound = levelled(resample(tracks[0]!, rate, RATE));
    await writeFile(path, wavOf(sound));
    return sound;
  } catch {
    return undefined;
  } finally {
    await rm(raw, { force: true });
  }
}

function levelled(sound: Int16Array): Int16Array {
  const peak = sound.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 1);
  return sound.map((sample) => Math.round((sample * PEAK) / peak));
}

/** One note a word, on a pentatonic scale, so that a line is as long as it would take to say. */
function melody(text: string, root: number): Int16Array {
  const steps = [0, 2, 4, 7, 9];
  const length = 0.28 * RATE;
  const words = text.split(" ");
  return Int16Array.from({ length: Math.round(words.length * length) }, (_, i) => {
    const word = words[Math.floor(i / length)] ?? "";
    const frequency = root * 2 ** (steps[word.length % steps.length]! / 12);
    const fade = Math.sin((Math.PI * (i % length)) / length);
    return Math.round(PEAK * fade * Math.sin((2 * Math.PI * frequency * i) / RATE));
  });
}

function joined(parts: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
