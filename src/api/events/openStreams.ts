export interface StreamLimits {
  /** Streams of `/events` that one user may hold open. */
  readonly eventStreams: number;
  /** … that the users of one account may. */
  readonly eventStreamsOfAccount: number;
  /** … and those of all accounts together: each is an open socket, of which calls need some, too. */
  readonly eventStreamsInAll: number;
}

/** How many streams of events are open, in all, of each account and of each user. */
export class OpenStreams {
  readonly #limits: StreamLimits;
  /** By the name of what is counted. */
  readonly #open = new Map<string, number>();

  constructor(limits: StreamLimits) {
    this.#limits = limits;
  }

  /** One more, of this user. @returns what takes it out again; undefined where there are as many as there may be. */
  add(accountId: string, userId: string): (() => void) | undefined {
    const { eventStreams, eventStreamsOfAccount, eventStreamsInAll } = this.#limits;
    const counts = [
      ["", eventStreamsInAll],
      [accountId, eventStreamsOfAccount],
      [`${accountId} ${userId}`, eventStreams],
    ] as const;
    if (counts.some(([name, limit]) => this.#of(name) >= limit)) return undefined;
    for (const [name] of counts) this.#count(name, 1);
    return () => {
      for (const [name] of counts) this.#count(name, -1);
    };
  }

  #of(name: string): number {
    return this.#open.get(name) ?? 0;
  }

  #count(name: string, more: 1 | -1): void {
    const count = this.#of(name) + more;
    if (count === 0) this.#open.delete(name);
    else this.#open.set(name, count);
  }
}
