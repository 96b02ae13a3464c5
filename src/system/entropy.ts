/** The operating system's randomness, fit for secrets. */
import { randomBytes } from "node:crypto";
import type { Entropy } from "../kernel/entropy.ts";

export const systemEntropy: Entropy = {
  uint32: () => randomBytes(4).readUInt32LE(0),
  hex: (n) => randomBytes(n).toString("hex"),
};
