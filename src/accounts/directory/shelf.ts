import type { Problem } from "../../kernel/problem.ts";
import { ok, type Result } from "../../kernel/result.ts";
import type { Page, PageRequest } from "../account.ts";
import { cursorAt, placeOf } from "../configuration/paging.ts";

/** The things of one kind in memory, in the order in which they were made. */
export class Shelf<T extends { readonly id: string }> {
  readonly #things = new Map<string, { readonly thing: T; readonly position: number }>();
  readonly #indexes: Index<T>[] = [];
  #lastPosition = 0;
  #version = 0;

  /** Grows with every change. */
  get version(): number {
    return this.#version;
  }

  /** The place of the next new thing. */
  get nextPosition(): number {
    return this.#lastPosition + 1;
  }

  all(): T[] {
    return [...this.#things.values()].map(({ thing }) => thing);
  }

  get(id: string): T | undefined {
    return this.#things.get(id)?.thing;
  }

  /** Finds things by a key that no two of them have; undefined: the thing has none. To be made while the shelf is empty. */
  index(keyOf: (thing: T) => string | undefined): (key: string) => T | undefined {
    const index = new Index(keyOf);
    this.#indexes.push(index);
    return (key) => index.get(key);
  }

  /** Adds a thing behind the others. */
  add(thing: T, position: number): void {
    this.#put(thing, position);
    this.#lastPosition = Math.max(this.#lastPosition, position);
  }

  /** Puts a thing in the place of the one with its id. */
  replace(thing: T): void {
    this.#put(thing, this.#things.get(thing.id)!.position);
  }

  remove(id: string): void {
    const before = this.#things.get(id)?.thing;
    this.#things.delete(id);
    for (const index of this.#indexes) index.change(before, undefined);
    this.#version++;
  }

  /** Takes what another shelf of the kind has, too. */
  addAll(other: Shelf<T>): void {
    for (const { thing, position } of other.#things.values()) this.add(thing, position);
  }

  #put(thing: T, position: number): void {
    const before = this.#things.get(thing.id)?.thing;
    this.#things.set(thing.id, { thing, position });
    for (const index of this.#indexes) index.change(before, thing);
    this.#version++;
  }

  page(request: PageRequest): Result<Page<T>, Problem> {
    const place = placeOf(request, 1);
    if (!place.ok) return place;
    const after = Number(place.value?.[0] ?? 0);
    const rest = [...this.#things.values()].filter(({ position }) => position > after);
    const items = rest.slice(0, request.limit);
    const last = items.at(-1);
    return ok({
      items: items.map(({ thing }) => thing),
      nextCursor: rest.length > items.length && last !== undefined ? cursorAt([String(last.position)]) : null,
    });
  }
}

/** Things by their key. While several change places, two may have the same key for a moment: the later one is found by it. */
class Index<T> {
  readonly #byKey = new Map<string, T>();
  readonly #keyOf: (thing: T) => string | undefined;

  constructor(keyOf: (thing: T) => string | undefined) {
    this.#keyOf = keyOf;
  }

  get(key: string): T | undefined {
    return this.#byKey.get(key);
  }

  change(before: T | undefined, after: T | undefined): void {
    const old = before && this.#keyOf(before);
    if (old !== undefined && this.#byKey.get(old) === before) this.#byKey.delete(old);
    const key = after && this.#keyOf(after);
    if (key !== undefined && after !== undefined) this.#byKey.set(key, after);
  }
}

/** A value computed from a shelf, computed anew when the shelf changed. */
export function derived<T extends { readonly id: string }, V>(shelf: Shelf<T>, compute: (all: T[]) => V): () => V {
  let version = -1;
  let value: V;
  return () => {
    if (version !== shelf.version) {
      value = compute(shelf.all());
      version = shelf.version;
    }
    return value;
  };
}
