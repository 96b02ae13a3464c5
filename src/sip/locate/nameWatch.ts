import type { Scheduler } from "../../kernel/clock.ts";

/** How often a name is looked up again, ms. */
const LOOK_MS = 60_000;
/** A name nobody has asked for in so long is let go: its trunk was deleted. */
const FORGET_MS = 7 * 86_400_000;
const MAX_NAMES = 1024;

interface Watched {
  addresses: readonly string[];
  askedAt: number;
}

/** Keeps the addresses of names at hand for questions that cannot wait, looking each up once a minute. */
export class NameWatch {
  readonly #look: (name: string) => Promise<readonly string[]>;
  readonly #scheduler: Scheduler;
  readonly #names = new Map<string, Watched>();
  #cancel: (() => void) | undefined;
  #closed = false;

  /** @param look never rejects; nothing found: what was found before stays, for a dead DNS says nothing of a peer. */
  constructor(look: (name: string) => Promise<readonly string[]>, scheduler: Scheduler) {
    this.#look = look;
    this.#scheduler = scheduler;
  }

  /** What is known; the first question begins the watch. */
  addressesOf(name: string): readonly string[] {
    const now = this.#scheduler.now();
    const known = this.#names.get(name);
    if (known === undefined) {
      if (this.#names.size < MAX_NAMES && !this.#closed) this.#begin(name, now);
      return [];
    }
    known.askedAt = now;
    return known.addresses;
  }

  close(): void {
    this.#closed = true;
    this.#cancel?.();
    this.#names.clear();
  }

  #begin(name: string, askedAt: number): void {
    const watched: Watched = { addresses: [], askedAt };
    this.#names.set(name, watched);
    this.#refresh(name, watched);
    this.#cancel ??= this.#plan();
  }

  #plan(): () => void {
    return this.#scheduler.at(this.#scheduler.now() + LOOK_MS, () => {
      for (const [name, watched] of this.#names) {
        if (this.#scheduler.now() - watched.askedAt > FORGET_MS) this.#names.delete(name);
        else this.#refresh(name, watched);
      }
      this.#cancel = this.#names.size > 0 ? this.#plan() : undefined;
    });
  }

  #refresh(name: string, watched: Watched): void {
    void this.#look(name).then((found) => {
      if (found.length > 0) watched.addresses = [...new Set(found)];
    });
  }
}
