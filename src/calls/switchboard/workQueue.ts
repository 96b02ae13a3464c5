/** Work done one piece at a time and in order: what a piece causes waits until it is done. */
export class WorkQueue<Owner> {
  readonly #failed: (owner: Owner, error: unknown) => void;
  readonly #waiting: { readonly owner: Owner; readonly work: () => void }[] = [];
  #working = false;

  /** @param failed told of a piece that threw; the others are done all the same. */
  constructor(failed: (owner: Owner, error: unknown) => void) {
    this.#failed = failed;
  }

  put(owner: Owner, work: () => void): void {
    this.#waiting.push({ owner, work });
  }

  /** Does what waits, unless that is being done already. */
  run(): void {
    if (this.#working) return;
    this.#working = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      try {
        next.work();
      } catch (error) {
        this.#failed(next.owner, error);
      }
    }
    this.#working = false;
  }
}
