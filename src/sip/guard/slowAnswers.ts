import type { Scheduler } from "../../kernel/clock.ts";

/** Answers that wait at a time; whoever comes beyond that is answered at once: waiting is a cost, too. */
const MAX_WAITING = 1_000;

/** Answers that are held back. */
export class SlowAnswers {
  readonly #scheduler: Scheduler;
  readonly #waiting = new Set<() => void>();

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  get size(): number {
    return this.#waiting.size;
  }

  /** @param delayMs 0: at once. */
  after(delayMs: number, answer: () => void): void {
    if (delayMs <= 0 || this.#waiting.size >= MAX_WAITING) return answer();
    const cancel = this.#scheduler.at(this.#scheduler.now() + delayMs, () => {
      this.#waiting.delete(cancel);
      answer();
    });
    this.#waiting.add(cancel);
  }

  /** What waits is never given. */
  close(): void {
    for (const cancel of this.#waiting) cancel();
    this.#waiting.clear();
  }
}
