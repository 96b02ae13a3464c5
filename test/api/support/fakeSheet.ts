import type { Sheet } from "../../../src/accounts/account.ts";
import { problem } from "../../../src/kernel/problem.ts";
import { err, ok } from "../../../src/kernel/result.ts";

/** A file of two lines; an import is good unless it says `bad`. */
export class FakeSheet implements Sheet {
  readonly imported: { readonly text: string; readonly dryRun: boolean }[] = [];

  *export(): Generator<string> {
    yield "email\r\n";
    yield "ana@example.com\r\n";
  }

  import: Sheet["import"] = async (file, { dryRun }) => {
    const text = new TextDecoder().decode(file);
    if (text.includes("many")) return err(problem("too_large", "One file may have at most 2 rows."));
    const fault = { line: 2, column: "email", code: "invalid_value", message: "must be an e-mail address" } as const;
    if (text.includes("bad") && !dryRun) {
      const errors = [{ path: fault.column, message: fault.message, line: fault.line, code: fault.code }];
      return err({ ...problem("invalid_request", "Nothing was imported."), errors });
    }
    this.imported.push({ text, dryRun });
    return ok({ rows: 1, created: 1, updated: 0, unchanged: 0, errors: text.includes("bad") ? [fault] : [] });
  };
}
