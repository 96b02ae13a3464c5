/**
 * G.711 (ITU-T G.711, 11/88), written from the tables of the recommendation and apart from the server's own codec,
 * so that each checks the other.
 */

export type Law = "PCMA" | "PCMU";

/** Static payload types (RFC 3551 §6). */
export const payloadTypeOf: Readonly<Record<Law, number>> = { PCMU: 0, PCMA: 8 };

/** µ-law, table 2b: the decision grid is shifted by 33 (in steps of 14 bits), values are sent inverted. */
function ulawToLinear(code: number): number {
  const bits = ~code & 0xff;
  const magnitude = ((((bits & 0x0f) << 1) + 33) << ((bits >> 4) & 7)) - 33;
  return (bits & 0x80 ? -magnitude : magnitude) * 4;
}

/** A-law, table 1b: even bits are sent inverted; segment 0 and 1 share one step. */
function alawToLinear(code: number): number {
  const bits = code ^ 0x55;
  const segment = (bits >> 4) & 7;
  const step = ((bits & 0x0f) << 1) + 1;
  const magnitude = segment === 0 ? step : (step + 32) << (segment - 1);
  return (bits & 0x80 ? magnitude : -magnitude) * 8;
}

const table = (decode: (code: number) => number): Int16Array => Int16Array.from({ length: 256 }, (_, i) => decode(i));

const toLinear: Readonly<Record<Law, Int16Array>> = { PCMU: table(ulawToLinear), PCMA: table(alawToLinear) };

/** Half the width of the interval that a code stands for; one half-step above the value lies the next decision value. */
const halfStep: Readonly<Record<Law, (code: number) => number>> = {
  PCMU: (code) => 4 << ((~code >> 4) & 7),
  PCMA: (code) => 8 << Math.max(0, (((code ^ 0x55) >> 4) & 7) - 1),
};

/** The code of every 16-bit sample. A sample that is itself a decision value belongs to the interval above it. */
function codesOf(law: Law): Uint8Array {
  const values = toLinear[law];
  const sign = law === "PCMU" ? 0xff : 0xd5;
  const rising = Array.from({ length: 128 }, (_, step) => (step ^ sign) & 0xff);
  const ends = rising.map((code) => values[code]! + halfStep[law](code));
  const codes = new Uint8Array(65536);
  for (let sample = -32768; sample <= 32767; sample++) {
    const step = sample >= 0 ? ends.findIndex((end) => sample < end) : ends.findIndex((end) => -sample <= end);
    const magnitude = step === -1 ? 127 : step;
    codes[sample + 32768] = rising[magnitude]! ^ (sample < 0 ? 0x80 : 0);
  }
  return codes;
}

const toCode: Readonly<Record<Law, Uint8Array>> = { PCMU: codesOf("PCMU"), PCMA: codesOf("PCMA") };

/** Decodes 8,000 Hz G.711 bytes to 16-bit samples. */
export function decode(law: Law, bytes: Uint8Array): Int16Array {
  const values = toLinear[law];
  return Int16Array.from(bytes, (code) => values[code]!);
}

/** Encodes one 16-bit sample. */
export const encodeSample = (law: Law, sample: number): number => toCode[law][sample + 32768]!;

/** Encodes 16-bit samples to G.711 bytes. */
export function encode(law: Law, samples: Int16Array): Uint8Array {
  return Uint8Array.from(samples, (sample) => encodeSample(law, sample));
}
