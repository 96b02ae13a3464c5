/** EDGE: the file of one recording. */
import { type Disk, type DiskFile, disk as realDisk } from "./disk.ts";
import { frameBytes, frameOffset, framesToMs, pcmBytes, WAV_HEADER_BYTES, type WavFormat, wavHeader } from "./wav.ts";

/** Told once when writing starts to fail, and once when it works again. `code`: the system's (`ENOSPC`, `EIO`, …), or `queue_full` where the disk is too slow. */
export type Trouble = (state: { readonly failing: boolean; readonly code: string }) => void;

export interface RecordingSummary {
  /** Length of the file, ms. */
  readonly durationMs: number;
  /** Size of the file; 0 where none could be made. */
  readonly bytes: number;
  /** Audio that was appended and could not be written: silence in the file, ms. */
  readonly missingMs: number;
}

interface Chunk {
  readonly bytes: Buffer;
  readonly atFrame: number;
  readonly frames: number;
}

/** Audio kept while the disk does not take it, ms. */
const QUEUE_MS = 2000;

/**
 * A WAV file that grows while the call runs. The header is right at every moment: it is written first and after each write
 * of samples, so a file cut off by a crash plays. One write is in flight at a time. What could not be written stays queued
 * and is tried again with the next `append`; what the queue cannot hold is lost, and is silence in its place, since each
 * stretch is written at its own offset. Nothing here throws or rejects.
 */
export class RecordingFile {
  readonly #path: string;
  readonly #format: WavFormat;
  readonly #trouble: Trouble;
  readonly #disk: Disk;
  readonly #queue: Chunk[] = [];
  #file: DiskFile | undefined;
  #writing: Promise<void> | undefined;
  #queuedFrames = 0;
  #endFrame = 0;
  #lostFrames = 0;
  #failure: string | undefined;
  #closed = false;

  private constructor(path: string, format: WavFormat, trouble: Trouble, disk: Disk) {
    this.#path = path;
    this.#format = format;
    this.#trouble = trouble;
    this.#disk = disk;
  }

  /** Begins a file at `path`, which must not exist. Returns at once; a failure is told by `trouble` and tried again. */
  static open(path: string, format: WavFormat, trouble: Trouble, disk: Disk = realDisk): RecordingFile {
    const file = new RecordingFile(path, format, trouble, disk);
    file.#write();
    return file;
  }

  /** Lost so far, ms. */
  get missingMs(): number {
    return framesToMs(this.#format, this.#lostFrames);
  }

  /** Queues a copy of the first `frames` frames of `interleaved`, to stand at `atFrame` of the file. */
  append(interleaved: Int16Array, frames: number, atFrame: number): void {
    if (this.#closed || frames <= 0) return;
    if (this.#queue.length > 0 && framesToMs(this.#format, this.#queuedFrames + frames) > QUEUE_MS) {
      this.#lostFrames += frames;
      this.#failing("queue_full");
    } else {
      this.#queue.push({ bytes: pcmBytes(interleaved, frames * this.#format.channels), atFrame, frames });
      this.#queuedFrames += frames;
    }
    this.#write();
  }

  /** Writes what is queued, makes the file `totalFrames` long (silence at its end if need be) and closes it. */
  async close(totalFrames: number): Promise<RecordingSummary> {
    this.#closed = true;
    await this.#writing;
    await this.#attempt(() => this.#drain());
    this.#lostFrames += this.#queuedFrames;
    this.#queuedFrames = 0;
    this.#queue.length = 0;
    const file = this.#file;
    if (file !== undefined) {
      await this.#attempt(async () => {
        await file.truncate(frameOffset(this.#format, totalFrames));
        this.#endFrame = totalFrames;
        await this.#writeHeader(file);
      });
      await this.#attempt(() => file.close());
    }
    return {
      durationMs: framesToMs(this.#format, this.#endFrame),
      bytes: file === undefined ? 0 : WAV_HEADER_BYTES + this.#endFrame * frameBytes(this.#format),
      missingMs: this.missingMs,
    };
  }

  /** Starts writing what is queued, unless a write is in flight. */
  #write(): void {
    this.#writing ??= this.#attempt(() => this.#drain()).then((done) => {
      this.#writing = undefined;
      // What came while the header was written; after a failure the next append tries again.
      if (done && this.#queue.length > 0 && !this.#closed) this.#write();
    });
  }

  async #drain(): Promise<void> {
    if (this.#file === undefined) {
      this.#file = await this.#disk.create(this.#path);
      await this.#writeHeader(this.#file);
    }
    if (this.#queue.length === 0) return;
    for (let chunk = this.#queue[0]; chunk !== undefined; chunk = this.#queue[0]) {
      await this.#file.write(chunk.bytes, frameOffset(this.#format, chunk.atFrame));
      this.#queue.shift();
      this.#queuedFrames -= chunk.frames;
      this.#endFrame = Math.max(this.#endFrame, chunk.atFrame + chunk.frames);
    }
    await this.#writeHeader(this.#file);
  }

  #writeHeader(file: DiskFile): Promise<void> {
    return file.write(wavHeader(this.#format, this.#endFrame), 0);
  }

  /** Does `work` and tells of trouble when it begins or ends. */
  async #attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      this.#healed();
      return true;
    } catch (error) {
      this.#failing(codeOf(error));
      return false;
    }
  }

  #failing(code: string): void {
    if (this.#failure !== undefined) return;
    this.#failure = code;
    this.#trouble({ failing: true, code });
  }

  #healed(): void {
    if (this.#failure === undefined) return;
    const code = this.#failure;
    this.#failure = undefined;
    this.#trouble({ failing: false, code });
  }
}

/** The system's name for a failure. */
const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "EIO";
