import type { Scheduler } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";

interface Pending {
  readonly write: () => Promise<unknown>;
  /** For the log, should the write be lost. */
  readonly what: object;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
/** Writes that wait at most; a row is about a kilobyte. */
const CAPACITY = 50_000;
/** How long writes that gather wait for others to join them. */
const GATHER_MS = 20;
/** Writes in a row before signalling gets its turn: the database works on the main thread. */
const BATCH = 32;

/**
 * Writes that nobody waits for. `put` returns at once; what is put is written in order, and while the store fails it is
 * kept and tried again. A later write under the same key takes the place of one that has not begun.
 */
export class WriteBehind {
  readonly #scheduler: Scheduler;
  readonly #log: Log;
  readonly #pending = new Map<string, Pending>();
  #running: Promise<void> | undefined;
  #cancelWake: (() => void) | undefined;
  /** Whether what sleeps only gathers, and may be woken. */
  #gathering = false;
  #failures = 0;

  constructor(scheduler: Scheduler, log: Log) {
    this.#scheduler = scheduler;
    this.#log = log;
  }

  get failing(): boolean {
    return this.#failures > 0;
  }

  get size(): number {
    return this.#pending.size;
  }

  /** @param gathers the write waits a moment for others that it will do together with its own. */
  put(key: string, write: () => Promise<unknown>, what: object, gathers = false): void {
    // The log keeps what the store does not take.
    if (this.failing) this.#log.warn({ event: "write_waits", ...what }, "The store is failing: kept in memory");
    if (this.#pending.size >= CAPACITY && !this.#pending.has(key)) {
      this.#log.error({ event: "write_lost", ...what }, "The store is failing and memory is full: lost");
      return;
    }
    this.#pending.set(key, { write, what });
    if (this.#cancelWake !== undefined && (gathers || !this.#gathering)) return;
    if (!gathers) this.#wake();
    else if (this.#running === undefined) this.#sleepFor(GATHER_MS, true);
  }

  /** Resolves when all that was put is written, or the store refuses it for now. */
  async flush(): Promise<void> {
    // What is under way may be about to fail for a reason that is over.
    await this.#running;
    do {
      this.#wake();
      await this.#running;
    } while (this.#pending.size > 0 && !this.failing);
  }

  /** The last try, at the end of the program. What is not written now is in the log only. */
  async close(): Promise<void> {
    await this.flush();
    this.#cancelWake?.();
    this.#cancelWake = undefined;
    for (const { what } of this.#pending.values()) {
      this.#log.error({ event: "write_lost", ...what }, "The store is failing at the end: lost");
    }
    this.#pending.clear();
  }

  #wake(): void {
    this.#cancelWake?.();
    this.#cancelWake = undefined;
    this.#gathering = false;
    this.#run();
  }

  #run(): void {
    if (this.#pending.size === 0) return;
    this.#running ??= this.#writeBatch().finally(() => {
      this.#running = undefined;
      if (this.#pending.size > 0) this.#sleep();
    });
  }

  /** To the next batch at the next turn of the event loop; after a failure, for twice as long as after the one before. */
  #sleep(): void {
    this.#sleepFor(this.failing ? Math.min(FIRST_PAUSE_MS * 2 ** (this.#failures - 1), LONGEST_PAUSE_MS) : 0, false);
  }

  #sleepFor(ms: number, gathering: boolean): void {
    this.#gathering = gathering;
    this.#cancelWake = this.#scheduler.at(this.#scheduler.now() + ms, () => this.#wake());
  }

  async #writeBatch(): Promise<void> {
    for (let written = 0; written < BATCH; written++) {
      const next = this.#pending.entries().next();
      if (next.done) return;
      const [key, pending] = next.value;
      try {
        await pending.write();
      } catch (error) {
        if (isRefusal(error)) {
          this.#log.error(
            { event: "write_refused", error: String(error), ...pending.what },
            "The store refuses the row",
          );
        } else {
          this.#failed(error);
          return;
        }
      }
      if (this.#pending.get(key) === pending) this.#pending.delete(key);
      if (this.#failures > 0) {
        this.#failures = 0;
        this.#log.info({ event: "store_healed", waiting: this.#pending.size }, "The store takes rows again");
      }
    }
  }

  #failed(error: unknown): void {
    // A first failure brings to the log what waits already; from then on `put` does.
    if (this.#failures++ > 0) return;
    this.#log.error({ event: "store_failing", error: String(error) }, "The store fails: rows are kept in memory");
    for (const { what } of this.#pending.values()) this.#log.warn({ event: "write_waits", ...what }, "Kept in memory");
  }
}

/** Whether the store will never take this row, however often it is tried. */
const isRefusal = (error: unknown): boolean =>
  error instanceof TypeError ||
  (error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_CONSTRAINT"));
