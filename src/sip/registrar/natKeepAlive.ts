/** Keeps the way to phones behind NAT open over UDP: a NAT forgets a mapping that carries nothing, some after half a minute. */
import { Alarms } from "../../kernel/alarms.ts";
import type { Scheduler } from "../../kernel/clock.ts";
import type { Target } from "../transport/transport.ts";
import type { Binding, Bindings } from "./bindings.ts";

/** RFC 5626 §4.4.2: over UDP a flow is refreshed every 24 to 29 s. */
const EVERY_MS = 25_000;

export class NatKeepAlive {
  /** Bindings by key; each phone at a time of its own, since it registered at a time of its own. */
  readonly #behindNat = new Map<string, Binding>();
  readonly #alarms: Alarms<string>;
  readonly #scheduler: Scheduler;
  readonly #unsubscribe: () => void;

  /** @param send Sends to a phone what says nothing. */
  constructor(bindings: Bindings, scheduler: Scheduler, send: (target: Target) => void) {
    this.#scheduler = scheduler;
    this.#alarms = new Alarms(scheduler, (key) => {
      const binding = this.#behindNat.get(key);
      if (binding === undefined) return;
      send(binding.target);
      this.#alarms.set(key, scheduler.now() + EVERY_MS);
    });
    // Those of an earlier process one by one, a millisecond apart.
    let delay = 0;
    for (const binding of bindings.all()) this.#take(binding, ++delay % EVERY_MS);
    this.#unsubscribe = bindings.onChange(({ change, binding }) => {
      if (change === "removed" || change === "expired") this.#forget(binding.key);
      else this.#take(binding);
    });
  }

  /** How many phones are kept in reach. */
  get size(): number {
    return this.#behindNat.size;
  }

  close(): void {
    this.#unsubscribe();
    this.#alarms.close();
  }

  /** What has just been registered or refreshed has carried something just now. */
  #take(binding: Binding, delay = EVERY_MS): void {
    if (binding.target.transport !== "udp" || binding.target.behindNat !== true) return this.#forget(binding.key);
    this.#behindNat.set(binding.key, binding);
    this.#alarms.set(binding.key, this.#scheduler.now() + delay);
  }

  #forget(key: string): void {
    if (this.#behindNat.delete(key)) this.#alarms.clear(key);
  }
}
