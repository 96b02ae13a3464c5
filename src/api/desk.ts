/** One account as the API serves it: what is stored of it, what is alive in it, and who is told of that. */
import type { Account } from "../accounts/account.ts";
import { Turns } from "../accounts/configuration/turns.ts";
import type { CallCentre } from "../calls/live/callCentre.ts";
import type { TrunkState } from "../calls/live/views.ts";
import type { Scheduler } from "../kernel/clock.ts";
import type { Entropy } from "../kernel/entropy.ts";
import { Downloads } from "./answers/downloads.ts";
import { EventFeed, type FeedLimits } from "./events/eventFeed.ts";
import { OpenStreams, type StreamLimits } from "./events/openStreams.ts";
import { Slices } from "./events/slices.ts";
import { KeptAnswers } from "./requests/keptAnswers.ts";

export interface DeskParts {
  readonly account: Account;
  readonly calls: CallCentre;
  readonly trunkState: (trunkId: string) => TrunkState;
}

export interface Desk extends DeskParts {
  /** Writes one after the other, so that nothing is written between a precondition and the write that relies on it. */
  readonly writes: Turns;
  readonly feed: EventFeed;
  readonly downloads: Downloads;
  readonly keptAnswers: KeptAnswers;
}

export interface DesksOptions {
  readonly clock: Scheduler;
  readonly entropy: Entropy;
  readonly limits: FeedLimits & StreamLimits & { readonly keptAnswers: number };
}

/** The desks of the open accounts. */
export class Desks {
  readonly #options: DesksOptions;
  readonly #desks = new Map<string, Desk>();
  readonly #openStreams: OpenStreams;
  readonly #slices: Slices;

  constructor(options: DesksOptions) {
    this.#options = options;
    this.#openStreams = new OpenStreams(options.limits);
    this.#slices = new Slices();
  }

  /** Of an account that has been opened. From now on its events are kept for those who come back. */
  open(parts: DeskParts): Desk {
    const { account, calls } = parts;
    const { clock, entropy, limits } = this.#options;
    const desk: Desk = {
      ...parts,
      writes: new Turns(),
      feed: new EventFeed({
        account,
        subscribe: (listener) => calls.subscribe(listener),
        clock,
        entropy,
        limits,
        openStreams: this.#openStreams,
        slices: this.#slices,
      }),
      downloads: new Downloads(account),
      keptAnswers: new KeptAnswers(limits.keptAnswers, clock),
    };
    this.#desks.set(account.id, desk);
    return desk;
  }

  /** Streams of events that are open, of all accounts. */
  get eventStreams(): number {
    return [...this.#desks.values()].reduce((streams, { feed }) => streams + feed.readers, 0);
  }

  of(accountId: string): Desk | undefined {
    return this.#desks.get(accountId);
  }

  /** Ends the streams and downloads of an account that is closed. */
  close(accountId: string): void {
    const desk = this.#desks.get(accountId);
    desk?.feed.close();
    desk?.downloads.close();
    this.#desks.delete(accountId);
  }

  closeAll(): void {
    for (const id of [...this.#desks.keys()]) this.close(id);
  }
}
