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
import { unhurried } from "./unhurried.ts";

/** Tables whose rows are things of the configuration. */
export type ThingTableName = { [K in keyof Schema]: Schema[K] extends ThingTable ? K : never }[keyof Schema];

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
  /** Values that no other row has, for the unique columns that a change can alter: where things stand while they change places. */
  parked?(id: string): Partial<Columns<Name>>;
  /** The thing of a row. */
  fromRow(row: Schema[Name]): T;
  /** Why the thing cannot be removed. */
  mayRemove?(thing: T): Problem | undefined;
  /** What has to be changed elsewhere for the thing to go; if that cannot be, it stays. */
  beforeRemoval?(thing: T, actor: Actor): Promise<Result<void, Problem>>;
  /** After a row is read at the start: what is kept beside the shelf. */
  loaded?(row: Schema[Name]): void;
  /** The same after a change is stored. `thing` undefined: removed. */
  settle?(id: string, thing: T | undefined, columns: Partial<Columns<Name>>): void;
  /** The audit log's action and detail, where they are not `<noun>.created|changed|removed` with the names of the fields. */
  readonly auditAction?: string;
  auditDetail?(thing: T): Record<string, unknown>;
  readonly announced?: Exclude<DirectoryChange["changed"], "settings">;
}

/** A thing to be stored as `input` describes it. `before`: the thing as it stands; undefined: it is new. */
export interface Change<T> {
  readonly thing: T;
  readonly input: unknown;
  readonly before: T | undefined;
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

type Things = Kysely<Record<string, ThingTable>>;

/** A change with what is stored of it. */
interface StoredChange<T, Written> extends Change<T> {
  readonly written: Written;
  /** Of a new thing. */
  readonly position: number;
}

/** A collection of the configuration: checked in memory, stored, then shown in memory, told and audited. */
export class ThingCollection<T extends { readonly id: string }, Input, Name extends ThingTableName>
  implements Collection<T, Input>
{
  readonly #kind: Kind<T, Input, Name>;
  readonly #context: CollectionContext;
  /** The kind's table as a table of things; what the kind adds is its own to type. */
  readonly #db: Things;
  readonly #table: string;

  constructor(kind: Kind<T, Input, Name>, context: CollectionContext) {
    this.#kind = kind;
    this.#context = context;
    this.#db = context.db as unknown as Things;
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
      const stored = await this.#store([{ thing: made.value, input, before }]);
      if (!stored.ok) return stored;
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
      const cleared = await this.#kind.beforeRemoval?.(thing, actor);
      if (cleared?.ok === false) return cleared;
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
  add(thing: T, input: unknown): Promise<Result<void, Problem>> {
    return this.#store([{ thing, input, before: undefined }]);
  }

  /** Stores what has been checked together, all of it or nothing, then tells of each. The caller has the turn. */
  async putAll(changes: readonly Change<T>[], actor: Actor): Promise<Result<void, Problem>> {
    const stored = await this.#store(changes);
    if (!stored.ok) return stored;
    const { announced, auditAction, auditDetail } = this.#kind;
    const { directory, audit } = this.#context;
    for (const { thing, before } of changes) {
      const change = before === undefined ? "created" : "changed";
      if (auditAction !== undefined) audit(actor, auditAction, thing.id, { change, ...auditDetail?.(thing) });
      if (announced !== undefined) directory.announce({ changed: announced, id: thing.id });
    }
    return ok(undefined);
  }

  async #store(changes: readonly Change<T>[]): Promise<Result<void, Problem>> {
    const { shelf, columns, settle } = this.#kind;
    let position = shelf.nextPosition;
    const stored = await storing(this.#context.log, async () => {
      const rows: StoredChange<T, Partial<Columns<Name>>>[] = [];
      await unhurried(changes, async (change) => {
        const { thing, input, before } = change;
        const written = await columns(thing, input, before);
        rows.push({ ...change, written, position: before === undefined ? position++ : 0 });
      });
      if (rows.length === 1) await this.#write(this.#db, rows[0]!);
      else await this.#db.transaction().execute((transaction) => this.#writeAll(transaction, rows));
      return rows;
    });
    if (!stored.ok) return stored;
    for (const { thing, before, written, position } of stored.value) {
      if (before === undefined) shelf.add(thing, position);
      else shelf.replace(thing);
      settle?.(thing.id, thing, written);
    }
    return ok(undefined);
  }

  async #writeAll(db: Things, rows: readonly StoredChange<T, Partial<Columns<Name>>>[]): Promise<void> {
    const { parked } = this.#kind;
    // A unique column is compared at every statement (SQLite has no deferred ones): first everybody steps aside.
    if (parked !== undefined) {
      const moving = rows.filter(({ before }) => before !== undefined);
      await unhurried(moving, ({ thing: { id } }) => this.#change(db, id, parked(id)));
    }
    await unhurried(rows, (row) => this.#write(db, row));
  }

  async #write(db: Things, row: StoredChange<T, Partial<Columns<Name>>>): Promise<void> {
    const { thing, before, written, position } = row;
    if (before !== undefined) await this.#change(db, thing.id, written);
    else {
      await db
        .insertInto(this.#table)
        .values({ id: thing.id, position, ...written })
        .execute();
    }
  }

  async #change(db: Things, id: string, columns: Partial<Columns<Name>>): Promise<void> {
    await db.updateTable(this.#table).set(columns).where("id", "=", id).execute();
  }

  #tell(change: "created" | "changed" | "removed", id: string, actor: Actor, detail: Record<string, unknown>): void {
    const { announced, auditAction, noun } = this.#kind;
    const { directory, audit } = this.#context;
    if (auditAction === undefined) audit(actor, `${noun}.${change}`, id, detail);
    else audit(actor, auditAction, id, { change, ...detail });
    if (announced !== undefined) directory.announce({ changed: announced, id });
  }
}
