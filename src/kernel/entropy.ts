/** Where randomness comes from: the operating system in production, a seed in tests. */
export interface Entropy {
  /** A uniformly distributed unsigned 32-bit integer. */
  uint32(): number;
  /** `n` bytes in lower-case hexadecimal. */
  hex(n: number): string;
}

/** A number that is uniformly distributed from `low` to `high`. */
export const between = (low: number, high: number, entropy: Entropy): number =>
  low + (high - low) * (entropy.uint32() / 2 ** 32);

/** Reproducible randomness (sfc32); for tests and simulations, never for secrets. */
export function seededEntropy(seed: number): Entropy {
  let a = seed | 0;
  let b = 0x9e3779b9 | 0;
  let c = 0x243f6a88 | 0;
  let counter = 1;
  const uint32 = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i++) uint32();
  return { uint32, hex: (n) => hexFrom(uint32, n) };
}

/** Hexadecimal digits of `n` bytes drawn from a source of 32-bit integers. */
function hexFrom(uint32: () => number, n: number): string {
  let text = "";
  while (text.length < 2 * n) text += uint32().toString(16).padStart(8, "0");
  return text.slice(0, 2 * n);
}
