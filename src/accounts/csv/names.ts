import { err, ok, type Result } from "../../kernel/result.ts";

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Between the names of one cell. */
export const SEPARATOR = "|";

/** Things as a person writes them into a cell: by their name, or by their id where no name tells them apart. */
export class Names {
  readonly #noun: string;
  readonly #reserved: readonly string[];
  readonly #byId: Map<string, Named>;
  readonly #byName = new Map<string, Named[]>();

  /** @param reserved words that mean something else in such a cell */
  constructor(noun: string, things: readonly Named[], reserved: readonly string[] = []) {
    this.#noun = noun;
    this.#reserved = reserved;
    this.#byId = new Map(things.map((thing) => [thing.id, thing]));
    for (const thing of things) {
      const namesakes = this.#byName.get(thing.name);
      if (namesakes === undefined) this.#byName.set(thing.name, [thing]);
      else namesakes.push(thing);
    }
  }

  nameOf(id: string): string {
    const name = this.#byId.get(id)?.name;
    return name !== undefined && this.#tells(name) ? name : id;
  }

  idOf(text: string): Result<string, string> {
    if (this.#byId.has(text)) return ok(text);
    const [first, ...others] = this.#byName.get(text) ?? [];
    if (first === undefined) return err(`names no ${this.#noun}`);
    return others.length === 0 ? ok(first.id) : err(`is the name of several ${this.#noun}s: write the id`);
  }

  #tells(name: string): boolean {
    const plain = name.trim() === name && name !== "" && !name.includes(SEPARATOR);
    const once = this.#byName.get(name)?.length === 1 && !this.#byId.has(name);
    return plain && once && !this.#reserved.includes(name.toLowerCase());
  }
}
