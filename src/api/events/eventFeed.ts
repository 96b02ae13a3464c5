import type { Account, Bearer } from "../../accounts/account.ts";
import type { LiveEvent } from "../../calls/live/callCentre.ts";
import { rfc3339, type Scheduler } from "../../kernel/clock.ts";
import type { Entropy } from "../../kernel/entropy.ts";
import { EventLog } from "./eventLog.ts";
import { EventStream } from "./eventStream.ts";

export interface FeedLimits {
  /** Events kept for `Last-Event-ID`. */
  readonly eventLog: number;
  /** Bytes that may wait for a slow reader of `/events` before it is dropped. */
  readonly eventBacklog: number;
  /** Streams of `/events` that one user may hold open. */
  readonly eventStreams: number;
  /** Between two signs of life on `/events`, ms. */
  readonly heartbeat: number;
}

export interface FeedOptions {
  readonly account: Pick<Account, "id" | "directory" | "holds" | "onBearerEnded">;
  /** Where the account's events come from. Returns what ends it. */
  readonly subscribe: (listener: (event: LiveEvent) => void) => () => void;
  readonly clock: Scheduler;
  readonly entropy: Entropy;
  readonly limits: FeedLimits;
}

/** Who reads: a bearer, for as long as it holds. */
export interface FeedReader {
  readonly bearer: Bearer;
  /** Of the last event that it has; undefined for a new reader. */
  readonly lastEventId: string | undefined;
}

/** The events of one account: the most recent ones, and everybody who reads them. */
export class EventFeed {
  readonly #options: FeedOptions;
  readonly #log: EventLog;
  /** The open streams, and who reads them. */
  readonly #streams = new Map<EventStream, Bearer>();
  /** How many of them each user holds. */
  readonly #held = new Map<string, number>();
  readonly #endings: readonly (() => void)[];

  constructor(options: FeedOptions) {
    const { account, limits, entropy, subscribe } = options;
    this.#options = options;
    this.#log = new EventLog(account.id, limits.eventLog, entropy);
    this.#endings = [
      subscribe((event) => {
        const logged = this.#log.append(event);
        for (const stream of this.#streams.keys()) stream.offer(logged);
      }),
      account.onBearerEnded((id) => {
        for (const [stream, bearer] of this.#streams) if (bearer.id === id) stream.end();
      }),
    ];
  }

  /** How many streams are open. */
  get readers(): number {
    return this.#streams.size;
  }

  /** A stream for one more reader; undefined where the user holds as many as one may. */
  open({ bearer, lastEventId }: FeedReader): EventStream | undefined {
    const { account, limits, clock } = this.#options;
    const { id } = bearer.user;
    const held = this.#held.get(id) ?? 0;
    if (held >= limits.eventStreams) return undefined;
    const stream = new EventStream({
      accountId: account.id,
      backlog: limits.eventBacklog,
      reader: () => account.directory.user(id),
    });
    if (lastEventId !== undefined) {
      const missed = this.#log.since(lastEventId);
      if (missed === undefined) stream.offerLoss(rfc3339(clock.wall()));
      else stream.replay(missed);
    }
    this.#streams.set(stream, bearer);
    this.#held.set(id, held + 1);
    const stop = this.#beat(stream, bearer);
    stream.body.once("close", () => {
      stop();
      this.#forget(stream, id);
    });
    return stream;
  }

  close(): void {
    for (const end of this.#endings) end();
    for (const stream of this.#streams.keys()) stream.end();
  }

  /** A sign of life now and then, for as long as the reader may be there. */
  #beat(stream: EventStream, bearer: Bearer): () => void {
    const { account, clock, limits } = this.#options;
    let cancel = (): void => undefined;
    const arm = (): void => {
      cancel = clock.at(clock.now() + limits.heartbeat, () => {
        if (account.holds(bearer)) stream.heartbeat();
        else stream.end();
        arm();
      });
    };
    arm();
    return () => cancel();
  }

  #forget(stream: EventStream, userId: string): void {
    this.#streams.delete(stream);
    const held = (this.#held.get(userId) ?? 1) - 1;
    if (held === 0) this.#held.delete(userId);
    else this.#held.set(userId, held);
  }
}
