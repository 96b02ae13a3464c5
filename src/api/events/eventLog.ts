import type { User } from "../../accounts/directory/shapes.ts";
import type { LiveEvent } from "../../calls/live/callCentre.ts";
import type { Entropy } from "../../kernel/entropy.ts";
import { newId } from "../../kernel/ids.ts";

/** An event with the id that `Last-Event-ID` names, written out once for all who see the same of it. */
export class LoggedEvent {
  /** Random, since a gap in a count would tell of events that the reader may not see. */
  readonly id: string;
  readonly #event: LiveEvent;
  readonly #accountId: string;
  /** By what `render` gave. */
  readonly #written = new WeakMap<object, Buffer>();

  constructor(id: string, event: LiveEvent, accountId: string) {
    this.id = id;
    this.#event = event;
    this.#accountId = accountId;
  }

  /**
   * The block of a server-sent event (WHATWG HTML §9.2) for this reader; undefined where it may not be seen. Those who are shown
   * the same object get the same bytes, which thousands of sockets may then wait for without a copy.
   */
  bytesFor(user: User): Buffer | undefined {
    const seen = this.#event.render(user);
    if (seen === undefined) return undefined;
    const known = this.#written.get(seen);
    if (known !== undefined) return known;
    const { type, at } = this.#event;
    const data = JSON.stringify({ type, at, accountId: this.#accountId, ...seen });
    const bytes = Buffer.from(`id: ${this.id}\nevent: ${type}\ndata: ${data}\n\n`);
    this.#written.set(seen, bytes);
    return bytes;
  }
}

/**
 * The most recent events of an account, in order. A place in it is the number of events that came before; readers hold one
 * each, so that nothing waits for the slow ones among them but what is kept for everybody.
 */
export class EventLog {
  readonly #accountId: string;
  readonly #entropy: Entropy;
  readonly #capacity: number;
  /** The event before place n at n − 1, modulo the capacity. */
  readonly #events: LoggedEvent[] = [];
  /** Of events that are kept, by id: the place behind them. */
  readonly #places = new Map<string, number>();
  #end = 0;

  constructor(accountId: string, capacity: number, entropy: Entropy) {
    this.#accountId = accountId;
    this.#capacity = capacity;
    this.#entropy = entropy;
  }

  /** The place before the oldest event that is kept. */
  get begin(): number {
    return Math.max(0, this.#end - this.#capacity);
  }

  /** The place behind the newest. */
  get end(): number {
    return this.#end;
  }

  append(event: LiveEvent): void {
    const logged = new LoggedEvent(newId("evt", this.#entropy), event, this.#accountId);
    const index = this.#end % this.#capacity;
    const oldest = this.#events[index];
    if (oldest !== undefined) this.#places.delete(oldest.id);
    this.#events[index] = logged;
    this.#places.set(logged.id, ++this.#end);
  }

  /** The event behind a place from `begin` up to, and without, `end`. */
  after(place: number): LoggedEvent {
    if (place < this.begin || place >= this.#end) throw new RangeError(`nothing is kept behind place ${place}`);
    return this.#events[place % this.#capacity]!;
  }

  /** The place behind the event of this id; undefined when it is no longer, or never was, known. */
  behind(id: string): number | undefined {
    return this.#places.get(id);
  }
}
