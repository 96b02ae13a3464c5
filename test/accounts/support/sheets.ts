import type { Sheet } from "../../../src/accounts/account.ts";
import type { ImportReport } from "../../../src/accounts/csv/faults.ts";
import type { Problem } from "../../../src/kernel/problem.ts";
import type { Result } from "../../../src/kernel/result.ts";
import { actor } from "./testAccount.ts";

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The whole file of a sheet. */
export const exported = (sheet: Sheet): string => [...sheet.export()].join("");

export const dryRun = (sheet: Sheet, text: string): Promise<Result<ImportReport, Problem>> =>
  sheet.import(bytes(text), { dryRun: true }, actor);

export const carryOut = (sheet: Sheet, text: string): Promise<Result<ImportReport, Problem>> =>
  sheet.import(bytes(text), { dryRun: false }, actor);

/** What an import did, or what is wrong, as `line column code`. */
export function outcome(result: Result<ImportReport, Problem>): string[] {
  if (!result.ok) {
    const { code, errors = [] } = result.error;
    return [code, ...errors.map((fault) => `${fault.line} ${fault.path || "-"} ${fault.code}`)];
  }
  const { rows, created, updated, unchanged, errors } = result.value;
  const counts = `${rows}: ${created} created, ${updated} updated, ${unchanged} unchanged`;
  return [counts, ...errors.map(({ line, column, code }) => `${line} ${column ?? "-"} ${code}`)];
}
