/** ITU-T G.722 at 64 kbit/s (mode 1, the one of RFC 3551 §4.5.2): 16 kHz in two bands, one byte a pair of samples. */
import { type Codec, type Decoder, type Encoder, LONGEST_PACKET_MS } from "../codec.ts";
import { HigherBand, LowerBand } from "./bands.ts";
import { higher, Joiner, lower, SPLIT_HISTORY, Splitter } from "./mirrorFilter.ts";

/** Bytes of the longest packet. */
const LONGEST = LONGEST_PACKET_MS * 8;

class G722Decoder implements Decoder {
  readonly lower = new LowerBand();
  readonly higher = new HigherBand();
  /** The latest samples that were given, the newest last: where an encoder that follows begins. */
  readonly latest = new Int16Array(SPLIT_HISTORY);
  readonly #joiner = new Joiner();

  decode(payload: Uint8Array, offset: number, length: number, out: Int16Array, outOffset: number): number {
    for (let i = 0; i < length; i++) {
      // RFC 3551 §4.5.2: the higher band's code is in the most significant bits.
      const byte = payload[offset + i]!;
      lower[i] = this.lower.decode(byte & 63, 1);
      higher[i] = this.higher.decode(byte >> 6);
    }
    this.#joiner.join(length, out, outOffset);
    this.#remember(out, outOffset, 2 * length);
    return 2 * length;
  }

  /** G.722's own concealment (Appendices III and IV) is not needed: that of the PCM codecs continues wide band as well. */
  conceal(): number {
    return 0;
  }

  reset(): void {
    this.lower.reset();
    this.higher.reset();
    this.#joiner.reset();
    this.latest.fill(0);
  }

  #remember(samples: Int16Array, offset: number, n: number): void {
    const fresh = Math.min(n, SPLIT_HISTORY);
    this.latest.copyWithin(0, fresh);
    for (let i = 1; i <= fresh; i++) this.latest[SPLIT_HISTORY - i] = samples[offset + n - i]!;
  }
}

class G722Encoder implements Encoder {
  readonly #lower = new LowerBand();
  readonly #higher = new HigherBand();
  readonly #splitter = new Splitter();

  encode(samples: Int16Array, offset: number, n: number, out: Uint8Array, outOffset: number): number {
    const pairs = n >> 1;
    this.#splitter.split(samples, offset, pairs);
    for (let i = 0; i < pairs; i++) {
      out[outOffset + i] = (this.#higher.encode(higher[i]!) << 6) | this.#lower.encode(lower[i]!);
    }
    return pairs;
  }

  /**
   * Predictors and step sizes of encoder and decoder are moved by the codes alone, so those of a decoder that heard the same packets
   * are the listener's. The filter goes on from what that decoder gave, as if we had encoded all of it: what we send of the same
   * stream lies the filters' 1.375 ms behind what was forwarded, and there is no click.
   */
  follow(decoder: Decoder): void {
    if (!(decoder instanceof G722Decoder)) return;
    this.#lower.copy(decoder.lower);
    this.#higher.copy(decoder.higher);
    this.#splitter.history.set(decoder.latest);
  }

  reset(): void {
    this.#lower.reset();
    this.#higher.reset();
    this.#splitter.history.fill(0);
  }
}

export const g722: Codec = {
  name: "G722",
  clockRate: 8000,
  sampleRate: 16_000,
  payloadType: 9,
  stateful: true,
  count: (_payload, _offset, length) => (length <= LONGEST ? 2 * length : -1),
  decoder: () => new G722Decoder(),
  encoder: () => new G722Encoder(),
};
