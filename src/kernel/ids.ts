import type { Entropy } from "./entropy.ts";

/** An identifier of 96 random bits with a prefix that says what it names: `call_5f3a…`. */
export const newId = (kind: string, entropy: Entropy): string => `${kind}_${entropy.hex(12)}`;
