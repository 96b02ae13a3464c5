/** WAV files for tests. */

export interface WaveForm {
  readonly channels?: number;
  readonly sampleRate?: number;
  readonly bits?: number;
  readonly coding?: number;
}

export function chunk(tag: string, body: Buffer, length = body.length): Buffer {
  const header = Buffer.alloc(8);
  header.write(tag, 0, "latin1");
  header.writeUInt32LE(length, 4);
  return Buffer.concat([header, body, Buffer.alloc(body.length & 1)]);
}

export function formatChunk({ channels = 1, sampleRate = 8000, bits = 16, coding = 1 }: WaveForm = {}): Buffer {
  const body = Buffer.alloc(16);
  body.writeUInt16LE(coding, 0);
  body.writeUInt16LE(channels, 2);
  body.writeUInt32LE(sampleRate, 4);
  body.writeUInt32LE((sampleRate * channels * bits) / 8, 8);
  body.writeUInt16LE((channels * bits) / 8, 12);
  body.writeUInt16LE(bits, 14);
  return chunk("fmt ", body);
}

export function pcm(samples: readonly number[] | Int16Array): Buffer {
  const body = Buffer.alloc(2 * samples.length);
  samples.forEach((sample, i) => void body.writeInt16LE(sample, 2 * i));
  return body;
}

export const riff = (...chunks: readonly Buffer[]): Buffer => {
  const body = Buffer.concat([Buffer.from("WAVE", "latin1"), ...chunks]);
  return chunk("RIFF", body);
};

/** A whole file. */
export const wave = (samples: readonly number[] | Int16Array, form: WaveForm = {}): Buffer =>
  riff(formatChunk(form), chunk("data", pcm(samples)));

/** A sine of `frequency` Hz on every channel, as interleaved samples. */
export const sine = (frequency: number, seconds: number, { channels = 1, sampleRate = 8000 }: WaveForm = {}) =>
  Int16Array.from({ length: Math.round(seconds * sampleRate) * channels }, (_, i) =>
    Math.round(8000 * Math.sin((2 * Math.PI * frequency * Math.floor(i / channels)) / sampleRate)),
  );
