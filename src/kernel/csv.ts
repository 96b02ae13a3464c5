/** Comma-separated values (RFC 4180), safe to open in a spreadsheet. */

export interface Column<Row> {
  readonly name: string;
  readonly value: (row: Row) => string | number | null;
}

export const csvHead = <Row>(columns: readonly Column<Row>[]): string => line(columns.map(({ name }) => name));

export const csvRow = <Row>(columns: readonly Column<Row>[], row: Row): string =>
  line(columns.map(({ value }) => value(row)));

/** RFC 4180 §2: each record ends with CRLF. */
const line = (cells: readonly (string | number | null)[]): string => `${cells.map(cell).join(",")}\r\n`;

function cell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = harmless(value);
  return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A formula, or one behind the apostrophes of those that were made harmless before. */
const FORMULA = /^'*[=+\-@\t\r\n]/;
const TELEPHONE_NUMBER = /^\+\d+$/;

/**
 * A spreadsheet runs a cell that starts like a formula, and callers choose their own names and numbers. Such a cell gets an apostrophe
 * in front, which the spreadsheet hides; a plain telephone number (`+5511…`) is no formula and stays as it is.
 */
const harmless = (text: string): string => (FORMULA.test(text) && !TELEPHONE_NUMBER.test(text) ? `'${text}` : text);

/** The text of a cell that was made harmless. */
export const asWritten = (text: string): string => (text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text);
