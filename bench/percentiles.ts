/** A distribution of delays, ms, or of costs. */
export interface Distribution {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Nearest-rank percentiles of the samples; sorts them in place. NaN where there are none. */
export function distribution(samples: Float64Array): Distribution {
  samples.sort();
  const rank = (share: number): number => samples[Math.max(0, Math.ceil(share * samples.length) - 1)] ?? Number.NaN;
  return { count: samples.length, p50: rank(0.5), p99: rank(0.99), max: rank(1) };
}
