/** Work that must not overlap, done in the order it came. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** How much is under way or waits. */
  get length(): number {
    return this.#waiting;
  }

  /** Runs `work` after all that came before it has ended, well or badly. */
  take<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting++;
    const turn = this.#last.then(work).finally(() => {
      this.#waiting--;
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
