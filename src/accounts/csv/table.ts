/** Reads a file of comma-separated values (RFC 4180), as spreadsheets of any country write it, whatever it holds. */
import { isUtf8 } from "node:buffer";
import { CsvError, type Options, parse } from "csv-parse/sync";
import type { RowFault, RowFaultCode } from "./faults.ts";

/** A longer line is none of a table, characters. */
const MAX_LINE = 16 * 1024;
/** Line breaks and separators that a row of ours may have at most, on average: far more than any has, and few enough to be read at once. */
const MAX_MARKS = 100;

export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Table {
  readonly header: Row;
  /** Those that are not blank. */
  readonly rows: readonly Row[];
  /** Where the rest of the file cannot be told apart into rows. */
  readonly fault: RowFault | null;
}

export type Unreadable = RowFault | "too_many_rows";

/**
 * The rows of a file in UTF-8, with or without a byte order mark, its cells separated by commas or, as where the comma is the decimal
 * point, by semicolons; whichever of both its first line has more of.
 * @param maxRows after the header.
 */
export function readTable(bytes: Uint8Array, maxRows: number): Table | Unreadable {
  if (marksIn(bytes) > MAX_MARKS * (maxRows + 1)) return "too_many_rows";
  const text = decode(bytes);
  if (typeof text !== "string") return text;
  const lines = text.split("\n");
  const long = lines.findIndex((line) => line.length > MAX_LINE);
  if (long >= 0) return fault(long + 1, "malformed", `The line is longer than ${MAX_LINE} characters.`);
  const first = lines.findIndex((line) => line.trim() !== "");
  if (first < 0) return fault(1, "missing_column", "The file is empty: its first line names the columns.");
  return rowsOf(text, delimiterOf(lines[first]!), maxRows);
}

const MARKS = new Set(Buffer.from("\r\n,;"));
const marksIn = (bytes: Uint8Array): number => bytes.reduce((marks, byte) => (MARKS.has(byte) ? marks + 1 : marks), 0);

/** The text with one kind of line break, so that lines can be counted. */
function decode(bytes: Uint8Array): string | RowFault {
  const text = new TextDecoder().decode(bytes).replaceAll(/\r\n?/g, "\n");
  const lineOf = (at: number): number => text.slice(0, at).split("\n").length;
  if (!isUtf8(bytes)) {
    return fault(lineOf(text.indexOf("\ufffd")), "not_utf8", "The file is not in UTF-8: save it as “CSV UTF-8”.");
  }
  const nul = text.indexOf("\0");
  if (nul >= 0) return fault(lineOf(nul), "malformed", "There is a NUL character: this is no text.");
  return text;
}

function delimiterOf(header: string): "," | ";" {
  const bare = header.replaceAll(/"[^"]*"/g, "");
  return bare.split(";").length > bare.split(",").length ? ";" : ",";
}

function rowsOf(text: string, delimiter: string, maxRows: number): Table | Unreadable {
  const rows: Row[] = [];
  const options: Options = {
    delimiter,
    record_delimiter: "\n",
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    // The header, and one row to see that there are too many.
    to: maxRows + 2,
    on_record(cells: string[], { lines }) {
      // The parser tells where a row ends.
      rows.push({ line: lines - breaksIn(cells), cells });
      return null;
    },
  };
  const broken = tried(() => parse(text, options));
  const [header, ...others] = rows;
  if (header === undefined) return broken ?? fault(1, "missing_column", "The first line names no columns.");
  if (others.length > maxRows) return "too_many_rows";
  return { header, rows: others, fault: broken };
}

const breaksIn = (cells: readonly string[]): number =>
  cells.reduce((breaks, cell) => breaks + cell.split("\n").length - 1, 0);

function tried(read: () => unknown): RowFault | null {
  try {
    read();
    return null;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as CsvError & { lines?: number };
    // Where a quote is never closed it tells the last line.
    return fault(lines ?? 1, "malformed", error.code === "CSV_QUOTE_NOT_CLOSED" ? OPEN_QUOTE : STRAY_QUOTE);
  }
}

const OPEN_QUOTE = "The file ends within quotes.";
const STRAY_QUOTE =
  'A quote within a cell must be doubled (""), and the whole cell in quotes; what follows was not read.';

const fault = (line: number, code: RowFaultCode, message: string): RowFault => ({ line, column: null, code, message });
