import { BoundedMap } from "../../kernel/boundedMap.ts";
import { subscriberOf } from "../../kernel/subscriber.ts";
import { Allowance } from "../transport/allowance.ts";

/** Messages a second; a second's worth may come at once. */
const STRANGER_PER_SECOND = 200;
/** An office behind one NAT, or a carrier. */
const KNOWN_PER_SECOND = 10_000;
/** All strangers together: a flood of forged sources costs no more parsing than this, and takes nothing from those we know. */
const STRANGERS_PER_SECOND = 5_000;
const MAX_SOURCES = 8192;
/** How often it is asked whether a source that sends too much is one of ours, ms: the answer costs a search. */
const ASK_MS = 1_000;

interface Source {
  allowance: Allowance;
  known: boolean;
  askedAt: number;
}

/** How many messages of each source are read. */
export class Rates {
  readonly #isKnown: (source: string) => boolean;
  readonly #sources = new BoundedMap<string, Source>(MAX_SOURCES);
  readonly #strangers = new Allowance(STRANGERS_PER_SECOND);

  /** @param isKnown whether phones or trunks of ours are at this source. */
  constructor(isKnown: (source: string) => boolean) {
    this.#isKnown = isKnown;
  }

  /** Whether one more message of the source is read at `now` (ms); counts as read if so. */
  take(address: string, now: number): boolean {
    const source = this.#sourceAt(address);
    if (source.known) return source.allowance.take(now);
    if (source.allowance.take(now) && this.#strangers.take(now)) return true;
    if (now - source.askedAt < ASK_MS) return false;
    source.askedAt = now;
    if (!this.#isKnown(address)) return false;
    this.welcome(address);
    return source.allowance.take(now);
  }

  /** The source has proved to be ours. */
  welcome(address: string): void {
    const source = this.#sourceAt(address);
    if (source.known) return;
    source.known = true;
    source.allowance = new Allowance(KNOWN_PER_SECOND);
  }

  #sourceAt(address: string): Source {
    const subscriber = subscriberOf(address);
    const known = this.#sources.get(subscriber);
    if (known !== undefined) return known;
    const source = { allowance: new Allowance(STRANGER_PER_SECOND), known: false, askedAt: Number.NEGATIVE_INFINITY };
    this.#sources.set(subscriber, source);
    return source;
  }
}
