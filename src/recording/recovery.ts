/** EDGE: makes a recording whole again that a crash cut off. */
import { open } from "node:fs/promises";
import { frameBytes, frameOffset, framesToMs, parseWavHeader, WAV_HEADER_BYTES, wavHeader } from "./wav.ts";

export interface Recovered {
  readonly durationMs: number;
  readonly bytes: number;
}

/**
 * Rewrites the header of the file at `path` from the file's length, and drops a frame that was written in part.
 * @returns undefined where there is no file, no header of ours, or the disk refuses.
 */
export async function recoverRecording(path: string): Promise<Recovered | undefined> {
  const file = await open(path, "r+").catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(WAV_HEADER_BYTES), 0, WAV_HEADER_BYTES, 0);
    const format = parseWavHeader(buffer.subarray(0, bytesRead));
    if (format === undefined) return undefined;
    const { size } = await file.stat();
    const frames = Math.floor((size - WAV_HEADER_BYTES) / frameBytes(format));
    const bytes = frameOffset(format, frames);
    if (bytes !== size) await file.truncate(bytes);
    if (frames !== format.frames) await file.write(wavHeader(format, frames), 0, WAV_HEADER_BYTES, 0);
    return { durationMs: framesToMs(format, frames), bytes };
  } catch {
    return undefined;
  } finally {
    await file.close().catch(() => undefined);
  }
}
