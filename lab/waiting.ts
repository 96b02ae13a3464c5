/** Waiting for something to become true, without sleeping: every change is announced, and each announcement is a look. */

/** How long a test waits for what should happen at once, ms. */
export const PATIENCE = 5000;

/** Announces that something changed, to those who wait for a condition. */
export class Changes {
  readonly #waiting = new Map<() => void, () => void>();

  announce(): void {
    for (const look of [...this.#waiting.keys()]) look();
  }

  /** Nothing will change any more: who still waits, waits in vain. */
  close(): void {
    for (const giveUp of [...this.#waiting.values()]) giveUp();
  }

  /**
   * The first value other than undefined and false that `look` finds, now or after a change.
   * @param what completes the sentence "waited 5000 ms for …" of the error.
   * @param state what is known instead, for the error.
   */
  until<T>(
    look: () => T | undefined | false,
    what: string,
    { patience = PATIENCE, state = () => "" }: { patience?: number; state?: () => string } = {},
  ): Promise<T> {
    const at = new Error();
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void): void => {
        clearTimeout(deadline);
        this.#waiting.delete(tryIt);
        finish();
      };
      const tryIt = (): void => {
        let found: T | undefined | false;
        try {
          found = look();
        } catch (error) {
          settle(() => reject(error as Error));
          return;
        }
        if (found !== undefined && found !== false) {
          const value = found;
          settle(() => resolve(value));
        }
      };
      const giveUp = (waited: string): void => {
        const known = state();
        at.message = `${waited} ${what}${known === "" ? "" : `; ${known}`}`;
        settle(() => reject(at));
      };
      const deadline = setTimeout(() => giveUp(`waited ${patience} ms for`), patience);
      this.#waiting.set(tryIt, () => giveUp("closed while waiting for"));
      tryIt();
    });
  }
}
