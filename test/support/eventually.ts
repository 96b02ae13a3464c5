/** How often something that only the API shows is asked for, ms. */
const ASK_EVERY_MS = 25;

/** Asks again until the answer is something: for what has no event that a test could wait for. */
export async function eventually<T>(
  ask: () => Promise<T | undefined | false>,
  what: string,
  patience = 5000,
): Promise<T> {
  const end = performance.now() + patience;
  for (;;) {
    const found = await ask();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > end) throw new Error(`waited ${patience} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
}
