import type { Log } from "../../kernel/log.ts";
import { ok, type Result } from "../../kernel/result.ts";
import type { Tune } from "../../mixer/tune.ts";
import type { HoldMusicChoice } from "../commands.ts";

/** Reads a file of the music folder. */
export type LoadTune = (name: string) => Promise<Result<Tune, string>>;

/** What the account's calls are begun with: a tune is read once and shared by all calls of all workers. */
export class AccountMusic {
  readonly #load: LoadTune;
  readonly #log: Log;
  #setting = "default";
  #current: HoldMusicChoice = "default";
  #missing = false;
  /** The file read last, for a setting that may be about to be written. */
  #read: { readonly name: string; readonly tune: Tune } | undefined;

  constructor(load: LoadTune, log: Log) {
    this.#load = load;
    this.#log = log;
  }

  get current(): HoldMusicChoice {
    return this.#current;
  }

  /** The setting names a file that cannot be played. */
  get missing(): boolean {
    return this.#missing;
  }

  /** Whether a file can be played; the reason why not. */
  async check(name: string): Promise<Result<void, string>> {
    const tune = await this.#load(name);
    if (!tune.ok) return tune;
    this.#read = { name, tune: tune.value };
    return ok(undefined);
  }

  /** Follows the setting: `default`, `silence`, or the name of a file. Where that cannot be played the default tune is. */
  async follow(setting: string): Promise<void> {
    if (setting === this.#setting && this.#read?.name !== setting) return;
    this.#setting = setting;
    if (setting === "default" || setting === "silence") return this.#play(setting);
    const read = this.#read?.name === setting ? ok(this.#read.tune) : await this.#load(setting);
    this.#read = undefined;
    // Meanwhile it may have been changed again.
    if (setting !== this.#setting) return;
    if (read.ok) return this.#play(read.value);
    this.#play("default");
    this.#missing = true;
    const [file, reason] = [setting, read.error];
    this.#log.error({ event: "hold_music_failed", file, reason }, "the hold music cannot be played; the default is");
  }

  #play(choice: HoldMusicChoice): void {
    this.#missing = false;
    this.#current = choice;
  }
}
