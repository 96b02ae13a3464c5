/**
 * Deadlines by name: the only place where a state machine's timers stand.
 * A binary heap with lazy deletion; a name has at most one deadline.
 */
export class TimerTable<Name> {
  readonly #deadlines = new Map<Name, number>();
  readonly #heap: { at: number; name: Name }[] = [];

  get size(): number {
    return this.#deadlines.size;
  }

  /** Sets or moves the deadline of `name` to `at` (ms on the `now` scale). */
  set(name: Name, at: number): void {
    this.#deadlines.set(name, at);
    this.#push({ at, name });
  }

  clear(name: Name): void {
    this.#deadlines.delete(name);
    if (this.#deadlines.size === 0) this.#heap.length = 0;
  }

  has(name: Name): boolean {
    return this.#deadlines.has(name);
  }

  /** The earliest deadline, or undefined when none is set. */
  next(): number | undefined {
    this.#dropStale();
    return this.#heap[0]?.at;
  }

  /** Removes and returns the name of the earliest deadline that is not after `now`. */
  popDue(now: number): Name | undefined {
    this.#dropStale();
    const top = this.#heap[0];
    if (top === undefined || top.at > now) return undefined;
    this.#pop();
    this.#deadlines.delete(top.name);
    return top.name;
  }

  #dropStale(): void {
    for (let top = this.#heap[0]; top !== undefined; top = this.#heap[0]) {
      if (this.#deadlines.get(top.name) === top.at) return;
      this.#pop();
    }
  }

  #push(entry: { at: number; name: Name }): void {
    const heap = this.#heap;
    let i = heap.length;
    heap.push(entry);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = heap[parent]!;
      if (above.at <= entry.at) break;
      heap[i] = above;
      i = parent;
    }
    heap[i] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && heap[child + 1]!.at < heap[child]!.at) child++;
      if (heap[child]!.at >= last.at) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = last;
  }
}
