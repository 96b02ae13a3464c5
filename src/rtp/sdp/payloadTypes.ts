import { encodings, type Format } from "./formats.ts";
import type { RemoteAudio } from "./remoteAudio.ts";

/** The payload types to choose from: the dynamic ones of RFC 3551 §6, then those that it leaves unassigned and RTCP cannot be mistaken for. */
const spare = [...range(96, 127), ...range(35, 63)];

/**
 * The payload types of one dialog. "The mapping from a particular dynamic payload type number to a particular codec within that media
 * stream MUST NOT change for the duration of a session" (RFC 3264 §8.3.2): what a number has once meant, to either side, it means in
 * every offer of ours. Answers need no table: they use the offer's numbers (§6.1).
 */
export class PayloadTypes {
  /** Encodings in capitals, by number. */
  readonly #meanings = new Map<number, string>();

  /** Takes note of what the peer calls its formats. */
  heed({ mappings }: RemoteAudio): void {
    for (const { payloadType, encoding } of mappings)
      if (!this.#meanings.has(payloadType)) this.#meanings.set(payloadType, encoding);
  }

  /** The number that a format has in our offers: the one that it has already, where the peer named it first. */
  of(format: Format): number {
    const { name, payloadType } = encodings[format];
    const encoding = name.toUpperCase();
    for (const [number, meaning] of this.#meanings) if (meaning === encoding) return number;
    // Who has used up every number cannot be offered a new one: the usual one must do.
    const number = [payloadType, ...spare].find((candidate) => !this.#meanings.has(candidate)) ?? payloadType;
    this.#meanings.set(number, encoding);
    return number;
  }
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
