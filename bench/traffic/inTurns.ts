/** Ringing hundreds of phones at the same moment would measure something else. */
const AT_ONCE = 8;

/** Does `work` for 0 … count − 1, a few at a time, and gives the results in order. */
export async function inTurns<T>(count: number, work: (i: number) => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  for (let from = 0; from < count; from += AT_ONCE) {
    const turn = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, k) => work(from + k));
    results.push(...(await Promise.all(turn)));
  }
  return results;
}
