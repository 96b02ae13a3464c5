import type { Count } from "./counting.ts";

/** How many messages of each kind went each way, since the start. */
export class MessageCounts {
  readonly #counts = new Map<string, number>();

  readonly count: Count = (direction, transport, kind) => {
    const key = `${direction} ${transport} ${kind}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  };

  figures(): { direction: "in" | "out"; transport: string; kind: string; count: number }[] {
    return [...this.#counts].map(([key, count]) => {
      const [direction, transport, kind] = key.split(" ") as ["in" | "out", string, string];
      return { direction, transport, kind, count };
    });
  }
}
