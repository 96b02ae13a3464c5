import type { Writable } from "node:stream";
import type { Account, Bearer } from "../../accounts/account.ts";
import type { LiveEvent } from "../../calls/live/callCentre.ts";
import { rfc3339, type Scheduler } from "../../kernel/clock.ts";
import type { Entropy } from "../../kernel/entropy.ts";
import { EventLog } from "./eventLog.ts";
import { EventStream } from "./eventStream.ts";
import type { OpenStreams } from "./openStreams.ts";
import type { Slices } from "./slices.ts";

export interface FeedLimits {
  /** Events kept for `Last-Event-ID`, and for slow readers: who is further behind is dropped. */
  readonly eventLog: number;
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
  /** Of all accounts together. */
  readonly openStreams: OpenStreams;
  readonly slices: Slices;
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
  readonly #endings: readonly (() => void)[];
  /** Whether readers are being told of events. */
  #telling = false;
  #stopBeating = (): void => undefined;

  constructor(options: FeedOptions) {
    const { account, limits, entropy, subscribe } = options;
    this.#options = options;
    this.#log = new EventLog(account.id, limits.eventLog, entropy);
    this.#endings = [
      subscribe((event) => {
        this.#log.append(event);
        this.#tell();
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

  /**
   * A stream for one more reader.
   * @param answer gives what carries it
   * @returns false, without an answer, where there are as many as there may be.
   */
  open({ bearer, lastEventId }: FeedReader, answer: () => Writable): boolean {
    const { account, clock, openStreams } = this.#options;
    const { id } = bearer.user;
    const leave = openStreams.add(account.id, id);
    if (leave === undefined) return false;
    const sink = answer();
    // Who left while we looked up who it is will not tell us again.
    if (sink.destroyed) {
      leave();
      return true;
    }
    const known = lastEventId === undefined ? undefined : this.#log.behind(lastEventId);
    const place = known ?? this.#log.end;
    const stream = new EventStream({ log: this.#log, place, reader: () => account.directory.user(id), sink });
    if (this.#streams.size === 0) this.#beat();
    this.#streams.set(stream, bearer);
    sink.once("close", () => {
      leave();
      this.#streams.delete(stream);
      if (this.#streams.size === 0) this.#stopBeating();
    });
    if (lastEventId !== undefined && known === undefined) stream.tellLoss(account.id, rfc3339(clock.wall()));
    stream.deliver();
    return true;
  }

  close(): void {
    for (const end of this.#endings) end();
    for (const stream of this.#streams.keys()) stream.end();
  }

  /** Brings every stream to the end of the log. What comes meanwhile reaches those behind on this round, the others on the next. */
  #tell(): void {
    if (this.#telling || this.#streams.size === 0) return;
    this.#telling = true;
    const { end } = this.#log;
    this.#visitAll(
      (stream) => stream.deliver(),
      () => {
        this.#telling = false;
        if (this.#log.end > end) this.#tell();
      },
    );
  }

  /** A sign of life to everybody now and then, for as long as anybody reads. */
  #beat(): void {
    const { account, clock, limits } = this.#options;
    this.#stopBeating = clock.at(clock.now() + limits.heartbeat, () => {
      this.#visitAll((stream, bearer) => {
        if (account.holds(bearer)) stream.beat();
        else stream.end();
      });
      this.#beat();
    });
  }

  /** In slices. Who leaves before its turn is passed over, who comes is visited last. */
  #visitAll(visit: (stream: EventStream, bearer: Bearer) => void, then: () => void = () => undefined): void {
    const round = this.#streams.entries();
    this.#options.slices.begin(() => {
      const { value: next } = round.next();
      if (next === undefined) then();
      else visit(...next);
      return next !== undefined;
    });
  }
}
