/** What the server says of itself, at `/metrics` in Prometheus's text. */

export class Metrics {
  readonly #lines: readonly string[];

  /** @param url the server's */
  static async of(url: string): Promise<Metrics> {
    return new Metrics(await (await fetch(`${url}/metrics`)).text());
  }

  private constructor(text: string) {
    this.#lines = text.split("\n");
  }

  /** The sum over all labels. NaN when there is none of that name. */
  value(name: string): number {
    const values = this.#lines
      .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
      .map((line) => Number(line.slice(line.lastIndexOf(" "))));
    return values.length === 0 ? Number.NaN : values.reduce((total, value) => total + value, 0);
  }

  /** The cumulative counts of a histogram by their bounds. */
  buckets(name: string): readonly { readonly bound: number; readonly count: number }[] {
    return this.#lines
      .filter((line) => line.startsWith(`${name}_bucket`))
      .map((line) => {
        const [, bound = ""] = /le="([^"]+)"/.exec(line) ?? [];
        return {
          bound: bound === "+Inf" ? Number.POSITIVE_INFINITY : Number(bound),
          count: Number(line.split(" ").at(-1)),
        };
      });
  }
}

/**
 * What a share of the values that a histogram counted between two readings did not exceed, by its buckets: between two bounds the values
 * are taken to be spread evenly. Infinity beyond the last bound.
 */
export function quantile(name: string, before: Metrics, after: Metrics, share: number): number {
  const earlier = before.buckets(name);
  const counts = after.buckets(name).map(({ bound, count }, i) => ({ bound, count: count - (earlier[i]?.count ?? 0) }));
  const wanted = share * (counts.at(-1)?.count ?? 0);
  const i = counts.findIndex(({ count }) => count >= wanted);
  const bucket = counts[i];
  if (bucket === undefined || bucket.bound === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  const { bound: from, count: below } = counts[i - 1] ?? { bound: 0, count: 0 };
  return bucket.count === below
    ? bucket.bound
    : from + ((bucket.bound - from) * (wanted - below)) / (bucket.count - below);
}
