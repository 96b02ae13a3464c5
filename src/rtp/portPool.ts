/** How long a released port rests: packets still on their way to its last leg must not reach the next one. */
const REST_MS = 2000;

/** The RTP ports of the program: even numbers, each with the odd one above it for RTCP (RFC 3550 §11). */
export class PortPool {
  /** Longest free first, each with the time from which it may be taken. */
  readonly #free: { readonly port: number; readonly from: number }[] = [];
  readonly #taken = new Set<number>();

  /** Pairs that lie in `[min, max]`. */
  constructor(min: number, max: number) {
    for (let port = min + (min % 2); port < max; port += 2) this.#free.push({ port, from: Number.NEGATIVE_INFINITY });
  }

  /** How many pairs are taken. */
  get inUse(): number {
    return this.#taken.size;
  }

  /**
   * The RTP port that has been free the longest.
   * @param now ms, on the scale of `release`
   * @returns undefined when every pair is taken or rests.
   */
  take(now: number): number | undefined {
    const first = this.#free[0];
    if (first === undefined || first.from > now) return undefined;
    this.#free.shift();
    this.#taken.add(first.port);
    return first.port;
  }

  /** Gives a pair back; it may be taken again after a rest of 2 s. */
  release(port: number, now: number): void {
    if (!this.#taken.delete(port)) throw new Error(`invariant: port ${port} is released once, by who took it`);
    this.#free.push({ port, from: now + REST_MS });
  }
}
