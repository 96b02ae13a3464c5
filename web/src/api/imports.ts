/** Many agents, users or numbers at once, from a file. */
import { PontoProblem, type Schema } from "../../../client/ponto.ts";
import { forgetThings } from "./collections.ts";
import { ponto } from "./ponto.ts";

export type ImportKind = "agents" | "users" | "numbers";
export type ImportReport = Schema<"ImportReport">;

/** Tries a file, and tells what it would change. */
export const tryImport = (kind: ImportKind, file: File): Promise<ImportReport> => send(`${kind}?dryRun=true`, file);

/** Carries out all rows of a file, or none where one is wrong. */
export async function carryOutImport(kind: ImportKind, file: File): Promise<ImportReport> {
  const report = await send(kind, file);
  await forgetThings();
  return report;
}

async function send(path: string, file: File): Promise<ImportReport> {
  const response = await ponto.send("POST", `/v1/imports/${path}`, {
    headers: { "Content-Type": "text/csv" },
    body: await file.text(),
  });
  const answer = await response.json();
  if (response.ok) return answer as ImportReport;
  throw new PontoProblem(`POST /v1/imports/${path}`, response.status, answer as Schema<"Problem">);
}
