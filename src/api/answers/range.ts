/** One byte range of a file (RFC 9110 §14). */

export type RangeAnswer =
  | { readonly kind: "whole" }
  /** Both inclusive. */
  | { readonly kind: "part"; readonly start: number; readonly end: number }
  | { readonly kind: "unsatisfiable" };

/**
 * What to answer to `Range: …` for a file of `size` bytes. Several ranges, other units and nonsense are answered with the whole file, as
 * §14.2 allows: "A server MAY ignore the Range header field".
 */
export function answerRange(header: string | undefined, size: number): RangeAnswer {
  const match = /^bytes=[ \t]*(?:(\d{1,15})-(\d{0,15})|-(\d{1,15}))[ \t]*$/i.exec(header ?? "");
  if (match === null) return { kind: "whole" };
  const [, first, last, suffix] = match;
  if (suffix !== undefined) return part(Math.max(0, size - Number(suffix)), size - 1, size);
  const start = Number(first);
  if (last === undefined || last === "") return part(start, size - 1, size);
  // §14.1.1: an int-range is invalid if the last-pos value is present and less than first-pos.
  if (Number(last) < start) return { kind: "whole" };
  return part(start, Math.min(Number(last), size - 1), size);
}

const part = (start: number, end: number, size: number): RangeAnswer =>
  start < size ? { kind: "part", start, end } : { kind: "unsatisfiable" };
