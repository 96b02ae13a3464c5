import type { Scheduler } from "../../src/kernel/clock.ts";

/** 2026-01-01T00:00:00Z: an arbitrary, readable start. */
const DEFAULT_WALL = Date.UTC(2026, 0, 1);

/** Work that the code under test keeps asking for at the same instant is a loop, not a plan. */
const MAX_STEPS = 1_000_000;

/** A scheduler whose time passes only when a test says so. Work that is due at the same time runs in the order it was asked for. */
export class VirtualTime implements Scheduler {
  #now: number;
  readonly #wallOffset: number;
  readonly #due = new Map<number, { readonly at: number; readonly work: () => void }>();
  #asked = 0;

  /** @param wallStart Wall-clock time at the start, ms since 1970. The monotonic scale starts at `nowStart`. */
  constructor(wallStart: number = DEFAULT_WALL, nowStart = 0) {
    this.#now = nowStart;
    this.#wallOffset = wallStart - nowStart;
  }

  now(): number {
    return this.#now;
  }

  wall(): number {
    return Math.floor(this.#now + this.#wallOffset);
  }

  at(when: number, work: () => void): () => void {
    const id = this.#asked++;
    this.#due.set(id, { at: Math.max(when, this.#now), work });
    return () => {
      this.#due.delete(id);
    };
  }

  /** How many wake-ups stand: zero at the end of a test that leaks no timer. */
  get pending(): number {
    return this.#due.size;
  }

  /** Lets `ms` pass, doing everything that falls due on the way, and what that asks for in turn. */
  advance(ms: number): void {
    this.advanceTo(this.#now + ms);
  }

  advanceTo(end: number): void {
    for (let steps = 0; this.#runNext(end); steps++) {
      if (steps >= MAX_STEPS) throw new Error(`work without end at ${this.#now} ms`);
    }
    this.#now = Math.max(this.#now, end);
  }

  /** Jumps from wake-up to wake-up until none stands. Throws if that would take longer than `limit` ms. */
  runUntilIdle(limit = 3_600_000): void {
    const end = this.#now + limit;
    for (let steps = 0; this.#runNext(end); steps++) {
      if (steps >= MAX_STEPS) throw new Error(`work without end at ${this.#now} ms`);
    }
    if (this.#due.size > 0) throw new Error(`${this.#due.size} wake-ups still stand after ${limit} ms`);
  }

  /** Runs the earliest wake-up not after `end`; false when there is none. */
  #runNext(end: number): boolean {
    let first: number | undefined;
    let earliest = end;
    for (const [id, { at }] of this.#due) {
      if (first === undefined ? at <= end : at < earliest) {
        first = id;
        earliest = at;
      }
    }
    if (first === undefined) return false;
    const { work } = this.#due.get(first)!;
    this.#due.delete(first);
    this.#now = Math.max(this.#now, earliest);
    work();
    return true;
  }
}
