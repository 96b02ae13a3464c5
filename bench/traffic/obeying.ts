import type { Order, Outcome } from "./orders.ts";

/** Does what this process is ordered, and ends when whoever started it is gone. */
export function obeying(orders: object): void {
  const answer = (outcome: Outcome): void => void process.send!(outcome);
  process.on("message", ({ id, name, args }: Order) => {
    const work = (orders as Record<string, (...args: readonly unknown[]) => Promise<unknown>>)[name]!;
    work(...args).then(
      (value) => answer({ id, value }),
      (error: Error) => answer({ id, error: error.message }),
    );
  });
  process.on("disconnect", () => process.exit(0));
}
