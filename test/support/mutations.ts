import type { Entropy } from "../../src/kernel/entropy.ts";

/** Damages of a valid message, as networks and attackers do them; the same seed damages alike. */
export function mutated(valid: Buffer, entropy: Entropy): Buffer {
  const below = (limit: number): number => entropy.uint32() % Math.max(1, limit);
  const damages: readonly (() => Buffer)[] = [
    () => valid.subarray(0, below(valid.length)),
    () => flipped(valid, 1 + below(8), below),
    () => replaced(valid, /\r\n/, `\r\nX-Long: ${"x".repeat(20_000 + below(30_000))}\r\n`),
    () => replaced(valid, /\r\n/, `\r\n${"X-Many: y\r\n".repeat(1 + below(3000))}`),
    () => replaced(valid, /\r\nVia: [^\r]*/, ""),
    () => replaced(valid, /\r\n/, `\r\nVia: ${"SIP/2.0/UDP a.b;branch=z9hG4bKx, ".repeat(below(500))}\r\n`),
    () => replaced(valid, /Content-Length: \d+/, `Content-Length: ${entropy.uint32()}`),
    () => replaced(valid, /CSeq: \d+/, `CSeq: ${"9".repeat(1 + below(40))}`),
    () => replaced(valid, /Call-ID: /, `Call-ID: ${"(".repeat(1 + below(2000))}`),
    () => replaced(valid, /sip:/, `sip:${"%".repeat(1 + below(300))}`),
    () => replaced(valid, /\r\n\r\n/, "\n\n"),
    () => replaced(valid, /: /, " "),
    () => Buffer.from(entropy.hex(1 + below(1200)), "hex"),
    () => Buffer.concat([valid, valid]),
    () => Buffer.alloc(below(65_000), below(256)),
  ];
  return damages[below(damages.length)]!();
}

function flipped(valid: Buffer, count: number, below: (limit: number) => number): Buffer {
  const copy = Buffer.from(valid);
  for (let i = 0; i < count; i++) {
    const at = below(copy.length);
    copy[at] = copy[at]! ^ (1 << below(8));
  }
  return copy;
}

const replaced = (valid: Buffer, what: RegExp, by: string): Buffer =>
  Buffer.from(valid.toString("latin1").replace(what, by), "latin1");
