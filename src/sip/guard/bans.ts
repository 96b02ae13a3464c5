/** How long the first ban lasts, ms; each further one within a day of the last is twice as long. */
const FIRST_MS = 600_000;
const LONGEST_MS = 86_400_000;
const REMEMBERED_MS = 86_400_000;
/** Of a source that phones of ours share with whoever misbehaves there. */
const KNOWN_MS = 60_000;
const CAPACITY = 8192;

interface Ban {
  readonly until: number;
  readonly times: number;
}

/** Sources of which nothing is read for a while. */
export class Bans {
  /** In the order in which they were imposed. */
  readonly #bans = new Map<string, Ban>();

  /** @returns how long it lasts, ms. */
  impose(source: string, isKnown: boolean, now: number): number {
    const before = this.#bans.get(source);
    const times = before !== undefined && now - before.until < REMEMBERED_MS ? before.times + 1 : 1;
    const lasts = isKnown ? KNOWN_MS : Math.min(LONGEST_MS, FIRST_MS * 2 ** (times - 1));
    this.#bans.delete(source);
    this.#makeRoom();
    this.#bans.set(source, { until: now + lasts, times });
    return lasts;
  }

  holds(source: string, now: number): boolean {
    const ban = this.#bans.get(source);
    return ban !== undefined && now < ban.until;
  }

  /** How many hold. */
  count(now: number): number {
    let holding = 0;
    for (const { until } of this.#bans.values()) if (now < until) holding++;
    return holding;
  }

  #makeRoom(): void {
    const [oldest] = this.#bans.keys();
    if (this.#bans.size >= CAPACITY && oldest !== undefined) this.#bans.delete(oldest);
  }
}
