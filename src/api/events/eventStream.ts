import type { Writable } from "node:stream";
import type { User } from "../../accounts/directory/shapes.ts";
import type { EventLog } from "./eventLog.ts";

export interface EventStreamOptions {
  readonly log: EventLog;
  /** Where in the log it begins. */
  readonly place: number;
  /** The reader as stored now; undefined ends the stream. Asked for each event, so that rights taken away count at once. */
  readonly reader: () => User | undefined;
  /** Carries the bytes to the reader. */
  readonly sink: Writable;
}

/** How a browser comes back: after two seconds. */
const GREETING = Buffer.from("retry: 2000\n\n");
/** A comment. */
const SIGN_OF_LIFE = Buffer.from(":\n\n");

/**
 * One reader of `/events`: server-sent events (WHATWG HTML §9.2), as far as it has read the log. What it may see is decided when it
 * is sent: to a slow reader, when it has room for it. Nothing is kept for it but its place.
 */
export class EventStream {
  readonly #options: EventStreamOptions;
  #place: number;
  /** At the last sign of life its socket was full, and has been since. */
  #stuck = false;

  constructor(options: EventStreamOptions) {
    this.#options = options;
    this.#place = options.place;
    const { sink } = options;
    sink.on("drain", () => {
      this.#stuck = false;
      this.deliver();
    });
    sink.write(GREETING);
  }

  /** Sends what the reader has not had, as far as there is room. Who is so slow that it is no longer kept is dropped. */
  deliver(): void {
    const { log, reader, sink } = this.#options;
    if (this.#place < log.begin) this.drop();
    while (this.#place < log.end && this.#hasRoom()) {
      const user = reader();
      if (user === undefined) return this.end();
      const bytes = log.after(this.#place++).bytesFor(user);
      if (bytes !== undefined) sink.write(bytes);
    }
  }

  /** Tells the reader that events are missing between its `Last-Event-ID` and now: it should load what it shows afresh. */
  tellLoss(accountId: string, at: string): void {
    const data = { type: "events.lost", at, accountId };
    this.#options.sink.write(`event: events.lost\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** Keeps proxies from closing a quiet connection, and tells us of one that is gone. Who has taken nothing since the last one is dropped. */
  beat(): void {
    if (this.#hasRoom()) this.#options.sink.write(SIGN_OF_LIFE);
    else if (this.#stuck) this.drop();
    else this.#stuck = true;
  }

  /** Ends the stream once what was sent has been taken; asked again, at once. */
  end(): void {
    const { sink } = this.#options;
    if (sink.writableEnded) this.drop();
    else sink.end();
  }

  /** Ends the stream at once: the reader will come back with `Last-Event-ID`. */
  drop(): void {
    this.#options.sink.destroy();
  }

  #hasRoom(): boolean {
    const { sink } = this.#options;
    return !sink.writableNeedDrain && !sink.writableEnded && !sink.destroyed;
  }
}
