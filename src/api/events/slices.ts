/** How many steps are done before calls and requests have their turn: sending to so many sockets takes a millisecond or two. */
const SLICE = 100;

/** Does a little of its work. @returns whether more is left. */
export type Step = () => boolean;

/**
 * Work for thousands of readers, done a slice at a time: the thread that does it also answers phones, and none of them should
 * wait for all of it. Several such works take turns.
 */
export class Slices {
  readonly #works: Step[] = [];
  #waiting = false;

  /** Begins once everything that has come to the thread by now is dealt with: what it brings can be told together. */
  begin(work: Step): void {
    this.#works.push(work);
    this.#wait();
  }

  #wait(): void {
    if (this.#waiting || this.#works.length === 0) return;
    this.#waiting = true;
    setImmediate(this.#slice);
  }

  readonly #slice = (): void => {
    this.#waiting = false;
    const work = this.#works.shift()!;
    let more = true;
    try {
      for (let i = 0; more && i < SLICE; i++) more = work();
    } finally {
      // A step that fails is a defect, and told as one; the steps behind it are for other readers.
      if (more) this.#works.push(work);
      this.#wait();
    }
  };
}
