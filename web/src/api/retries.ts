/** How much longer each try in a row waits, ms. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;

/** How long to wait before something that failed is tried again: longer each time, and not at all once the network is back. */
export class Retries {
  readonly #signal: AbortSignal;
  #pause = FIRST_PAUSE;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  succeeded(): void {
    this.#pause = FIRST_PAUSE;
  }

  /** Resolves when it is time, or when the signal says that nobody waits any more. */
  wait(): Promise<void> {
    const pause = this.#pause;
    this.#pause = Math.min(2 * pause, LONGEST_PAUSE);
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        window.removeEventListener("online", done);
        this.#signal.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, pause);
      window.addEventListener("online", done);
      this.#signal.addEventListener("abort", done);
    });
  }
}
