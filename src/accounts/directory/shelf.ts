import type { Problem } from "../../kernel/problem.ts";
import { ok, type Result } from "../../kernel/result.ts";
import type { Page, PageRequest } from "../account.ts";
import { cursorAt, placeOf } from "../configuration/paging.ts";

/** The things of one kind in memory, in the order in which they were made. */
export class Shelf<T extends { readonly id: string }> {
  readonly #things = new Map<string, { readonly thing: T; readonly position: number }>();
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

  /** Adds a thing behind the others. */
  add(thing: T, position: number): void {
    this.#things.set(thing.id, { thing, position });
    this.#lastPosition = Math.max(this.#lastPosition, position);
    this.#version++;
  }

  /** Puts a thing in the place of the one with its id. */
  replace(thing: T): void {
    const { position } = this.#things.get(thing.id)!;
    this.#things.set(thing.id, { thing, position });
    this.#version++;
  }

  remove(id: string): void {
    this.#things.delete(id);
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
