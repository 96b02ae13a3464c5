import type { Gates } from "./gates.ts";

/** Samples a position of a listener's sound: 1 at 8 kHz, 2 at 16 kHz. A position is 1/8000 s of the call's time line, whatever the rate. */
export type Scale = 1 | 2;

/** Something that sounds on the call's time line: a speaker, or the hold music. */
export interface Voice {
  /** Adds what `listener` (a bit of the mask) may hear of the `n` positions from `position` on: `n·scale` samples from `sumOffset` on.
   * @returns whether anything louder than silence was added (U3). */
  mixInto(sum: Int32Array, sumOffset: number, position: number, n: number, listener: number, scale: Scale): boolean;
}

/** Adds the `n` positions from `position` on of a source that knows nothing of listeners: `n·scale` samples. */
export type AddStretch = (sum: Int32Array, sumOffset: number, position: number, n: number, scale: Scale) => boolean;

/** Calls `add` for each stretch of `[position, position + n)` whose gate lets `listener` hear it. */
export function mixThroughGates(
  gates: Gates,
  add: AddStretch,
  sum: Int32Array,
  sumOffset: number,
  position: number,
  n: number,
  listener: number,
  scale: Scale,
): boolean {
  const end = position + n;
  let loud = false;
  for (let at = position; at < end; ) {
    const until = Math.min(end, gates.endAt(at));
    const offset = sumOffset + (at - position) * scale;
    if ((gates.maskAt(at) & listener) !== 0 && add(sum, offset, at, until - at, scale)) loud = true;
    at = until;
  }
  return loud;
}
