/**
 * JSON in the one form that everybody arrives at (RFC 8785): keys in the order of their UTF-16 code units, nothing between the
 * tokens, numbers and text as ECMAScript writes them. What JSON does not know is left out, as `JSON.stringify` does.
 */
export function canonicalJson(value: unknown): string {
  return written(JSON.parse(JSON.stringify(value)));
}

function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${written(field)}`).join(",")}}`;
}
