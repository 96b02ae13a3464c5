/**
 * Opus (RFC 6716, RFC 7587) by libopus, at 16 kHz and in mono: that is what we mix, record and make of it; what is forwarded between two
 * parties stays as it is. Each native call makes a Buffer for its result: the only codec that allocates something for a packet.
 */
import opusLibrary from "@discordjs/opus";
import type { Codec, Decoder, Encoder, EncoderWishes } from "../codec.ts";
import { complexity } from "./complexity.ts";
import { celtToc, joinPackets, packetSamples } from "./packet.ts";

const SAMPLE_RATE = 16_000;
const SAMPLES_OF_10_MS = SAMPLE_RATE / 100;
/** 120 ms. */
const MOST_SAMPLES_A_PACKET = 12 * SAMPLES_OF_10_MS;

/** Requests of opus_defines.h and, the last, of opus_private.h. */
const SET_APPLICATION = 4000;
const SET_BITRATE = 4002;
const SET_MAX_BANDWIDTH = 4004;
const SET_BANDWIDTH = 4008;
const SET_COMPLEXITY = 4010;
const SET_INBAND_FEC = 4012;
const SET_PACKET_LOSS_PERC = 4014;
const SET_DTX = 4016;
const RESET_STATE = 4028;
const SET_FORCE_MODE = 11_002;

const APPLICATION_VOIP = 2048;
const [NARROWBAND, MEDIUMBAND, WIDEBAND] = [1101, 1102, 1103] as const;
const SILK_ONLY = 1000;

/** bit/s: RFC 7587 §3.1.1 finds 16 to 20 kbit/s best for wide-band speech, of 20 ms; shorter frames cost more. */
const BITRATE = 24_000;
/** With redundancy; for less libopus would narrow the band to make room for it. */
const BITRATE_WITH_FEC = 32_000;
/** The least that libopus can do (RFC 7587 §6.1, maxaveragebitrate). */
const LEAST_BITRATE = 6000;
/** %, of which the redundancy is made for peers that can use it. */
const EXPECTED_LOSS = 10;

class OpusDecoder implements Decoder {
  /** Made at the first packet: a forwarded stream that nobody mixes or records needs none. */
  #native: opusLibrary.OpusEncoder | undefined;
  /** A packet of nothing but its first byte: "lost" to the decoder, and as long as that says. */
  readonly #lost = Buffer.alloc(1);

  decode(payload: Uint8Array, offset: number, length: number, out: Int16Array, outOffset: number): number {
    this.#lost[0] = payload[offset]!;
    return this.#run(Buffer.from(payload.buffer, payload.byteOffset + offset, length), out, outOffset, out.length);
  }

  /** libopus continues in the mode of the last packet, in frames of 20, 10, 5 and 2.5 ms; a rest is cut from a longer one. */
  conceal(n: number, out: Int16Array, outOffset: number): number {
    let done = 0;
    while (done < n) {
      const rest = n - done;
      const size = rest >= 320 ? 3 : rest >= 160 ? 2 : rest >= 80 ? 1 : 0;
      this.#lost[0] = celtToc(size, this.#lost[0]!);
      const made = this.#run(this.#lost, out, outOffset + done, rest);
      if (made === 0) out.fill(0, outOffset + done, outOffset + n);
      done += made === 0 ? rest : made;
    }
    return n;
  }

  reset(): void {
    this.#native?.applyDecoderCTL(RESET_STATE, 0);
  }

  /** @returns how many samples were written, at most `most`; 0 for a damaged packet. */
  #run(packet: Buffer, out: Int16Array, outOffset: number, most: number): number {
    this.#native ??= new opusLibrary.OpusEncoder(SAMPLE_RATE, 1);
    let decoded: Buffer;
    try {
      decoded = this.#native.decode(packet);
    } catch {
      return 0;
    }
    const samples = new Int16Array(decoded.buffer, decoded.byteOffset, Math.min(decoded.length >> 1, most));
    out.set(samples, outOffset);
    return samples.length;
  }
}

class OpusEncoder implements Encoder {
  readonly #wishes: EncoderWishes;
  #native: opusLibrary.OpusEncoder | undefined;
  #complexity = -1;
  #oneMode = false;
  /** The packets of 10 ms that are joined to a longer one. */
  readonly #parts: Uint8Array[] = [];

  constructor(wishes: EncoderWishes) {
    this.#wishes = wishes;
  }

  /**
   * Silence makes packets of one byte where DTX was wished; they are sent like others, and keep the path open.
   * @returns 0 where `out` has no room for the packet.
   */
  encode(samples: Int16Array, offset: number, n: number, out: Uint8Array, outOffset: number): number {
    // libopus's refusal of a length ends the process in this binding.
    if (n <= 0 || n > MOST_SAMPLES_A_PACKET || n % SAMPLES_OF_10_MS !== 0) {
      throw new Error(`invariant: Opus packets last a multiple of 10 ms up to 120, not ${n} samples`);
    }
    this.#native ??= this.#make();
    const native = this.#native;
    if (this.#complexity !== complexity()) {
      this.#complexity = complexity();
      native.applyEncoderCTL(SET_COMPLEXITY, this.#complexity);
    }
    if (isFrameLength(n)) {
      const packet = native.encode(bytesOf(samples, offset, n));
      if (outOffset + packet.length > out.length) return 0;
      out.set(packet, outOffset);
      return packet.length;
    }
    return this.#encodeParts(native, samples, offset, n, out, outOffset);
  }

  /** 30, 50, 70, 90 and 110 ms: frames of 10 ms in one packet (RFC 6716 §3.2.5). */
  #encodeParts(
    native: opusLibrary.OpusEncoder,
    samples: Int16Array,
    offset: number,
    n: number,
    out: Uint8Array,
    outOffset: number,
  ): number {
    this.#keepOneMode(native);
    const count = n / SAMPLES_OF_10_MS;
    for (let i = 0; i < count; i++) {
      this.#parts[i] = native.encode(bytesOf(samples, offset + i * SAMPLES_OF_10_MS, SAMPLES_OF_10_MS));
    }
    return joinPackets(this.#parts, count, out, outOffset);
  }

  /** All frames of a packet are of one mode and bandwidth; left to itself the encoder changes them whenever it likes. */
  #keepOneMode(native: opusLibrary.OpusEncoder): void {
    if (this.#oneMode) return;
    this.#oneMode = true;
    native.applyEncoderCTL(SET_FORCE_MODE, SILK_ONLY);
    native.applyEncoderCTL(SET_BANDWIDTH, bandwidth(this.#wishes));
  }

  /**
   * The state of libopus cannot be carried over. A new start can: its first frame is coded without regard to those before
   * (no long-term prediction), so that the listener's decoder, which heard other frames, makes the right thing of it.
   */
  follow(): void {
    this.reset();
  }

  reset(): void {
    this.#native?.applyEncoderCTL(RESET_STATE, 0);
  }

  #make(): opusLibrary.OpusEncoder {
    const native = new opusLibrary.OpusEncoder(SAMPLE_RATE, 1);
    const { maxAverageBitrate = Number.POSITIVE_INFINITY, inbandFec = false, dtx = false } = this.#wishes;
    const bitrate = Math.min(inbandFec ? BITRATE_WITH_FEC : BITRATE, maxAverageBitrate);
    native.applyEncoderCTL(SET_APPLICATION, APPLICATION_VOIP);
    // RFC 7587 §7.1: "the sender MUST NOT exceed" maxaveragebitrate.
    native.applyEncoderCTL(SET_BITRATE, Math.max(LEAST_BITRATE, bitrate));
    native.applyEncoderCTL(SET_MAX_BANDWIDTH, bandwidth(this.#wishes));
    native.applyEncoderCTL(SET_INBAND_FEC, inbandFec ? 1 : 0);
    native.applyEncoderCTL(SET_PACKET_LOSS_PERC, inbandFec ? EXPECTED_LOSS : 0);
    native.applyEncoderCTL(SET_DTX, dtx ? 1 : 0);
    return native;
  }
}

/** What libopus makes one packet of by itself. */
function isFrameLength(n: number): boolean {
  const tens = n / SAMPLES_OF_10_MS;
  return tens === 1 || tens % 2 === 0;
}

/** The widest band that the peer plays. */
function bandwidth({ maxPlaybackRate = SAMPLE_RATE }: EncoderWishes): number {
  if (maxPlaybackRate < 12_000) return NARROWBAND;
  return maxPlaybackRate < 16_000 ? MEDIUMBAND : WIDEBAND;
}

function bytesOf(samples: Int16Array, offset: number, n: number): Buffer {
  return Buffer.from(samples.buffer, samples.byteOffset + 2 * offset, 2 * n);
}

export const opus: Codec = {
  name: "opus",
  clockRate: 48_000,
  sampleRate: SAMPLE_RATE,
  payloadType: undefined,
  stateful: true,
  count: packetSamples,
  decoder: () => new OpusDecoder(),
  encoder: (wishes = {}) => new OpusEncoder(wishes),
};
