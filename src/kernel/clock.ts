/**
 * Two scales of time. Deadlines and media use `now`, which never jumps;
 * reports and screens use `wall`, which a person can read.
 */
export interface Clock {
  /** Milliseconds since an arbitrary origin; monotonic, fractions allowed. */
  now(): number;
  /** Milliseconds since 1970-01-01 UTC; integer. */
  wall(): number;
}

/** A clock that can also wake its owner. */
export interface Scheduler extends Clock {
  /** Runs `work` once, at or after `when` (on the `now` scale). Returns what cancels it. */
  at(when: number, work: () => void): () => void;
}

/** RFC 3339 UTC with milliseconds, as every time in the API is written. */
export const rfc3339 = (wallMs: number): string => new Date(wallMs).toISOString();
