import type { Kysely } from "kysely";
import type { Entropy } from "../../kernel/entropy.ts";
import { newId } from "../../kernel/ids.ts";
import type { Log } from "../../kernel/log.ts";
import { type Problem, problem } from "../../kernel/problem.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { Schema, ThingTable } from "../../store/schema.ts";
import type { Actor, Collection, Page, PageRequest, Patch } from "../account.ts";
import type { DirectoryChange } from "../directory/directory.ts";
import type { DirectoryCache } from "../directory/directoryCache.ts";
import type { Shelf } from "../directory/shelf.ts";
import { merge } from "./merge.ts";
import { storing } from "./storing.ts";
import type { Turns } from "./turns.ts";

/** Tables whose rows are things of the configuration. */
type ThingTableName = { [K in keyof Schema]: Schema[K] extends ThingTable ? K : never }[keyof Schema];

/** The columns of a thing besides those that all things have. */
type Columns<Name extends ThingTableName> = Omit<Schema[Name], keyof ThingTable>;

/** What a kind of thing adds to what all of them share. */
export interface Kind<T extends { readonly id: string }, Input, Name extends ThingTableName> {
  readonly noun: string;
  readonly table: Name;
  readonly shelf: Shelf<T>;
  /** The input that would make `thing` again: what a PATCH is merged into. Has every key, secrets undefined. */
  asInput(thing: T): { readonly [K in keyof Input]-?: Input[K] | undefined };
  /** The thing that `input` describes, or what speaks against it. `before`: the thing as it stands, on a change. */
  make(id: string, input: unknown, before: T | undefined): Result<T, Problem>;
  /** What is stored of the thing. On a change, secrets that stay as they are may be left out. */
  columns(thing: T, input: unknown, before: T | undefined): Promise<Partial<Columns<Name>>>;
  /** The thing of a row. */
  fromRow(row: Schema[Name]): T;
  /** Why the thing cannot be removed. */
  mayRemove?(thing: T): Problem | undefined;
  /** After a row is read at the start: what is kept beside the shelf. */
  loaded?(row: Schema[Name]): void;
  /** The same after a change is stored. `thing` undefined: removed. */
  settle?(id: string, thing: T | undefined, columns: Partial<Columns<Name>>): void;
  /** The audit log's action and detail, where they are not `<noun>.created|changed|removed` with the names of the fields. */
  readonly auditAction?: string;
  auditDetail?(thing: T): Record<string, unknown>;
  readonly announced?: Exclude<DirectoryChange["changed"], "settings">;
}

/** What all collections of an account share. */
export interface CollectionContext {
  readonly db: Kysely<Schema>;
  readonly directory: DirectoryCache;
  readonly entropy: Entropy;
  readonly log: Log;
  /** One for all: rules about several kinds hold because no two changes overlap. */
  readonly turns: Turns;
  audit(actor: Actor, action: string, subject: string, detail: Record<string, unknown>): void;
}

/** A collection of the configuration: checked in memory, stored, then shown in memory, told and audited. */
export class ThingCollection<T extends { readonly id: string }, Input, Name extends ThingTableName>
  implements Collection<T, Input>
{
  readonly #kind: Kind<T, Input, Name>;
  readonly #context: CollectionContext;
  /** The kind's table as a table of things; what the kind adds is its own to type. */
  readonly #db: Kysely<Record<string, ThingTable>>;
  readonly #table: string;

  constructor(kind: Kind<T, Input, Name>, context: CollectionContext) {
    this.#kind = kind;
    this.#context = context;
    this.#db = context.db as unknown as Kysely<Record<string, ThingTable>>;
    this.#table = kind.table;
  }

  /** Fills the shelf from the store. Rejects where the store does. */
  async load(): Promise<void> {
    const { shelf, fromRow, loaded } = this.#kind;
    for (const things of await this.#db.selectFrom(this.#table).selectAll().orderBy("position").execute()) {
      const row = things as Schema[Name];
      shelf.add(fromRow(row), things.position);
      loaded?.(row);
    }
  }

  async list(page: PageRequest): Promise<Result<Page<T>, Problem>> {
    return this.#kind.shelf.page(page);
  }

  async get(id: string): Promise<T | undefined> {
    return this.#kind.shelf.get(id);
  }

  create(input: Input, actor: Actor): Promise<Result<T, Problem>> {
    return this.#context.turns.take(async () => {
      const made = this.#kind.make(newId(this.#kind.noun, this.#context.entropy), input, undefined);
      if (!made.ok) return made;
      const stored = await this.add(made.value, input);
      if (!stored.ok) return stored;
      this.#tell("created", made.value.id, actor, { ...this.#kind.auditDetail?.(made.value) });
      return made;
    });
  }

  update(id: string, patch: Patch<Input>, actor: Actor): Promise<Result<T, Problem>> {
    return this.#context.turns.take(async () => {
      const { shelf, asInput, make } = this.#kind;
      const before = shelf.get(id);
      if (before === undefined) return err(problem("not_found"));
      const input = merge(asInput(before), patch);
      const made = make(id, input, before);
      if (!made.ok) return made;
      const stored = await storing(this.#context.log, async () => {
        const columns = await this.#kind.columns(made.value, input, before);
        await this.#db.updateTable(this.#table).set(columns).where("id", "=", id).execute();
        return columns;
      });
      if (!stored.ok) return stored;
      shelf.replace(made.value);
      this.#kind.settle?.(id, made.value, stored.value);
      this.#tell("changed", id, actor, { fields: Object.keys(patch), ...this.#kind.auditDetail?.(made.value) });
      return made;
    });
  }

  remove(id: string, actor: Actor): Promise<Result<void, Problem>> {
    return this.#context.turns.take(async () => {
      const { shelf } = this.#kind;
      const thing = shelf.get(id);
      if (thing === undefined) return err(problem("not_found"));
      const refusal = this.#kind.mayRemove?.(thing);
      if (refusal !== undefined) return err(refusal);
      const stored = await storing(this.#context.log, () =>
        this.#db.deleteFrom(this.#table).where("id", "=", id).execute(),
      );
      if (!stored.ok) return stored;
      shelf.remove(id);
      this.#kind.settle?.(id, undefined, {});
      this.#tell("removed", id, actor, { ...this.#kind.auditDetail?.(thing) });
      return ok(undefined);
    });
  }

  /** Stores a new thing that has been checked. */
  async add(thing: T, input: unknown): Promise<Result<void, Problem>> {
    const { shelf } = this.#kind;
    const position = shelf.nextPosition;
    const stored = await storing(this.#context.log, async () => {
      const columns = await this.#kind.columns(thing, input, undefined);
      await this.#db
        .insertInto(this.#table)
        .values({ id: thing.id, position, ...columns })
        .execute();
      return columns;
    });
    if (!stored.ok) return stored;
    shelf.add(thing, position);
    this.#kind.settle?.(thing.id, thing, stored.value);
    return ok(undefined);
  }

  #tell(change: "created" | "changed" | "removed", id: string, actor: Actor, detail: Record<string, unknown>): void {
    const { announced, auditAction, noun } = this.#kind;
    const { directory, audit } = this.#context;
    if (auditAction === undefined) audit(actor, `${noun}.${change}`, id, detail);
    else audit(actor, auditAction, id, { change, ...detail });
    if (announced !== undefined) directory.announce({ changed: announced, id });
  }
}
