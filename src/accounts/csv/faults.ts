/** What is wrong with a file that is to be imported, and where. */

/**
 * Of the file: `not_utf8`, `malformed`, `missing_column`, `unknown_column`, `repeated_column`. Of a row: `too_many_cells`, `invalid_value`,
 * `conflict` (with what is stored, or with another row), `repeated_row` (about the same thing as a row before it).
 */
export type RowFaultCode =
  | "not_utf8"
  | "malformed"
  | "missing_column"
  | "unknown_column"
  | "repeated_column"
  | "too_many_cells"
  | "invalid_value"
  | "conflict"
  | "repeated_row";

export interface RowFault {
  /** From 1; a row that goes over several lines begins there. */
  readonly line: number;
  /** The name of the column; null where it is no single one. */
  readonly column: string | null;
  readonly code: RowFaultCode;
  readonly message: string;
}

/** What an import did, or would do. `rows` = created + updated + unchanged + those with errors. */
export interface ImportReport {
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly errors: readonly RowFault[];
}
