import { BoundedMap } from "../../kernel/boundedMap.ts";
import { subscriberOf } from "../../kernel/subscriber.ts";

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

/** What a source did since the window began. */
interface Conduct {
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
  readonly #conducts = new BoundedMap<string, Conduct>(MAX_SOURCES);

  /** @param isKnown whether phones or trunks of ours are at this source; asked only when its patience is at stake. */
  constructor(isKnown: (source: string) => boolean) {
    this.#isKnown = isKnown;
  }

  /**
   * @param user who was named, with the realm: the same name in two realms is two users.
   * @returns how long the answer is to be held back, ms, and whether it was one too many.
   */
  wrongPassword(source: string, user: string, now: number): { readonly delayMs: number; readonly tooMuch: boolean } {
    const conduct = this.#conductOf(source, now);
    conduct.wrong++;
    const times = (conduct.wrongByUser.get(user) ?? 0) + 1;
    if (times > 1 || conduct.wrongByUser.size < known.wrongUsers) conduct.wrongByUser.set(user, times);
    const delayMs = times === 1 ? 0 : Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (times - 2));
    return { delayMs, tooMuch: this.#isTooMuch(source, conduct, now) };
  }

  /** Somebody asked for this user, or as this user, without proving anything. @returns whether it was one too many. */
  asked(source: string, user: string, now: number): boolean {
    const conduct = this.#conductOf(source, now);
    if (conduct.asked.size < stranger.askedUsers) conduct.asked.add(user);
    if (conduct.asked.size >= stranger.askedUsers) conduct.fullSince ??= now;
    return this.#isTooMuch(source, conduct, now);
  }

  /**
   * The request is no stranger's: that it asked for these users is forgotten, and what was wrong before with the one who proved a password;
   * not with others, or whoever has a password here could guess theirs for ever.
   */
  proved(
    source: string,
    { asked, proven }: { readonly asked: readonly string[]; readonly proven: string | undefined },
  ): void {
    const conduct = this.#conducts.get(subscriberOf(source));
    if (conduct === undefined) return;
    for (const user of asked) conduct.asked.delete(user);
    if (proven !== undefined) {
      conduct.wrong -= conduct.wrongByUser.get(proven) ?? 0;
      conduct.wrongByUser.delete(proven);
    }
    if (conduct.asked.size < stranger.askedUsers) conduct.fullSince = undefined;
  }

  forget(source: string): void {
    this.#conducts.delete(subscriberOf(source));
  }

  #isTooMuch(source: string, { wrong, wrongByUser, asked, fullSince }: Conduct, now: number): boolean {
    const exceeds = (patience: Patience): boolean =>
      wrong >= patience.wrong ||
      wrongByUser.size >= patience.wrongUsers ||
      (asked.size >= patience.askedUsers && fullSince !== undefined && now - fullSince >= GRACE_MS);
    return exceeds(stranger) && (exceeds(known) || !this.#isKnown(source));
  }

  #conductOf(source: string, now: number): Conduct {
    const subscriber = subscriberOf(source);
    const before = this.#conducts.get(subscriber);
    if (before !== undefined && now - before.since < WINDOW_MS) return before;
    const conduct: Conduct = { since: now, wrong: 0, wrongByUser: new Map(), asked: new Set(), fullSince: undefined };
    this.#conducts.set(subscriber, conduct);
    return conduct;
  }
}
