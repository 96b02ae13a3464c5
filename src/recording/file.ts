/** EDGE: the file of one recording. */
import { type Disk, type DiskFile, disk as realDisk } from "./disk.ts";
import { frameBytes, frameOffset, framesToMs, WAV_HEADER_BYTES, type WavFormat, wavHeader, writePcm } from "./wav.ts";

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

/** Audio on its way to the disk. */
interface Stretch {
  readonly bytes: Buffer;
  readonly atFrame: number;
  frames: number;
}

/** Audio kept while the disk does not take it, ms. */
const QUEUE_MS = 2000;
/** Audio written at a time, ms: each write costs the same, however short, and a crash costs what was not written. */
const WRITE_MS = 400;
/** How far the header may fall behind the samples, ms. */
const HEADER_MS = 2000;

/**
 * A WAV file that grows while the call runs. Its header is right at every moment, and never more than two seconds short: it
 * is written first, with the first samples and every two seconds, so that a file cut off by a crash plays; `recoverRecording`
 * makes it whole. One write is in flight at a time. What could not be written stays queued and is tried again with the next
 * `append`; what the queue cannot hold is lost, and is silence in its place, since each stretch is written at its own offset.
 * Nothing here throws or rejects.
 */
export class RecordingFile {
  readonly #path: string;
  readonly #format: WavFormat;
  readonly #trouble: Trouble;
  readonly #disk: Disk;
  readonly #writeFrames: number;
  /** The last one takes what is appended, until it is full or being written. */
  readonly #queue: Stretch[] = [];
  #file: DiskFile | undefined;
  #writing: Promise<void> | undefined;
  /** The stretch that is being written, or was when the disk failed: it takes no more. */
  #taken: Stretch | undefined;
  #queuedFrames = 0;
  #endFrame = 0;
  /** What the header on the disk counts. */
  #headerFrame = 0;
  #lostFrames = 0;
  #failure: string | undefined;
  #closed = false;

  private constructor(path: string, format: WavFormat, trouble: Trouble, disk: Disk) {
    this.#path = path;
    this.#format = format;
    this.#trouble = trouble;
    this.#disk = disk;
    this.#writeFrames = (format.sampleRate * WRITE_MS) / 1000;
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
      this.#enqueue(interleaved, frames, atFrame);
    }
    if (this.#hasEnough) this.#write();
  }

  /** Writes what is queued, makes the file `totalFrames` long (silence at its end if need be) and closes it. */
  async close(totalFrames: number): Promise<RecordingSummary> {
    this.#closed = true;
    await this.#writing;
    await this.#attempt(() => this.#drain());
    this.#lostFrames += this.#queuedFrames;
    this.#queuedFrames = 0;
    this.#queue.length = 0;
    this.#taken = undefined;
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

  #enqueue(interleaved: Int16Array, frames: number, atFrame: number): void {
    const bytesPerFrame = frameBytes(this.#format);
    let last = this.#queue.at(-1);
    if (
      last === undefined ||
      last === this.#taken ||
      last.atFrame + last.frames !== atFrame ||
      (last.frames + frames) * bytesPerFrame > last.bytes.length
    ) {
      last = { bytes: Buffer.allocUnsafeSlow(Math.max(this.#writeFrames, frames) * bytesPerFrame), atFrame, frames: 0 };
      this.#queue.push(last);
    }
    writePcm(interleaved, frames * this.#format.channels, last.bytes, last.frames * bytesPerFrame);
    last.frames += frames;
    this.#queuedFrames += frames;
  }

  /** Starts writing what is queued, unless a write is in flight. */
  #write(): void {
    this.#writing ??= this.#attempt(() => this.#drain()).then((done) => {
      this.#writing = undefined;
      // What came while the header was written; after a failure the next append tries again.
      if (done && this.#hasEnough && !this.#closed) this.#write();
    });
  }

  async #drain(): Promise<void> {
    if (this.#file === undefined) {
      this.#file = await this.#disk.create(this.#path);
      await this.#writeHeader(this.#file);
    }
    for (let next = this.#next; next !== undefined; next = this.#next) {
      this.#taken = next;
      const { bytes, atFrame, frames } = next;
      await this.#file.write(bytes.subarray(0, frames * frameBytes(this.#format)), frameOffset(this.#format, atFrame));
      this.#queue.shift();
      this.#taken = undefined;
      this.#queuedFrames -= frames;
      this.#endFrame = Math.max(this.#endFrame, atFrame + frames);
    }
    if (this.#isHeaderDue) await this.#writeHeader(this.#file);
  }

  /** What is to be written now: nothing before there is enough, but for the remainder. */
  get #next(): Stretch | undefined {
    return this.#closed || this.#hasEnough ? this.#queue[0] : undefined;
  }

  get #hasEnough(): boolean {
    return this.#queuedFrames >= this.#writeFrames;
  }

  get #isHeaderDue(): boolean {
    if (this.#headerFrame === 0) return this.#endFrame > 0;
    return framesToMs(this.#format, this.#endFrame - this.#headerFrame) >= HEADER_MS;
  }

  async #writeHeader(file: DiskFile): Promise<void> {
    await file.write(wavHeader(this.#format, this.#endFrame), 0);
    this.#headerFrame = this.#endFrame;
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
