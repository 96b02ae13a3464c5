/** How loud a recording is from moment to moment: what is drawn of it, and where nobody says anything. */

/** One value stands for so much time, ms. */
export const STEP_MS = 20;

interface Format {
  readonly channels: number;
  /** Frames per second. A frame is one sample of every track. */
  readonly sampleRate: number;
  readonly durationMs: number;
}

const FULL_SCALE = 32_768;
const BYTES_PER_SAMPLE = 2;

/**
 * The loudness of each track, made of its samples as they come, in order and in portions of any size: an hour in stereo has 115 MB of
 * samples, and 1.4 MB of loudness.
 */
export class Loudness {
  /** From 0 to 1 for each step, the square root of the greatest amplitude: people who speak softly are not a mere line. */
  readonly tracks: readonly Float32Array[];
  readonly #channels: number;
  readonly #framesPerStep: number;
  #frames = 0;

  constructor({ channels, sampleRate, durationMs }: Format) {
    const steps = Math.max(1, Math.ceil(durationMs / STEP_MS));
    this.tracks = Array.from({ length: channels }, () => new Float32Array(steps));
    this.#channels = channels;
    this.#framesPerStep = (sampleRate * STEP_MS) / 1000;
  }

  /** How much of it is known, ms. */
  get knownMs(): number {
    return (this.#frames / this.#framesPerStep) * STEP_MS;
  }

  /** @param bytes whole frames of 16-bit PCM, little-endian, as browsers' own numbers are */
  take(bytes: ArrayBuffer): void {
    const samples = new Int16Array(bytes, 0, Math.floor(bytes.byteLength / BYTES_PER_SAMPLE));
    const frames = Math.floor(samples.length / this.#channels);
    for (const [channel, track] of this.tracks.entries()) {
      for (let begin = 0; begin < frames; ) {
        const step = Math.floor((this.#frames + begin) / this.#framesPerStep);
        const end = Math.min(frames, Math.ceil((step + 1) * this.#framesPerStep) - this.#frames);
        let greatest = 0;
        for (let frame = begin; frame < end; frame++)
          greatest = Math.max(greatest, Math.abs(samples[frame * this.#channels + channel]!));
        if (step < track.length) track[step] = Math.max(track[step]!, Math.sqrt(greatest / FULL_SCALE));
        begin = end;
      }
    }
    this.#frames += frames;
  }
}

/** More than this no screen shows side by side. */
const MOST_POINTS = 4_000;

/** A track as it is drawn: of a long one the loudest of several steps each. */
export function outline(track: Float32Array): Float32Array {
  const width = Math.ceil(track.length / MOST_POINTS);
  if (width <= 1) return track;
  const points = new Float32Array(Math.ceil(track.length / width));
  for (const [step, value] of track.entries()) {
    const point = Math.floor(step / width);
    if (value > points[point]!) points[point] = value;
  }
  return points;
}
