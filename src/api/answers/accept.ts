/** Which of the forms of an answer its reader wants. */

export const ndjsonMediaType = "application/x-ndjson";

/**
 * The media type that `Accept` prefers (RFC 9110 §12.5.1); the first one without a clear preference.
 * @param offered as `type/subtype`
 */
export function preferred<T extends string>(accept: string | undefined, offered: readonly [T, ...T[]]): T {
  if (accept === undefined) return offered[0];
  let best: { readonly type: T; readonly weight: number } = { type: offered[0], weight: quality(accept, offered[0]) };
  for (const type of offered.slice(1)) {
    const weight = quality(accept, type);
    if (weight > best.weight) best = { type, weight };
  }
  return best.type;
}

/** The weight of a media type: that of the most specific range that names it. */
function quality(accept: string, offered: string): number {
  const weights = new Map<string, number>();
  for (const item of accept.toLowerCase().split(",")) {
    const [range = "", ...params] = item.split(";").map((part) => part.trim());
    const q = params.find((param) => param.startsWith("q="))?.slice(2);
    weights.set(range, q === undefined ? 1 : Number(q) || 0);
  }
  const [type] = offered.split("/");
  return weights.get(offered) ?? weights.get(`${type}/*`) ?? weights.get("*/*") ?? 0;
}
