/** How much work the Opus encoders of a thread give themselves: less the busier the thread is, for all of them at once. */

/** The complexities of libopus (0 to 10) that are used, each with the busy fraction of the thread above which it is too much. */
const STEPS = [
  { complexity: 9, most: 0.35 },
  { complexity: 5, most: 0.55 },
  { complexity: 2, most: 0.75 },
  { complexity: 0, most: 1 },
] as const;
/** How much less busy than a step's limit the thread is before the step is taken upwards: the work that it brings must find room. */
const MARGIN = 0.15;

let current: number = STEPS[1].complexity;

/** The complexity for a thread that was busy for `load` (0 to 1) of its recent time, and whose encoders work at `now`. */
export function encodeComplexity(load: number, now: number): number {
  const fitting = STEPS.find(({ complexity, most }) => load <= (complexity > now ? most - MARGIN : most));
  return fitting?.complexity ?? 0;
}

/** Of this thread. */
export const complexity = (): number => current;

/** Every encoder of this thread obeys at its next frame. */
export function setComplexity(value: number): void {
  current = Math.max(0, Math.min(10, Math.round(value)));
}

/** To be told every second or so what part of it the thread was busy. */
export function followLoad(load: number): void {
  setComplexity(encodeComplexity(load, current));
}
