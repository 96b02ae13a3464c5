/** The register in the data folder, `accounts.json`: what accounts there are on this server. */
import { join } from "node:path";
import { rfc3339 } from "../../kernel/clock.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { takeLock } from "../../store/lock.ts";
import { readTextFile, replaceTextFile } from "../../store/textFile.ts";
import { type Entry, MAIN } from "./entry.ts";
import { parseRegister, registerText } from "./registerText.ts";

/** How long a change waits for another program to end its own, ms. */
const PATIENCE_MS = 5_000;

export class Register {
  readonly #path: string;
  readonly #lockPath: string;
  readonly #mainDomain: string;

  /** @param mainDomain the setting of the process. */
  constructor(dataDir: string, mainDomain: string) {
    this.#path = join(dataDir, "accounts.json");
    this.#lockPath = join(dataDir, "accounts.lock");
    this.#mainDomain = mainDomain;
  }

  /** The accounts in the order in which they were made; none in a data folder that has no register yet. Errors are one line. */
  read(): Result<readonly Entry[], string> {
    try {
      const text = readTextFile(this.#path);
      if (text === undefined) return ok([]);
      const entries = parseRegister(text, this.#mainDomain);
      return entries.ok ? entries : err(`${this.#path} ${entries.error}`);
    } catch (error) {
      return err(`${this.#path} cannot be read: ${String(error)}`);
    }
  }

  /** As `read`; where there is no register one is made, with the account `main`. */
  async begin(wall: number): Promise<Result<readonly Entry[], string>> {
    const entries = this.read();
    return !entries.ok || entries.value.length > 0 ? entries : await this.change(wall, async (now) => ok(now));
  }

  /**
   * Changes the register while nobody else does. What `work` made besides is not known to anybody before it is written.
   * @param work gets the entries, `main` among them, and answers those that are to be.
   */
  async change(
    wall: number,
    work: (entries: readonly Entry[]) => Promise<Result<readonly Entry[], string>>,
  ): Promise<Result<readonly Entry[], string>> {
    const lock = takeLock(this.#lockPath, PATIENCE_MS);
    if (!lock.ok) return err(lock.error.message);
    try {
      const read = this.read();
      if (!read.ok) return read;
      const isNew = read.value.length === 0;
      const before = isNew ? [this.#main(wall)] : read.value;
      const after = await work(before);
      if (!after.ok) return after;
      if (isNew || after.value !== before) replaceTextFile(this.#path, registerText(after.value));
      return after;
    } catch (error) {
      return err(`${this.#path} cannot be written: ${String(error)}`);
    } finally {
      lock.value.release();
    }
  }

  #main(wall: number): Entry {
    return { id: MAIN, name: "Ponto", domain: this.#mainDomain, createdAt: rfc3339(wall), disabledAt: null };
  }
}
