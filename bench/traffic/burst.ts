import { decode } from "../../lab/sound/g711.ts";
import { FRAME_MS } from "./frames.ts";

const HEADER = 12;
const SAMPLES_A_MS = 8;
/** No speech, nor a sum of three speakers, comes near it for long. */
const LOUD = 14_000;
/** So many loud samples in a row are the burst, ms: single ones may be anything. */
const SURE_MS = 1;
/** One that has not come by then never will, ms. */
const PATIENCE_MS = 500;

const isLoud = Uint8Array.from(
  decode(
    "PCMA",
    Uint8Array.from({ length: 256 }, (_, code) => code),
  ),
  (sample) => (Math.abs(sample) > LOUD ? 1 : 0),
);

/**
 * A loud frame on its way through the mixer from one leg to another, whose packets have nothing else in common. Its delay is that of a
 * sample: how long after it could have been sent, had each sample left by itself, it could be played by a listener without a buffer.
 */
export class Burst {
  #left = Number.NaN;
  #delays: number[] = [];
  #missed = 0;

  /** Forgets what was noted so far. */
  begin(): void {
    this.#left = Number.NaN;
    this.#delays = [];
    this.#missed = 0;
  }

  /** ms; and how many were sent and never heard. */
  result(): { readonly delays: readonly number[]; readonly missed: number } {
    return { delays: this.#delays, missed: this.#missed };
  }

  /** @param sample of the frame, from which on it is loud */
  leaves(now: number, sample: number): void {
    if (!Number.isNaN(this.#left)) this.#missed++;
    this.#left = now + sample / SAMPLES_A_MS;
  }

  /** Looks for it in an A-law packet that came at `now`: only while it is on its way, which makes looking cheap. */
  look(packet: Buffer, now: number): void {
    if (!(now - this.#left < PATIENCE_MS)) return;
    const sample = loudFrom(packet);
    if (sample < 0) return;
    const delay = now + sample / SAMPLES_A_MS - this.#left;
    // What was loud before it left is another one.
    if (delay < -FRAME_MS) return;
    this.#delays.push(delay);
    this.#left = Number.NaN;
  }
}

/** The first sample of the burst in a packet, or -1. */
function loudFrom(packet: Buffer): number {
  let run = 0;
  for (let i = HEADER; i < packet.length; i++) {
    run = isLoud[packet[i]!] === 1 ? run + 1 : 0;
    if (run === SURE_MS * SAMPLES_A_MS) return i - HEADER - run + 1;
  }
  return -1;
}
