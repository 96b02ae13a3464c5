import { type Column, csvHead, csvRow } from "../../kernel/csv.ts";
import { newId } from "../../kernel/ids.ts";
import { type Problem, problem } from "../../kernel/problem.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { Actor, Sheet } from "../account.ts";
import type { CollectionContext, Kind, ThingCollection, ThingTableName } from "../configuration/collection.ts";
import type { DirectoryCache } from "../directory/directoryCache.ts";
import type { ImportReport } from "./faults.ts";
import type { Format } from "./formats.ts";
import { type Plan, planImport } from "./plan.ts";
import { readTable } from "./table.ts";

/** Rows written in one go. */
const AT_ONCE = 100;

export interface SheetParts<T extends { readonly id: string }, Input, Name extends ThingTableName> {
  /** The kind of thing, over whichever directory: the account's, or a draft of it. */
  readonly kind: (directory: DirectoryCache) => Kind<T, Input, Name>;
  readonly format: (directory: DirectoryCache) => Format<T>;
  readonly collection: ThingCollection<T, Input, Name>;
}

/** The things of one kind as a file of comma-separated values: all of them out, and many of them in at once. */
export class ThingSheet<T extends { readonly id: string }, Input, Name extends ThingTableName> implements Sheet {
  readonly #parts: SheetParts<T, Input, Name>;
  readonly #context: CollectionContext;

  constructor(parts: SheetParts<T, Input, Name>, context: CollectionContext) {
    this.#parts = parts;
    this.#context = context;
  }

  *export(): Generator<string> {
    const { directory } = this.#context;
    const columns: Column<T>[] = [];
    for (const { name, write } of this.#parts.format(directory).columns) {
      if (write !== undefined) columns.push({ name, value: write });
    }
    const things = this.#parts.kind(directory).shelf.all();
    yield csvHead(columns);
    for (let i = 0; i < things.length; i += AT_ONCE) {
      yield things
        .slice(i, i + AT_ONCE)
        .map((thing) => csvRow(columns, thing))
        .join("");
    }
  }

  async import(
    file: Uint8Array,
    { dryRun }: { readonly dryRun: boolean },
    actor: Actor,
  ): Promise<Result<ImportReport, Problem>> {
    if (dryRun) {
      const plan = await this.#plan(file);
      return plan.ok ? ok(plan.value.report) : plan;
    }
    // Between the plan and its end nobody else changes anything.
    return this.#context.turns.take(async () => {
      const plan = await this.#plan(file);
      return plan.ok ? this.#carryOut(plan.value, actor) : plan;
    });
  }

  async #plan(file: Uint8Array): Promise<Result<Plan<T>, Problem>> {
    const { directory, entropy } = this.#context;
    const format = this.#parts.format(directory);
    const table = readTable(file, format.maxRows);
    if (table === "too_many_rows") {
      return err(problem("too_large", `One file may have at most ${format.maxRows} rows.`));
    }
    if (!("header" in table)) return ok({ report: { ...nothing, errors: [table] }, changes: [] });
    const draft = this.#parts.kind(directory.draft());
    return ok(await planImport(table, format, draft, () => newId(draft.noun, entropy)));
  }

  async #carryOut({ report, changes }: Plan<T>, actor: Actor): Promise<Result<ImportReport, Problem>> {
    if (report.errors.length > 0) return err(refusalOf(report));
    const stored = await this.#parts.collection.putAll(changes, actor);
    if (!stored.ok) return stored;
    const { errors: _none, ...counts } = report;
    const things = this.#parts.kind(this.#context.directory).table;
    this.#context.audit(actor, `${things}.imported`, things, counts);
    return ok(report);
  }
}

const nothing = { rows: 0, created: 0, updated: 0, unchanged: 0 };

function refusalOf({ errors }: ImportReport): Problem {
  const [first] = errors;
  return {
    ...problem("invalid_request", `Nothing was imported. Line ${first?.line}: ${first?.message}`),
    errors: errors.map(({ line, column, code, message }) => ({ path: column ?? "", message, line, code })),
  };
}
