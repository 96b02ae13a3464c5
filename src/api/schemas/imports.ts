import { described, listOf, named, nullable, object, oneOf, type Schema } from "./schema.ts";

const count: Schema = { type: "integer", minimum: 0 };

const rowFault = object({
  line: described("From 1.", { type: "integer", minimum: 1 }),
  column: described("Null where it is no single one.", nullable({ type: "string" })),
  code: oneOf(
    "not_utf8",
    "malformed",
    "missing_column",
    "unknown_column",
    "repeated_column",
    "too_many_cells",
    "invalid_value",
    "conflict",
    "repeated_row",
  ),
  message: { type: "string" },
});

export const importReportSchema = named("ImportReport", {
  ...object({ rows: count, created: count, updated: count, unchanged: count, errors: listOf(rowFault, 20_000) }),
  description: "What an import did, or a dry run found.",
});

export const importQuery = object({ dryRun: oneOf("true", "false") }, ["dryRun"]);

/** The file itself; what it holds is judged row by row. */
export const importFile: Schema = {
  content: { "text/csv": { schema: described("UTF-8, its first line names the columns.", {}) } },
};
