import { nextTurn } from "../../kernel/nextTurn.ts";

/** Done between two turns of the event loop: the store works on the main thread, as signalling does. */
const AT_ONCE = 32;

/** Does `work` for each item, one after the other, and gives way to calls every now and then. */
export async function unhurried<T>(items: readonly T[], work: (item: T) => unknown): Promise<void> {
  for (const [i, item] of items.entries()) {
    await work(item);
    if (i % AT_ONCE === AT_ONCE - 1) await nextTurn();
  }
}
