import type { User } from "../../accounts/directory/shapes.ts";
import type { LiveEvent } from "../../calls/live/callCentre.ts";
import type { Entropy } from "../../kernel/entropy.ts";
import { newId } from "../../kernel/ids.ts";

/** An event with the place that `Last-Event-ID` names, written out once for all who see the same of it. */
export class LoggedEvent {
  /** Random, since a gap in a count would tell of events that the reader may not see. */
  readonly cursor: string;
  readonly #event: LiveEvent;
  readonly #accountId: string;
  /** By what `render` gave. */
  readonly #written = new WeakMap<object, string>();

  constructor(cursor: string, event: LiveEvent, accountId: string) {
    this.cursor = cursor;
    this.#event = event;
    this.#accountId = accountId;
  }

  /** The block of a server-sent event (WHATWG HTML §9.2) for this reader; undefined where it may not be seen. */
  textFor(user: User): string | undefined {
    const seen = this.#event.render(user);
    if (seen === undefined) return undefined;
    const known = this.#written.get(seen);
    if (known !== undefined) return known;
    const { type, at } = this.#event;
    const data = JSON.stringify({ type, at, accountId: this.#accountId, ...seen });
    const text = `id: ${this.cursor}\nevent: ${type}\ndata: ${data}\n\n`;
    this.#written.set(seen, text);
    return text;
  }
}

/** The most recent events of an account, for readers that come back. */
export class EventLog {
  readonly #accountId: string;
  readonly #entropy: Entropy;
  readonly #capacity: number;
  /** In order of appearance. */
  readonly #events = new Map<string, LoggedEvent>();

  constructor(accountId: string, capacity: number, entropy: Entropy) {
    this.#accountId = accountId;
    this.#entropy = entropy;
    this.#capacity = capacity;
  }

  append(event: LiveEvent): LoggedEvent {
    const logged = new LoggedEvent(newId("evt", this.#entropy), event, this.#accountId);
    this.#events.set(logged.cursor, logged);
    if (this.#events.size > this.#capacity) this.#events.delete(this.#events.keys().next().value!);
    return logged;
  }

  /** What came after `cursor`; undefined when that is no longer, or never was, known. */
  since(cursor: string): LoggedEvent[] | undefined {
    if (!this.#events.has(cursor)) return undefined;
    const events = [...this.#events.values()];
    return events.slice(events.findIndex((logged) => logged.cursor === cursor) + 1);
  }
}
