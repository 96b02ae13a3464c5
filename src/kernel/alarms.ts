import type { Scheduler } from "./clock.ts";
import { TimerTable } from "./timerTable.ts";

/** A timer table that wakes its owner: at most one wake-up of the scheduler is pending, for the earliest deadline. */
export class Alarms<Name> {
  readonly #table = new TimerTable<Name>();
  readonly #scheduler: Scheduler;
  readonly #due: (name: Name) => void;
  #wakeAt = Number.POSITIVE_INFINITY;
  #cancel: (() => void) | undefined;

  constructor(scheduler: Scheduler, due: (name: Name) => void) {
    this.#scheduler = scheduler;
    this.#due = due;
  }

  get size(): number {
    return this.#table.size;
  }

  set(name: Name, at: number): void {
    this.#table.set(name, at);
    this.#arm();
  }

  clear(name: Name): void {
    this.#table.clear(name);
    this.#arm();
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#wakeAt = Number.NEGATIVE_INFINITY;
  }

  #arm(): void {
    const next = this.#table.next() ?? Number.POSITIVE_INFINITY;
    if (next >= this.#wakeAt && next !== Number.POSITIVE_INFINITY) return;
    this.#cancel?.();
    this.#cancel = undefined;
    this.#wakeAt = next;
    if (next !== Number.POSITIVE_INFINITY) this.#cancel = this.#scheduler.at(next, () => this.#wake());
  }

  #wake(): void {
    this.#cancel = undefined;
    this.#wakeAt = Number.POSITIVE_INFINITY;
    try {
      for (
        let name = this.#table.popDue(this.#scheduler.now());
        name !== undefined;
        name = this.#table.popDue(this.#scheduler.now())
      )
        this.#due(name);
    } finally {
      // A defect in what one deadline sets off must not cost the others theirs.
      this.#arm();
    }
  }
}
