import { ok, type Result } from "../../kernel/result.ts";
import type { Tune } from "../../mixer/tune.ts";

/** Reads a file of the music folder. */
export type LoadTune = (name: string) => Promise<Result<Tune, string>>;

/** A sound that an account has chosen by a setting: one of ours, by its name, or a file, read once and shared by all calls of all workers. */
export class ChosenSound<Ours extends string> {
  readonly #ours: readonly [Ours, ...Ours[]];
  readonly #load: LoadTune;
  readonly #failed: (file: string, reason: string) => void;
  #setting: string;
  #current: Ours | Tune;
  #missing = false;

  /**
   * @param ours the first is the default, and stands for a file that cannot be played
   * @param failed told of such a file
   */
  constructor(ours: readonly [Ours, ...Ours[]], load: LoadTune, failed: (file: string, reason: string) => void) {
    this.#ours = ours;
    this.#load = load;
    this.#failed = failed;
    this.#setting = ours[0];
    this.#current = ours[0];
  }

  /** What calls are begun with. */
  get current(): Ours | Tune {
    return this.#current;
  }

  /** The setting names a file that cannot be played. */
  get missing(): boolean {
    return this.#missing;
  }

  /** @param anew the file may be another one than before */
  async follow(setting: string, anew: boolean): Promise<void> {
    if (setting === this.#setting && !anew) return;
    this.#setting = setting;
    const ours = this.#ours.find((name) => name === setting);
    const read = ours === undefined ? await this.#load(setting) : ok(ours);
    // Meanwhile it may have been changed again.
    if (setting !== this.#setting) return;
    this.#missing = !read.ok;
    this.#current = read.ok ? read.value : this.#ours[0];
    if (!read.ok) this.#failed(setting, read.error);
  }
}
