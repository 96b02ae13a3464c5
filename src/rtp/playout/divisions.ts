/** Divisions remembered. They are a packet apart at the least, so that these outlast every reader's delay. */
const DIVISIONS = 32;

/** The newest positions of a track that concealment does not cross (M6). */
export class Divisions {
  readonly #positions = new Float64Array(DIVISIONS).fill(-1);
  #next = 0;

  /** @param position at or after the last one */
  add(position: number): void {
    if (this.#positions[(this.#next + DIVISIONS - 1) % DIVISIONS] === position) return;
    this.#positions[this.#next] = position;
    this.#next = (this.#next + 1) % DIVISIONS;
  }

  /** The last one up to `position`; -1 when there is none. */
  upTo(position: number): number {
    let found = -1;
    for (const division of this.#positions) if (division <= position && division > found) found = division;
    return found;
  }

  /** The first one after `position`; Infinity when there is none. */
  after(position: number): number {
    let found = Number.POSITIVE_INFINITY;
    for (const division of this.#positions) if (division > position && division < found) found = division;
    return found;
  }
}
