import { asWritten } from "../../kernel/csv.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { SheetColumn } from "./columns.ts";
import type { RowFault } from "./faults.ts";
import type { Format } from "./formats.ts";
import type { Row } from "./table.ts";

/** One answer names so many: a line of ten thousand names must not be answered by a longer one. */
const MAX_FAULTS = 20;

/** The columns that a first line names, in its order and in whatever case. */
export function columnsOf<T>({ line, cells }: Row, format: Format<T>): Result<readonly SheetColumn<T>[], RowFault[]> {
  const known = new Map(format.columns.map((column) => [column.name.toLowerCase(), column]));
  const columns: SheetColumn<T>[] = [];
  const faults: RowFault[] = [];
  for (const cell of withoutBlankEnd(cells)) {
    if (faults.length === MAX_FAULTS) break;
    const name = asWritten(cell).trim();
    const column = known.get(name.toLowerCase());
    const shown = name.slice(0, 50);
    if (column === undefined) {
      const message = `There is no column “${shown}”; there are ${format.columns.map((each) => each.name).join(", ")}.`;
      faults.push({ line, column: shown, code: "unknown_column", message });
    } else if (columns.includes(column)) {
      faults.push({ line, column: column.name, code: "repeated_column", message: `${column.name} is there twice.` });
    } else columns.push(column);
  }
  if (!columns.some(({ name }) => format.keys.includes(name))) {
    const message = `The column ${format.keys.join(" or ")} is required.`;
    faults.push({ line, column: format.keys[0]!, code: "missing_column", message });
  }
  return faults.length === 0 ? ok(columns) : err(faults);
}

/** Spreadsheets write separators for columns that were emptied. */
function withoutBlankEnd(cells: readonly string[]): readonly string[] {
  const last = cells.findLastIndex((cell) => cell.trim() !== "");
  return cells.slice(0, last + 1);
}
