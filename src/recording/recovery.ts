/** EDGE: makes a recording whole again that a crash cut off. */
import { constants } from "node:fs";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import {
  frameBytes,
  frameOffset,
  framesToMs,
  parseWavHeader,
  WAV_HEADER_BYTES,
  type WavFormat,
  wavHeader,
} from "./wav.ts";

export interface Recovered extends WavFormat {
  readonly durationMs: number;
  readonly bytes: number;
}

/**
 * Rewrites the header of the file at `path` from the file's length, and drops a frame that was written in part. A crash
 * right after the answer leaves no file, or one without a whole header: it becomes a recording of no length, which plays.
 * @param format of the recording, for a file that cannot tell
 * @returns undefined where the file is none of ours, or the disk refuses.
 */
export async function recoverRecording(path: string, format: WavFormat): Promise<Recovered | undefined> {
  const file = await openOrMake(path).catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(WAV_HEADER_BYTES), 0, WAV_HEADER_BYTES, 0);
    const begun = bytesRead === WAV_HEADER_BYTES;
    const known = begun ? parseWavHeader(buffer) : { ...format, frames: -1 };
    if (known === undefined) return undefined;
    const { size } = await file.stat();
    const frames = begun ? Math.floor((size - WAV_HEADER_BYTES) / frameBytes(known)) : 0;
    const bytes = frameOffset(known, frames);
    if (frames !== known.frames) await file.write(wavHeader(known, frames), 0, WAV_HEADER_BYTES, 0);
    if (bytes < size) await file.truncate(bytes);
    const { channels, sampleRate } = known;
    return { channels, sampleRate, durationMs: framesToMs(known, frames), bytes };
  } catch {
    return undefined;
  } finally {
    await file.close().catch(() => undefined);
  }
}

async function openOrMake(path: string): Promise<FileHandle> {
  await mkdir(dirname(path), { recursive: true });
  return await open(path, constants.O_RDWR | constants.O_CREAT, 0o640);
}
