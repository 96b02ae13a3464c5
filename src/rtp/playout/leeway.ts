/** A block of this many ms is remembered by its least values; so many blocks are. */
const BLOCK_MS = 1000;
const BLOCKS = 8;
/** The least values kept of a block. */
const KEPT = 3;
/** So many values this far below all others, 20 ms, are mishaps that the delay need not provide for: 2 % of those of 20 ms packets. */
const MISHAPS = 2;
const MISHAP = 320;
/** A whole block this far above those before it, 100 ms: the delay has become shorter, or the listener was away. */
const RISE = 800;

const worst = new Float64Array(MISHAPS + 1);

/**
 * The leeway of a listener: how far its speaker's samples were ahead of it when it read, at the worst. A low percentile over the last seconds,
 * in positions, on a scale that the listener's own jumps do not move.
 */
export class Leeway {
  /** `KEPT` values a block, ascending; the blocks go round. */
  readonly #lows = new Float64Array(BLOCKS * KEPT).fill(Number.POSITIVE_INFINITY);
  #block = 0;
  #blockStart = Number.NEGATIVE_INFINITY;
  /** Of all blocks but the present one. */
  #least = Number.POSITIVE_INFINITY;
  /** Of the block before the present one. */
  #leastBefore = Number.POSITIVE_INFINITY;

  /** What was possible at one read. */
  record(leeway: number, now: number): void {
    if (now - this.#blockStart >= BLOCK_MS) this.#turn(now);
    insert(this.#lows, this.#block * KEPT, KEPT, leeway);
  }

  /** Whether a block has ended. */
  get isKnown(): boolean {
    return Number.isFinite(this.#least);
  }

  /** What was possible at all times of the last seconds but for mishaps; Infinity while nothing is known. */
  get usual(): number {
    return this.isKnown ? Math.min(this.#least, this.#lows[this.#block * KEPT + MISHAPS]!) : Number.POSITIVE_INFINITY;
  }

  /** What was possible at all times of the last one or two seconds. */
  get recent(): number {
    return Math.min(this.#leastBefore, this.#lows[this.#block * KEPT]!);
  }

  /** What was measured says nothing about what comes. */
  forget(): void {
    this.#lows.fill(Number.POSITIVE_INFINITY);
    this.#blockStart = Number.NEGATIVE_INFINITY;
    this.#least = Number.POSITIVE_INFINITY;
    this.#leastBefore = Number.POSITIVE_INFINITY;
  }

  /** Ends a block and begins the next in the place of the oldest. */
  #turn(now: number): void {
    const lows = this.#lows;
    const last = lows[this.#block * KEPT]!;
    if (Number.isFinite(last)) {
      if (last - this.#least >= RISE) this.#forgetAllBut(this.#block);
      this.#leastBefore = last;
      this.#least = this.#usualOfAll();
      this.#block = (this.#block + 1) % BLOCKS;
      lows.fill(Number.POSITIVE_INFINITY, this.#block * KEPT, (this.#block + 1) * KEPT);
    }
    this.#blockStart = now;
  }

  #forgetAllBut(block: number): void {
    this.#lows.fill(Number.POSITIVE_INFINITY, 0, block * KEPT);
    this.#lows.fill(Number.POSITIVE_INFINITY, (block + 1) * KEPT);
  }

  #usualOfAll(): number {
    worst.fill(Number.POSITIVE_INFINITY);
    for (const low of this.#lows) insert(worst, 0, MISHAPS + 1, low);
    return Number.isFinite(worst[MISHAPS]!) && worst[MISHAPS]! - worst[0]! >= MISHAP ? worst[MISHAPS]! : worst[0]!;
  }
}

/** Puts a value among the `n` least, ascending from `first` on; the greatest falls out. */
function insert(least: Float64Array, first: number, n: number, value: number): void {
  let at = first + n - 1;
  if (value >= least[at]!) return;
  for (; at > first && least[at - 1]! > value; at--) least[at] = least[at - 1]!;
  least[at] = value;
}
