/** EDGE: files that are written and removed while calls run: nothing here blocks. */
import { rename, rm, writeFile } from "node:fs/promises";

/** Removes a file; one that is not there is no failure. Rejects where the disk refuses. */
export const deleteFile = (path: string): Promise<void> => rm(path, { force: true });

/**
 * A small file that is always whole: what is new is written beside it and takes its place. It keeps the last of what is put, one write
 * at a time, and nobody waits for it.
 */
export class LazyFile {
  readonly #path: string;
  readonly #refused: (error: unknown) => void;
  #waiting: string | undefined;
  #writing: Promise<void> | undefined;

  /** @param refused told when the disk takes nothing; the next put tries again. */
  constructor(path: string, refused: (error: unknown) => void) {
    this.#path = path;
    this.#refused = refused;
  }

  put(text: string): void {
    this.#waiting = text;
    this.#writing ??= this.#write();
  }

  /** Resolves when nothing is being written. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    while (this.#waiting !== undefined) {
      const text = this.#waiting;
      this.#waiting = undefined;
      try {
        const beside = `${this.#path}.new`;
        await writeFile(beside, text, { mode: 0o600 });
        await rename(beside, this.#path);
      } catch (error) {
        this.#refused(error);
      }
    }
    this.#writing = undefined;
  }
}
