/**
 * The codecs that phones of the lab speak. G.711 is the lab's own; G.722 and Opus are the server's, which its own tests hold to the
 * recommendation's reference and to libopus: what the lab looks at is what becomes of their packets.
 */
import { type Decoder, type Encoder, MOST_SAMPLES } from "../../src/rtp/codecs/codec.ts";
import { codecNamed } from "../../src/rtp/codecs/codecs.ts";
import { decode, encodeSample, type Law } from "./g711.ts";
import type { Signal } from "./signals.ts";

export type Coding = Law | "G722" | "opus";

interface Form {
  /** The static payload type (RFC 3551 §6); for Opus the one that is offered. */
  readonly payloadType: number;
  /** What `a=rtpmap` says. */
  readonly name: string;
  /** Timestamp units for each 1/8000 s. */
  readonly units: number;
}

export const forms: Readonly<Record<Coding, Form>> = {
  PCMU: { payloadType: 0, name: "PCMU/8000", units: 1 },
  PCMA: { payloadType: 8, name: "PCMA/8000", units: 1 },
  // RFC 3551 §4.5.2: 8,000 although it samples at 16,000 Hz.
  G722: { payloadType: 9, name: "G722/8000", units: 1 },
  // RFC 7587 §7: always 48,000 and two channels.
  opus: { payloadType: 111, name: "opus/48000/2", units: 6 },
};

export const codings = Object.keys(forms) as readonly Coding[];

const isLaw = (coding: Coding): coding is Law => coding === "PCMA" || coding === "PCMU";

const LONGEST_PAYLOAD = 1500;

/** One stream that is said. */
export class Mouth {
  readonly #coding: Coding;
  readonly #encoder: Encoder | undefined;

  constructor(coding: Coding) {
    this.#coding = coding;
    this.#encoder = isLaw(coding) ? undefined : codecNamed(coding).encoder();
  }

  get coding(): Coding {
    return this.#coding;
  }

  /** The payload of `count` 8 kHz samples of the signal from `from` on; wideband codecs ask between them as well, where only tones answer right. */
  say(signal: Signal, from: number, count: number): Buffer {
    const coding = this.#coding;
    if (isLaw(coding))
      return Buffer.from(Array.from({ length: count }, (_, i) => encodeSample(coding, signal(from + i))));
    const samples = Int16Array.from({ length: 2 * count }, (_, i) => signal(from + i / 2));
    const out = Buffer.alloc(LONGEST_PAYLOAD);
    return out.subarray(0, this.#encoder!.encode(samples, 0, samples.length, out, 0));
  }
}

/** One stream that is heard. */
export class Ear {
  readonly #coding: Coding;
  readonly #decoder: Decoder | undefined;

  constructor(coding: Coding) {
    this.#coding = coding;
    this.#decoder = isLaw(coding) ? undefined : codecNamed(coding).decoder();
  }

  /** The sound of the stream's next payload at 8,000 Hz; of wideband every second sample, its upper half folded down. */
  hear(payload: Uint8Array): Int16Array {
    const coding = this.#coding;
    if (isLaw(coding)) return decode(coding, payload);
    const wide = new Int16Array(MOST_SAMPLES);
    const count = codecNamed(coding).count(payload, 0, payload.length);
    const length = count <= 0 ? 0 : this.#decoder!.decode(payload, 0, payload.length, wide, 0);
    return wide.subarray(0, length).filter((_, i) => i % 2 === 0);
  }
}
