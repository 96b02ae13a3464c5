import type { Scheduler } from "../kernel/clock.ts";
import type { DelayHistogram } from "./histogram.ts";

/** What ticks every 20 ms. */
export interface Ticking {
  /** @param due when this step was due, on an exact 20 ms grid; `now` may be later. Both ms on the `now` scale. */
  step(due: number, now: number): void;
}

/** ms between the clock's spokes. */
const SPACING = 2;
const SPOKES = 10;
/** A clock that is further behind gives the missed steps up instead of making them all at once, ms. */
const MAX_LATENESS = 100;

/**
 * The one media clock of a worker: a wheel of ten spokes, 2 ms apart, over which calls are spread, so that each ticks
 * every 20 ms and their packets do not leave in one burst. Deadlines stand on a grid and correct themselves.
 */
export class MediaClock {
  readonly #scheduler: Scheduler;
  readonly #lateness: DelayHistogram;
  readonly #spokes: readonly Set<Ticking>[] = Array.from({ length: SPOKES }, () => new Set<Ticking>());
  readonly #failed: (ticking: Ticking, error: unknown) => void;
  readonly #origin: number;
  /** Grid number of the next step: it is due at `origin + next · 2 ms`. */
  #next = 0;
  #running = false;
  #cancel: () => void = () => undefined;

  /** @param failed told of one whose step threw; it has lost its place, and all others go on. */
  constructor(
    scheduler: Scheduler,
    lateness: DelayHistogram,
    failed: (ticking: Ticking, error: unknown) => void = () => undefined,
  ) {
    this.#scheduler = scheduler;
    this.#lateness = lateness;
    this.#failed = failed;
    this.#origin = scheduler.now();
  }

  /** Gives `ticking` a place on the emptiest spoke. */
  add(ticking: Ticking): void {
    const spoke = this.#spokes.reduce((emptiest, other) => (other.size < emptiest.size ? other : emptiest));
    spoke.add(ticking);
    if (this.#running) return;
    this.#running = true;
    this.#next = Math.ceil((this.#scheduler.now() - this.#origin) / SPACING);
    this.#sleep();
  }

  /** The clock stops with the last one. */
  remove(ticking: Ticking): void {
    for (const spoke of this.#spokes) spoke.delete(ticking);
    if (this.#spokes.some((spoke) => spoke.size > 0)) return;
    this.#running = false;
    this.#cancel();
  }

  #sleep(): void {
    this.#cancel();
    this.#cancel = this.#scheduler.at(this.#dueAt(this.#next), () => this.#wake());
  }

  #wake(): void {
    const now = this.#scheduler.now();
    const late = now - this.#dueAt(this.#next);
    if (late > MAX_LATENESS) {
      this.#lateness.record(late);
      this.#next = Math.floor((now - this.#origin) / SPACING);
    }
    while (this.#running && this.#dueAt(this.#next) <= now) this.#step(this.#next++);
    if (this.#running) this.#sleep();
  }

  #step(number: number): void {
    const spoke = this.#spokes[number % SPOKES]!;
    if (spoke.size === 0) return;
    const due = this.#dueAt(number);
    const now = this.#scheduler.now();
    this.#lateness.record(now - due);
    for (const ticking of spoke) this.#stepOne(ticking, due, now);
  }

  #stepOne(ticking: Ticking, due: number, now: number): void {
    try {
      ticking.step(due, now);
    } catch (error) {
      this.remove(ticking);
      this.#failed(ticking, error);
    }
  }

  #dueAt(number: number): number {
    return this.#origin + number * SPACING;
  }
}
