import type { Scheduler } from "../../src/kernel/clock.ts";
import { FRAME_MS } from "./frames.ts";

/** Who sends a packet every 20 ms. */
export interface Paced {
  send(): void;
}

/** ms between two slots: independent callers do not speak at the same moment, and a burst would only measure how long it takes. */
const SPACING = 0.5;
const SLOTS = FRAME_MS / SPACING;
/** Streams that begin one after the other stand so many slots apart: it has no factor in common with their number. */
const STRIDE = 17;
/** After so many slots, what has come is received first: a packet's delay must not hold our own sending of others. */
const AT_ONCE = 1;
/** A generator that was kept waiting for longer goes on from where it is, ms. */
const MAX_LATENESS = 100;

/** Paces all streams, each at a phase of its own within the 20 ms. */
export class Pacer {
  readonly #scheduler: Scheduler;
  readonly #slots: readonly Set<Paced>[] = Array.from({ length: SLOTS }, () => new Set<Paced>());
  readonly #origin: number;
  #next = 0;
  #cancel: () => void = () => {};
  /** How many slots were left out: packets that were never sent, since we had no time. */
  skipped = 0;

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
    this.#origin = scheduler.now();
    this.#sleep();
  }

  add(paced: Paced): void {
    let best = 0;
    for (let i = 1; i < SLOTS; i++) {
      const slot = (i * STRIDE) % SLOTS;
      if (this.#slots[slot]!.size < this.#slots[best]!.size) best = slot;
    }
    this.#slots[best]!.add(paced);
  }

  remove(paced: Paced): void {
    for (const slot of this.#slots) slot.delete(paced);
  }

  stop(): void {
    this.#cancel();
  }

  /** Until the next slot in which anybody sends. */
  #sleep(): void {
    this.#cancel();
    const last = this.#next + SLOTS - 1;
    while (this.#next < last && this.#slots[this.#next % SLOTS]!.size === 0) this.#next++;
    this.#cancel = this.#scheduler.at(this.#origin + this.#next * SPACING, () => this.#wake());
  }

  #wake(): void {
    const due = Math.floor((this.#scheduler.now() - this.#origin) / SPACING);
    if ((due - this.#next) * SPACING > MAX_LATENESS) {
      this.skipped += due - this.#next;
      this.#next = due;
    }
    for (let i = 0; i < AT_ONCE && this.#next <= due; i++) {
      for (const paced of this.#slots[this.#next++ % SLOTS]!) paced.send();
    }
    this.#sleep();
  }
}
