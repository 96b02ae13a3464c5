/** A place for a media worker, as the plane sees it: whoever works there now, its calls, how busy it is, and whether it still lives. */
import type { CallNumber, MediaCommand, MediaEvent, MediaStats } from "../commands.ts";
import { noStats } from "./statsSum.ts";

/** A worker as the plane sees it: a `MediaEngine` behind a thread, or in this one. */
export interface MediaWorker {
  post(command: MediaCommand): void;
  /** Ends a worker that has no calls, or that hangs: nothing more comes from it. */
  close(): Promise<void>;
}

/** What a worker tells. Never from within `spawn` or `post`. */
export interface WorkerReports {
  event(event: MediaEvent): void;
  /** It died of itself; nothing more comes from it. */
  lost(): void;
}

/** The part of a thread that a call takes which has not shown yet what it takes. */
const EXPECTED = 0.002;
/** A worker that has calls tells its figures each second. So many looks, a second apart, without a word: it hangs. */
const PATIENCE = 5;
/** Before its first word it may still be starting, on a machine that has much to do; and while it only finishes files it tells nothing. */
const LONG_PATIENCE = 30;
/** One that dies sooner after its start would only die again: the next call starts another. ms */
const SHORT_LIFE = 1000;

export class WorkerSlot {
  /** The calls that live here, each with whether what it takes shows in the figures by now. */
  readonly #calls = new Map<CallNumber, "open" | "flowing" | "shown" | "closing">();
  #worker: MediaWorker | undefined;
  #startedAt = 0;
  #stats = noStats;
  #silentLooks = 0;
  #patience = LONG_PATIENCE;

  /** What its present worker told last. */
  get stats(): MediaStats {
    return this.#stats;
  }

  get calls(): CallNumber[] {
    return [...this.#calls.keys()];
  }

  get size(): number {
    return this.#calls.size;
  }

  /** The part of its thread that is taken, or soon will be. */
  get load(): number {
    let load = this.#stats.busy;
    for (const state of this.#calls.values()) if (state === "open" || state === "flowing") load += EXPECTED;
    return load;
  }

  /** Starts a worker where there is none. */
  start(spawn: (reports: WorkerReports) => MediaWorker, reports: WorkerReports, now: number): void {
    if (this.#worker !== undefined) return;
    const whileMine = (work: () => void): void => {
      if (this.#worker === worker) work();
    };
    const worker = spawn({
      event: (event) => whileMine(() => reports.event(event)),
      lost: () => whileMine(() => reports.lost()),
    });
    this.#worker = worker;
    this.#startedAt = now;
    this.#silentLooks = 0;
    this.#patience = LONG_PATIENCE;
  }

  post(command: MediaCommand): void {
    this.#worker?.post(command);
  }

  open(call: CallNumber): void {
    // Until now nothing was to be heard.
    if (!this.#hasOpen) this.#silentLooks = 0;
    this.#calls.set(call, "open");
  }

  /** Both parties are described: packets flow. */
  flows(call: CallNumber): void {
    if (this.#calls.get(call) === "open") this.#calls.set(call, "flowing");
  }

  /** The worker has been told to close it, which takes as long as its file does. */
  closing(call: CallNumber): void {
    if (this.#calls.has(call)) this.#calls.set(call, "closing");
  }

  forget(call: CallNumber): void {
    this.#calls.delete(call);
  }

  /** The worker has said something. */
  heard(): void {
    this.#silentLooks = 0;
    this.#patience = PATIENCE;
  }

  report(stats: MediaStats): void {
    this.#stats = stats;
    for (const [call, state] of this.#calls) if (state === "flowing") this.#calls.set(call, "shown");
  }

  /** To be asked each second. Looks are counted, not time: a machine that slept has looked once. @returns whether the worker hangs. */
  look(): boolean {
    if (this.#worker === undefined || this.#calls.size === 0) return false;
    this.#silentLooks++;
    return this.#silentLooks > (this.#hasOpen ? this.#patience : LONG_PATIENCE);
  }

  /** The worker is no more. @returns whether another one may be started at once. */
  lose(now: number): boolean {
    this.#worker = undefined;
    this.#stats = noStats;
    return now - this.#startedAt >= SHORT_LIFE;
  }

  get #hasOpen(): boolean {
    for (const state of this.#calls.values()) if (state !== "closing") return true;
    return false;
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.close();
  }
}
