/** Writes `n` samples of a 32-bit sum as 16-bit ones, `stride` apart: a sum is clipped once, here (M4). */
export function clipInto(
  out: Int16Array,
  outOffset: number,
  stride: number,
  sum: Int32Array,
  sumOffset: number,
  n: number,
): void {
  for (let i = 0, o = outOffset; i < n; i++, o += stride) {
    const sample = sum[sumOffset + i]!;
    out[o] = sample > 32767 ? 32767 : sample < -32768 ? -32768 : sample;
  }
}
