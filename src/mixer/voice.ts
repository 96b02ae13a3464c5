import type { Gates } from "./gates.ts";

/** Something that sounds on the call's time line: a speaker, or the hold music. */
export interface Voice {
  /** Adds the samples `[position, position + n)` that `listener` (a bit of the mask) may hear.
   * @returns whether anything louder than silence was added (U3). */
  mixInto(sum: Int32Array, sumOffset: number, position: number, n: number, listener: number): boolean;
}

/** Adds `n` samples from `position` of a source that knows nothing of listeners. */
export type AddStretch = (sum: Int32Array, sumOffset: number, position: number, n: number) => boolean;

/** Calls `add` for each stretch of `[position, position + n)` whose gate lets `listener` hear it. */
export function mixThroughGates(
  gates: Gates,
  add: AddStretch,
  sum: Int32Array,
  sumOffset: number,
  position: number,
  n: number,
  listener: number,
): boolean {
  const end = position + n;
  let loud = false;
  for (let at = position; at < end; ) {
    const until = Math.min(end, gates.endAt(at));
    if ((gates.maskAt(at) & listener) !== 0 && add(sum, sumOffset + at - position, at, until - at)) loud = true;
    at = until;
  }
  return loud;
}
