/** A header field: its canonical name, and one value. */
export type HeaderField = readonly [name: string, value: string];
export type HeaderList = readonly HeaderField[];

/**
 * Header fields in order of appearance, under canonical names (`Call-ID`, `CSeq`, `WWW-Authenticate`).
 * Values are raw text without surrounding white space. A field that may be repeated holds one value an entry
 * (`Via: a, b` is two entries). Names given to the methods must be canonical.
 */
export class Headers {
  readonly #names: string[] = [];
  readonly #values: string[] = [];

  static of(entries: HeaderList): Headers {
    const headers = new Headers();
    for (const [name, value] of entries) headers.append(name, value);
    return headers;
  }

  get size(): number {
    return this.#names.length;
  }

  /** The first value of `name`. */
  get(name: string): string | undefined {
    const i = this.#names.indexOf(name);
    return i < 0 ? undefined : this.#values[i];
  }

  all(name: string): string[] {
    return this.#values.filter((_, i) => this.#names[i] === name);
  }

  append(name: string, value: string): this {
    this.#names.push(name);
    this.#values.push(value);
    return this;
  }

  /** Puts a value in front of all others of its name (Via, Record-Route). */
  prepend(name: string, value: string): this {
    const i = this.#names.indexOf(name);
    const at = Math.max(i, 0);
    this.#names.splice(at, 0, name);
    this.#values.splice(at, 0, value);
    return this;
  }

  /** Leaves exactly this one value under `name`, where the first one stood. */
  set(name: string, value: string): this {
    const i = this.#names.indexOf(name);
    if (i < 0) return this.append(name, value);
    this.#values[i] = value;
    for (let k = this.#names.length - 1; k > i; k--) if (this.#names[k] === name) this.#removeAt(k);
    return this;
  }

  /** Replaces the first value of `name` and leaves the others (the top Via); appends when there is none. */
  setFirst(name: string, value: string): this {
    const i = this.#names.indexOf(name);
    if (i < 0) return this.append(name, value);
    this.#values[i] = value;
    return this;
  }

  delete(name: string): this {
    for (let k = this.#names.length - 1; k >= 0; k--) if (this.#names[k] === name) this.#removeAt(k);
    return this;
  }

  clone(): Headers {
    return Headers.of([...this]);
  }

  *[Symbol.iterator](): IterableIterator<HeaderField> {
    for (let i = 0; i < this.#names.length; i++) yield [this.#names[i]!, this.#values[i]!];
  }

  #removeAt(i: number): void {
    this.#names.splice(i, 1);
    this.#values.splice(i, 1);
  }
}
