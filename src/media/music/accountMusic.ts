import type { Log } from "../../kernel/log.ts";
import { ok, type Result } from "../../kernel/result.ts";
import type { Tune } from "../../mixer/tune.ts";
import { ChosenSound, type LoadTune } from "./chosenSound.ts";

/** What the calls of one account are begun with. */
export class AccountMusic {
  readonly holdMusic: ChosenSound<"default" | "silence">;
  /** What tells the parties that they may be heard. */
  readonly notice: ChosenSound<"tone">;
  readonly #folder: LoadTune;
  /** The file checked last, for a setting that may be about to be written. */
  #checked: { readonly name: string; readonly tune: Tune } | undefined;

  constructor(folder: LoadTune, log: Log) {
    this.#folder = folder;
    const load: LoadTune = async (name) =>
      this.#checked?.name === name ? ok(this.#checked.tune) : await this.#folder(name);
    this.holdMusic = new ChosenSound(["default", "silence"], load, (file, reason) =>
      log.error({ event: "hold_music_failed", file, reason }, "the hold music cannot be played; the default is"),
    );
    this.notice = new ChosenSound(["tone"], load, (file, reason) =>
      log.error({ event: "notice_sound_failed", file, reason }, "the notice cannot be played; a tone is"),
    );
  }

  /** Whether a file can be played; the reason why not. */
  async check(name: string): Promise<Result<void, string>> {
    const tune = await this.#folder(name);
    if (!tune.ok) return tune;
    this.#checked = { name, tune: tune.value };
    return ok(undefined);
  }

  /** Follows the settings. Where a file cannot be played something of ours is. */
  async follow({ holdMusic, notice }: Chosen): Promise<void> {
    const checked = this.#checked;
    await Promise.all([
      this.holdMusic.follow(holdMusic, holdMusic === checked?.name),
      this.notice.follow(notice.sound, notice.sound === checked?.name),
    ]);
    if (this.#checked === checked) this.#checked = undefined;
  }

  /** Why the account's calls do not sound as they should, for `/readyz`. */
  troubles(): readonly string[] {
    return [
      ...(this.holdMusic.missing ? ["hold_music_missing"] : []),
      ...(this.notice.missing ? ["notice_sound_missing"] : []),
    ];
  }
}

/** The settings that name sounds: one of ours, or a file of the music folder. */
interface Chosen {
  readonly holdMusic: string;
  readonly notice: { readonly sound: string };
}
