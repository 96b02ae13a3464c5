/** What HTTP has to say of comma-separated values. */
import { preferred } from "./accept.ts";

export const csvMediaType = "text/csv; charset=utf-8; header=present";

/** Whether `Accept` prefers CSV to JSON; JSON without a clear preference. */
export const prefersCsv = (accept: string | undefined): boolean =>
  preferred(accept, ["application/json", "text/csv"]) === "text/csv";
