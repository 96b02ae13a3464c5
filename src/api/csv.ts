/** Comma-separated values (RFC 4180), safe to open in a spreadsheet. */

export interface Column<Row> {
  readonly name: string;
  readonly value: (row: Row) => string | number | null;
}

export const csvMediaType = "text/csv; charset=utf-8; header=present";

export const csvHead = <Row>(columns: readonly Column<Row>[]): string => line(columns.map(({ name }) => name));

export const csvRow = <Row>(columns: readonly Column<Row>[], row: Row): string =>
  line(columns.map(({ value }) => value(row)));

/** RFC 4180 §2: each record ends with CRLF. */
const line = (cells: readonly (string | number | null)[]): string => `${cells.map(cell).join(",")}\r\n`;

function cell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = harmless(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A spreadsheet runs a cell that starts like a formula, and callers choose their own names and numbers. Such a cell gets an apostrophe
 * in front, which the spreadsheet hides; a plain telephone number (`+5511…`) is no formula and stays as it is.
 */
const harmless = (text: string): string => (/^[=+\-@\t\r\n]/.test(text) && !/^\+\d+$/.test(text) ? `'${text}` : text);

/** Whether `Accept` prefers CSV to JSON (RFC 9110 §12.5.1); JSON without a clear preference. */
export function prefersCsv(accept: string | undefined): boolean {
  if (accept === undefined) return false;
  const csv = quality(accept, "text", "csv");
  return csv > 0 && csv > quality(accept, "application", "json");
}

/** The weight of a media type: that of the most specific range that names it. */
function quality(accept: string, type: string, subtype: string): number {
  const weights = new Map<string, number>();
  for (const item of accept.toLowerCase().split(",")) {
    const [range = "", ...params] = item.split(";").map((part) => part.trim());
    const q = params.find((param) => param.startsWith("q="))?.slice(2);
    weights.set(range, q === undefined ? 1 : Number(q) || 0);
  }
  return weights.get(`${type}/${subtype}`) ?? weights.get(`${type}/*`) ?? weights.get("*/*") ?? 0;
}
