import type { Disk, DiskFile } from "../../src/recording/disk.ts";

/** A disk in memory. Effects (create, write, truncate, close) are numbered from 1; `fails` says which of them fail, and how. */
export class FakeDisk implements Disk {
  readonly files = new Map<string, Buffer>();
  /** What every effect did, to compare orders. */
  readonly effects: string[] = [];
  open = 0;
  fails: (effect: number) => string | undefined = () => undefined;
  /** Told after each write, with the whole file. */
  onWrite: (file: Buffer) => void = () => undefined;
  #inFlight = 0;
  #gate: Promise<void> = Promise.resolve();

  /** Holds every effect until the returned function is called. */
  stall(): () => void {
    let release: () => void = () => undefined;
    this.#gate = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  }

  async create(path: string): Promise<DiskFile> {
    await this.#effect("create");
    if (this.files.has(path)) throw Object.assign(new Error("exists"), { code: "EEXIST" });
    this.files.set(path, Buffer.alloc(0));
    this.open++;
    return {
      write: async (bytes, position) => {
        await this.#effect(`write ${position}+${bytes.length}`);
        const old = this.files.get(path)!;
        const grown = Buffer.alloc(Math.max(old.length, position + bytes.length));
        old.copy(grown);
        grown.set(bytes, position);
        this.files.set(path, grown);
        this.onWrite(grown);
      },
      truncate: async (length) => {
        await this.#effect(`truncate ${length}`);
        const cut = Buffer.alloc(length);
        this.files.get(path)!.copy(cut);
        this.files.set(path, cut);
      },
      close: async () => {
        this.open--;
        await this.#effect("close");
      },
    };
  }

  async #effect(name: string): Promise<void> {
    this.effects.push(name);
    if (++this.#inFlight > 1) throw new Error("two effects in flight");
    try {
      await this.#gate;
      const code = this.fails(this.effects.length);
      if (code !== undefined) throw Object.assign(new Error(code), { code });
    } finally {
      this.#inFlight--;
    }
  }
}
