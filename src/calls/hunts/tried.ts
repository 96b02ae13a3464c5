/** How often a call is passed on: no wish of a person needs more, and a chain of forwards must end. */
const MAX_HOPS = 5;

/** Whom a call has tried: nobody is tried twice, so that forwards cannot go round in circles. */
export class Tried {
  readonly #tried = new Set<string>();
  #hops = 0;

  has(whom: string): boolean {
    return this.#tried.has(whom);
  }

  /** @param whom the id of an agent or a group, or a number in its comparable form */
  add(whom: string): void {
    this.#tried.add(whom);
  }

  /** Counts one more forward; false: that was one too many. */
  hop(): boolean {
    this.#hops++;
    return this.#hops <= MAX_HOPS;
  }
}
