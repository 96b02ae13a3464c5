/** Lets bindings go when their time is over. */
import { Alarms } from "../../kernel/alarms.ts";
import type { Scheduler } from "../../kernel/clock.ts";
import type { Bindings } from "./bindings.ts";

export class Expiries {
  readonly #bindings: Bindings;
  readonly #scheduler: Scheduler;
  readonly #alarms: Alarms<"next">;
  readonly #unsubscribe: () => void;

  constructor(bindings: Bindings, scheduler: Scheduler) {
    this.#bindings = bindings;
    this.#scheduler = scheduler;
    this.#alarms = new Alarms(scheduler, () => {
      bindings.expire(scheduler.wall());
      this.#await();
    });
    this.#unsubscribe = bindings.onChange(() => this.#await());
    this.#await();
  }

  close(): void {
    this.#unsubscribe();
    this.#alarms.close();
  }

  #await(): void {
    const next = this.#bindings.nextExpiry();
    if (next === undefined) this.#alarms.clear("next");
    else this.#alarms.set("next", this.#scheduler.now() + next - this.#scheduler.wall());
  }
}
