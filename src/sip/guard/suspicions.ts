import { BoundedMap } from "../../kernel/boundedMap.ts";
import { subscriberOf } from "./subscriber.ts";

/** What a source may do within the window before it is banned. */
interface Patience {
  /** Wrong passwords in all. */
  readonly wrong: number;
  /** Users whose password was wrong. */
  readonly wrongUsers: number;
  /** Users asked for by requests that nobody's password stood behind. */
  readonly askedUsers: number;
}

const stranger: Patience = { wrong: 20, wrongUsers: 10, askedUsers: 40 };
/** Phones of ours are there: one that is set up wrongly must not lock the others out. */
const known: Patience = { wrong: 300, wrongUsers: 50, askedUsers: Number.POSITIVE_INFINITY };

/** ms. */
const WINDOW_MS = 600_000;
/** An office's phones all ask at once when the power returns: so long they get to prove their passwords. */
const GRACE_MS = 1_500;
/** The delay of the answer to a second wrong password for the same user, ms; doubles up to the longest. */
const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 4_000;
const MAX_SOURCES = 8192;

interface Record {
  readonly since: number;
  wrong: number;
  readonly wrongByUser: Map<string, number>;
  readonly asked: Set<string>;
  /** Since when as many users have been asked for as a stranger may. */
  fullSince: number | undefined;
}

/** What each source did lately that phones do not do. Users are only names here: whether they exist is not known to this place. */
export class Suspicions {
  readonly #isKnown: (source: string) => boolean;
  readonly #records = new BoundedMap<string, Record>(MAX_SOURCES);

  /** @param isKnown whether phones or trunks of ours are at this source; asked only when its patience is at stake. */
  constructor(isKnown: (source: string) => boolean) {
    this.#isKnown = isKnown;
  }

  /** @returns how long the answer is to be held back, ms, and whether it was one too many. */
  wrongPassword(source: string, user: string, now: number): { readonly delayMs: number; readonly tooMuch: boolean } {
    const record = this.#recordOf(source, now);
    record.wrong++;
    const times = (record.wrongByUser.get(user) ?? 0) + 1;
    if (times > 1 || record.wrongByUser.size < known.wrongUsers) record.wrongByUser.set(user, times);
    const delayMs = times === 1 ? 0 : Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (times - 2));
    return { delayMs, tooMuch: this.#isTooMuch(source, record, now) };
  }

  /** Somebody asked for this user, or as this user, without proving anything. @returns whether it was one too many. */
  asked(source: string, user: string, now: number): boolean {
    const record = this.#recordOf(source, now);
    if (record.asked.size < stranger.askedUsers) record.asked.add(user);
    if (record.asked.size >= stranger.askedUsers) record.fullSince ??= now;
    return this.#isTooMuch(source, record, now);
  }

  /** The request is no stranger's: what was held against the source for these users' sake is forgotten. */
  proved(source: string, users: readonly string[]): void {
    const record = this.#records.get(subscriberOf(source));
    if (record === undefined) return;
    for (const user of users) {
      record.asked.delete(user);
      record.wrong -= record.wrongByUser.get(user) ?? 0;
      record.wrongByUser.delete(user);
    }
    if (record.asked.size < stranger.askedUsers) record.fullSince = undefined;
  }

  forget(source: string): void {
    this.#records.delete(subscriberOf(source));
  }

  #isTooMuch(source: string, { wrong, wrongByUser, asked, fullSince }: Record, now: number): boolean {
    const exceeds = (patience: Patience): boolean =>
      wrong >= patience.wrong ||
      wrongByUser.size >= patience.wrongUsers ||
      (asked.size >= patience.askedUsers && fullSince !== undefined && now - fullSince >= GRACE_MS);
    return exceeds(stranger) && (exceeds(known) || !this.#isKnown(source));
  }

  #recordOf(source: string, now: number): Record {
    const subscriber = subscriberOf(source);
    const before = this.#records.get(subscriber);
    if (before !== undefined && now - before.since < WINDOW_MS) return before;
    const record: Record = { since: now, wrong: 0, wrongByUser: new Map(), asked: new Set(), fullSince: undefined };
    this.#records.set(subscriber, record);
    return record;
  }
}
