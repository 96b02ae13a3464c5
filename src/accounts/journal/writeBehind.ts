import type { Scheduler } from "../../kernel/clock.ts";
import type { Log } from "../../kernel/log.ts";

interface Pending<Db> {
  readonly write: Write<Db>;
  readonly written: () => void;
  /** For the log, should the write be lost. */
  readonly what: object;
}

/** Writes by what it is given, so that it is part of whatever transaction that is. */
export type Write<Db> = (db: Db) => Promise<unknown>;

export interface Manner {
  /** The write waits a moment for others that are done together with it. */
  readonly gathers?: boolean;
  /** Called when the store has it for good. */
  readonly written?: () => void;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
/** Writes that wait at most; a row is about a kilobyte. */
const CAPACITY = 50_000;
/** How long writes that gather wait for others to join them, ms. */
const GATHER_MS = 20;
/** Writes of one transaction, before signalling gets its turn: the database works on the main thread. */
const BATCH = 32;

/**
 * Writes that nobody waits for. `put` returns at once; what is put is written in order, what waits together in one
 * transaction, and while the store fails it is kept and tried again. A later write under the same key takes the place of one
 * that has not begun.
 */
export class WriteBehind<Db> {
  readonly #scheduler: Scheduler;
  readonly #log: Log;
  readonly #inTransaction: (work: Write<Db>) => Promise<unknown>;
  readonly #pending = new Map<string, Pending<Db>>();
  #running: Promise<void> | undefined;
  #cancelWake: (() => void) | undefined;
  /** Whether what sleeps only gathers, and may be woken. */
  #gathering = false;
  #failures = 0;
  #closed = false;

  /** @param inTransaction does the work, and rejects where nothing of it was done. */
  constructor(scheduler: Scheduler, log: Log, inTransaction: (work: Write<Db>) => Promise<unknown>) {
    this.#scheduler = scheduler;
    this.#log = log;
    this.#inTransaction = inTransaction;
  }

  get failing(): boolean {
    return this.#failures > 0;
  }

  get size(): number {
    return this.#pending.size;
  }

  put(key: string, write: Write<Db>, what: object, { gathers = false, written = nothing }: Manner = {}): void {
    // The log keeps what the store does not take.
    if (this.failing) this.#log.warn({ event: "write_waits", ...what }, "The store is failing: kept in memory");
    if (this.#pending.size >= CAPACITY && !this.#pending.has(key)) {
      this.#log.error({ event: "write_lost", ...what }, "The store is failing and memory is full: lost");
      return;
    }
    if (this.#closed) {
      this.#log.error({ event: "write_lost", ...what }, "The store is closed: lost");
      return;
    }
    this.#pending.set(key, { write, written, what });
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

  /** The last try, when the store is about to be closed. What is not written now, or comes later, is in the log only. */
  async close(): Promise<void> {
    await this.flush();
    this.#closed = true;
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

  /** What a transaction that failed holds is tried one by one: a row that fails by itself holds up those behind it alone. */
  async #writeBatch(): Promise<void> {
    const most = this.failing ? 1 : BATCH;
    const batch: [key: string, pending: Pending<Db>][] = [];
    try {
      await this.#inTransaction(async (db) => {
        // What is put meanwhile joins in.
        for (const entry of this.#pending) {
          await this.#writeOne(db, entry[1]);
          if (batch.push(entry) === most) break;
        }
      });
    } catch (error) {
      this.#failed(error);
      return;
    }
    for (const [key, pending] of batch) {
      if (this.#pending.get(key) === pending) this.#pending.delete(key);
      pending.written();
    }
    if (this.#failures > 0) {
      this.#failures = 0;
      this.#log.info({ event: "store_healed", waiting: this.#pending.size }, "The store takes rows again");
    }
  }

  /** A refused row leaves the transaction as it was before (SQLite's ABORT). */
  async #writeOne(db: Db, { write, what }: Pending<Db>): Promise<void> {
    try {
      await write(db);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.#log.error({ event: "write_refused", error: String(error), ...what }, "The store refuses the row");
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

const nothing = (): void => undefined;
