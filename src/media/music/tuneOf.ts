import { err, ok, type Result } from "../../kernel/result.ts";
import type { Tune } from "../../mixer/tune.ts";
import { resampleWhole } from "../../rtp/resampling/resampler.ts";
import type { Wave } from "./waveFile.ts";

/** Longer music would be heard by nobody, and be kept in memory all the same. */
const LONGEST_S = 300;

/** A file's sound at the rates of calls: mono, in memory that every thread shares. Takes a second for some minutes of music. */
export function tuneOf(wave: Wave): Result<Tune, string> {
  const frames = wave.samples.length / 2 / wave.channels;
  const { sampleRate } = wave;
  if (frames > LONGEST_S * sampleRate) return err(`must not be longer than ${LONGEST_S / 60} minutes`);
  const mono = monoOf(wave, frames);
  const positions = Math.floor((frames * 8000) / sampleRate);
  if (positions === 0) return err("has no samples");
  return ok({
    narrow: shared(resampleWhole(mono, sampleRate, 8000), positions),
    wide: shared(resampleWhole(mono, sampleRate, 16_000), 2 * positions),
  });
}

function monoOf({ channels, samples }: Wave, frames: number): Int16Array {
  const mono = new Int16Array(frames);
  for (let i = 0; i < frames; i++) {
    const left = samples.readInt16LE(2 * channels * i);
    mono[i] = channels === 1 ? left : Math.round((left + samples.readInt16LE(4 * i + 2)) / 2);
  }
  return mono;
}

function shared(samples: Int16Array, length: number): Int16Array {
  const copy = new Int16Array(new SharedArrayBuffer(2 * length));
  copy.set(samples.subarray(0, length));
  return copy;
}
