/** What an import would change: worked out on a draft, so that rows may change places with one another. */
import { isDeepStrictEqual } from "node:util";
import type { Problem } from "../../kernel/problem.ts";
import type { Change } from "../configuration/collection.ts";
import { merge } from "../configuration/merge.ts";
import { unhurried } from "../configuration/unhurried.ts";
import type { Shelf } from "../directory/shelf.ts";
import type { SheetColumn } from "./columns.ts";
import type { ImportReport, RowFault, RowFaultCode } from "./faults.ts";
import type { Format, RowPatch } from "./formats.ts";
import { columnsOf } from "./header.ts";
import type { Row, Table } from "./table.ts";

/** What the draft's kind of thing can do (`Kind`). */
export interface Drafting<T> {
  readonly shelf: Shelf<T & { readonly id: string }>;
  asInput(thing: T): object;
  make(
    id: string,
    input: unknown,
    before: T | undefined,
  ): { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Problem };
}

export interface Plan<T> {
  readonly report: ImportReport;
  /** In the order of the file. To be carried out only where the report has no errors. */
  readonly changes: readonly Change<T>[];
}

/** A row, and what has been found out about it. */
interface Entry<T> {
  readonly line: number;
  readonly patch: RowPatch;
  readonly faults: RowFault[];
  before: T | undefined;
  change: Change<T> | "none" | undefined;
}

/** @param draft is changed on the way. */
export async function planImport<T extends { readonly id: string }>(
  table: Table,
  format: Format<T>,
  draft: Drafting<T>,
  newId: () => string,
): Promise<Plan<T>> {
  const columns = columnsOf(table.header, format);
  if (!columns.ok) return { report: reportOf([], columns.error), changes: [] };
  const entries = table.rows.map((row): Entry<T> => readRow(row, columns.value));
  match(entries, format);
  // What the file tells of steps aside, so that two rows may exchange an extension.
  for (const { before } of entries) if (before !== undefined) draft.shelf.remove(before.id);
  await unhurried(inOrder(entries, format), (entry) => make(entry, format, draft, newId));
  return {
    report: reportOf(entries, table.fault === null ? [] : [table.fault]),
    changes: entries.flatMap(({ change }) => (typeof change === "object" ? [change] : [])),
  };
}

function readRow<T>({ line, cells }: Row, columns: readonly SheetColumn<T>[]): Entry<T> {
  const faults: RowFault[] = [];
  const patch: Record<string, unknown> = {};
  for (const [i, cell] of cells.entries()) {
    if (cell.trim() === "") continue;
    const column = columns[i];
    if (column === undefined) {
      faults.push({
        line,
        column: null,
        code: "too_many_cells",
        message: "The row has more cells than the first line.",
      });
      break;
    }
    const read = column.read(cell);
    if (read.ok) place(patch, column.path.split("."), read.value);
    else faults.push({ line, column: column.name, code: "invalid_value", message: read.error });
  }
  return { line, patch, faults, before: undefined, change: undefined };
}

/** Puts a value at a path of fields, making the objects on the way. */
function place(patch: Record<string, unknown>, [first = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) patch[first] = value;
  else {
    patch[first] ??= {};
    place(patch[first] as Record<string, unknown>, rest, value);
  }
}

/** Finds what each row tells of; a thing is told of by one row only. */
function match<T extends { readonly id: string }>(entries: readonly Entry<T>[], format: Format<T>): void {
  const matched = new Set<string>();
  for (const matching of format.matches) {
    const lines = new Map<string, number>();
    for (const entry of entries.filter(({ before }) => before === undefined)) {
      const thing = matching(entry.patch);
      // It is another row's by what is surer: this row may still be about a new thing.
      if (thing === undefined || matched.has(thing.id)) continue;
      const line = lines.get(thing.id);
      if (line === undefined) {
        lines.set(thing.id, entry.line);
        entry.before = thing;
      } else {
        const message = `Line ${line} is about the same.`;
        entry.faults.push({ line: entry.line, column: null, code: "repeated_row", message });
      }
    }
    for (const id of lines.keys()) matched.add(id);
  }
}

/** Those that take what is left come last. */
function inOrder<T>(entries: readonly Entry<T>[], { takesRest = () => false }: Format<T>): readonly Entry<T>[] {
  const isLast = ({ before, patch }: Entry<T>): boolean => before === undefined && takesRest(patch);
  return [...entries.filter((entry) => !isLast(entry)), ...entries.filter(isLast)];
}

function make<T extends { readonly id: string }>(
  entry: Entry<T>,
  format: Format<T>,
  draft: Drafting<T>,
  newId: () => string,
): void {
  const { line, patch, before, faults } = entry;
  if (faults.some(({ code }) => code === "repeated_row")) return;
  const refused = format.refusal?.(patch, before);
  if (refused !== undefined) faults.push({ line, ...refused, code: "invalid_value" });
  const input = before === undefined ? patch : merge(draft.asInput(before), patch);
  const made = draft.make(before?.id ?? newId(), input, before);
  if (!made.ok) {
    for (const fault of faultsOf(made.error, line, format.columns)) {
      if (!faults.some(({ column }) => column === fault.column)) faults.push(fault);
    }
  }
  if (!made.ok || faults.length > 0) return;
  draft.shelf.add(made.value, 0);
  const givesSecret = format.columns.some(({ write, path }) => write === undefined && patch[path] !== undefined);
  const same = before !== undefined && !givesSecret && isDeepStrictEqual(made.value, before);
  entry.change = same ? "none" : { thing: made.value, input, before };
}

/** A refusal of the thing, as faults of its row. */
function faultsOf<T>(refused: Problem, line: number, columns: readonly SheetColumn<T>[]): RowFault[] {
  const code: RowFaultCode = refused.code === "conflict" ? "conflict" : "invalid_value";
  const { errors = [] } = refused;
  if (errors.length === 0) return [{ line, column: null, code, message: refused.detail ?? refused.code }];
  return errors.map(({ path, message }) => {
    const column = columns.find((candidate) => `${path}.`.startsWith(`${candidate.path}.`));
    return { line, column: column?.name ?? null, code, message };
  });
}

function reportOf<T>(entries: readonly Entry<T>[], others: readonly RowFault[]): ImportReport {
  const created = entries.filter(({ change }) => typeof change === "object" && change.before === undefined).length;
  const updated = entries.filter(({ change }) => typeof change === "object" && change.before !== undefined).length;
  return {
    rows: entries.length,
    created,
    updated,
    unchanged: entries.filter(({ change }) => change === "none").length,
    errors: [...entries.flatMap(({ faults }) => faults), ...others].sort((a, b) => a.line - b.line),
  };
}
