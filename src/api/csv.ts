/** What HTTP has to say of comma-separated values. */

export const csvMediaType = "text/csv; charset=utf-8; header=present";

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
