/** A bucket of tokens: bounds what strangers can make us do. */
export class Allowance {
  readonly #perSecond: number;
  #left: number;
  #at = Number.NEGATIVE_INFINITY;

  /** @param perSecond How often it may be done; a second's worth may come at once. */
  constructor(perSecond: number) {
    this.#perSecond = perSecond;
    this.#left = perSecond;
  }

  /** Whether it may be done at `now` (ms); counts as done if so. */
  take(now: number): boolean {
    const earned = ((now - this.#at) / 1000) * this.#perSecond;
    this.#at = now;
    this.#left = Math.min(this.#perSecond, this.#left + earned);
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }
}
