import type { LiveEvent } from "../calls/live/callCentre.ts";
import type { Entropy } from "../kernel/entropy.ts";
import { newId } from "../kernel/ids.ts";

export interface LoggedEvent {
  /** What `Last-Event-ID` names. Random, since a gap in a count would tell of events that the reader may not see. */
  readonly cursor: string;
  readonly event: LiveEvent;
}

/** The most recent events, for readers that come back. */
export class EventLog {
  readonly #entropy: Entropy;
  readonly #capacity: number;
  /** In order of appearance. */
  readonly #events = new Map<string, LoggedEvent>();

  constructor(capacity: number, entropy: Entropy) {
    this.#capacity = capacity;
    this.#entropy = entropy;
  }

  append(event: LiveEvent): LoggedEvent {
    const logged = { cursor: newId("evt", this.#entropy), event };
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
