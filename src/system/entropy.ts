/** The operating system's randomness, fit for secrets. */
import { randomBytes } from "node:crypto";
import type { Entropy } from "../kernel/entropy.ts";

/** Drawn at once, bytes: asking the system costs more than what is asked for. Each byte is given out once. */
const POOL_BYTES = 4096;
let pool = Buffer.alloc(0);
let used = 0;

function draw(n: number): Buffer {
  if (n > POOL_BYTES) return randomBytes(n);
  if (used + n > pool.length) {
    pool = randomBytes(POOL_BYTES);
    used = 0;
  }
  used += n;
  return pool.subarray(used - n, used);
}

export const systemEntropy: Entropy = {
  uint32: () => draw(4).readUInt32LE(0),
  hex: (n) => draw(n).toString("hex"),
};
