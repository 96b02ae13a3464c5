/** One clock for every running time of the page: what shows one writes its own text each second, and nothing else is drawn anew. */
const readers = new Set<(now: number) => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

function tick(): void {
  const now = Date.now();
  for (const read of readers) read(now);
  // On the second, so that all change at once and none drifts.
  timer = setTimeout(tick, 1000 - (now % 1000));
}

/** Tells the time, ms since 1970, now and each second. Returns what ends it. */
export function eachSecond(read: (now: number) => void): () => void {
  readers.add(read);
  read(Date.now());
  if (timer === undefined) tick();
  return () => {
    readers.delete(read);
    if (readers.size > 0) return;
    clearTimeout(timer);
    timer = undefined;
  };
}
