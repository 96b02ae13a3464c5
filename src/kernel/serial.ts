/** Serial-number arithmetic: signed distance `a - b` of 16-bit numbers, right across the wrap (RFC 3550 §A.1, RFC 1982). */
export const distance16 = (a: number, b: number): number => ((a - b) << 16) >> 16;

/** The same for 32-bit numbers. */
export const distance32 = (a: number, b: number): number => (a - b) | 0;
