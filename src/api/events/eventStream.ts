import { Readable } from "node:stream";
import type { User } from "../../accounts/directory/shapes.ts";
import type { LoggedEvent } from "./eventLog.ts";

export interface EventStreamOptions {
  readonly accountId: string;
  /** The reader as stored now; undefined ends the stream. Asked for each event, so that rights taken away count at once. */
  readonly reader: () => User | undefined;
  /** Bytes that may wait for a slow reader, besides what was replayed to it. */
  readonly backlog: number;
}

/** One reader of `/events`: server-sent events (WHATWG HTML §9.2) as a stream of bytes. */
export class EventStream {
  readonly body = new Readable({ read: () => undefined });
  readonly #options: EventStreamOptions;
  /** Bytes that may wait. */
  #room: number;
  #ended = false;

  constructor(options: EventStreamOptions) {
    this.#options = options;
    this.#room = options.backlog;
    this.#write("retry: 2000\n\n");
  }

  /** Sends the event, if this reader may see it. */
  offer(logged: LoggedEvent): void {
    const user = this.#options.reader();
    if (user === undefined) {
      this.end();
      return;
    }
    const text = logged.textFor(user);
    if (text !== undefined) this.#write(text);
  }

  /** Sends what a reader missed. However much that is, it must arrive: who is dropped over it would ask for the same again. */
  replay(missed: readonly LoggedEvent[]): void {
    this.#room = Number.POSITIVE_INFINITY;
    for (const logged of missed) this.offer(logged);
    this.#room = this.body.readableLength + this.#options.backlog;
  }

  /** Tells the reader that events are missing between its `Last-Event-ID` and now: it should load what it shows afresh. */
  offerLoss(at: string): void {
    const data = { type: "events.lost", at, accountId: this.#options.accountId };
    this.#write(`event: events.lost\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** A comment: keeps proxies from closing a quiet connection, and tells us of one that is gone. */
  heartbeat(): void {
    this.#write(":\n\n");
  }

  /** Ends the stream once what waits has been read; asked again, at once. */
  end(): void {
    if (this.#ended) this.body.destroy();
    else this.body.push(null);
    this.#ended = true;
  }

  #write(text: string): void {
    if (this.#ended || this.body.destroyed) return;
    this.body.push(text);
    // A reader that does not read must not cost memory without bound; it will come back with Last-Event-ID.
    if (this.body.readableLength > this.#room) this.body.destroy();
  }
}
