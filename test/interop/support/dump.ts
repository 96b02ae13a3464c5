import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** RIFF, `fmt ` and the head of `data`, as libsndfile writes them of 16-bit PCM. */
const HEADER = 44;

/** The sound of one call that baresip's sndfile is writing: looked at by its length, read where one wants to listen. */
export class Dump {
  readonly #path: string;
  /** Samples a second: the codec's. */
  readonly rate: number;
  readonly #tracks: number;

  /** The newest that has begun, of what is heard (`dec`) or said (`enc`). */
  static async newest(folder: string, kind: "dec" | "enc"): Promise<Dump | undefined> {
    const names = (await readdir(folder)).filter((name) => name.endsWith(`-${kind}.wav`));
    const last = names.sort().at(-1);
    if (last === undefined) return undefined;
    const path = join(folder, last);
    // The header is written with the first sound.
    const header = await bytes(path, 0, HEADER);
    return header.length < HEADER ? undefined : new Dump(path, header.readUInt32LE(24), header.readUInt16LE(22));
  }

  private constructor(path: string, rate: number, tracks: number) {
    this.#path = path;
    this.rate = rate;
    this.#tracks = tracks;
  }

  /** Samples written so far. */
  async length(): Promise<number> {
    return Math.floor(((await stat(this.#path)).size - HEADER) / this.#frame);
  }

  /** `count` samples from sample `from` on, the left ones where there are two sides. */
  async read(from: number, count: number): Promise<Int16Array> {
    const data = await bytes(this.#path, HEADER + from * this.#frame, count * this.#frame);
    const whole = Math.floor(data.length / this.#frame);
    return Int16Array.from({ length: whole }, (_, i) => data.readInt16LE(i * this.#frame));
  }

  get #frame(): number {
    return 2 * this.#tracks;
  }
}

async function bytes(path: string, position: number, length: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
