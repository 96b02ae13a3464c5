/**
 * Opus (RFC 6716, RFC 7587) by libopus, at 16 kHz and in mono: that is what we mix, record and make of it; what is forwarded between two
 * parties stays as it is. Each native call makes a Buffer for its result: the only codec that allocates something for a packet.
 */
import opusLibrary from "@discordjs/opus";
import type { Codec, Decoder, Encoder, EncoderWishes } from "../codec.ts";
import { complexity } from "./complexity.ts";
import { celtToc, joinPackets, packetSamples } from "./packet.ts";

const SAMPLE_RATE = 16_000;
/** 20 ms. */
const FRAME = 320;
/** What libopus makes one packet of by itself: 10, 20, 40, 60, 80, 100 and 120 ms. */
const WHOLE = new Set([FRAME / 2, FRAME, 2 * FRAME, 3 * FRAME, 4 * FRAME, 5 * FRAME, 6 * FRAME]);
/** Frames of 10, 5 and 2.5 ms, of which packets of other lengths are made. */
const PARTS = [FRAME / 2, FRAME / 4, FRAME / 8] as const;
const MOST_SAMPLES_A_PACKET = 6 * FRAME;

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
/** The only mode that has frames under 10 ms. */
const CELT_ONLY = 1002;

/** bit/s: RFC 7587 §3.1.1 finds 16 to 20 kbit/s best for wide-band speech, of 20 ms; shorter frames cost more. */
const BITRATE = 24_000;
/** With redundancy; for less libopus would narrow the band to make room for it. */
const BITRATE_WITH_FEC = 32_000;
/** The least that libopus can do, and that a peer may ask for (RFC 7587 §6.1, maxaveragebitrate). */
const LEAST_BITRATE = 6000;
/** %, of which the redundancy is made for peers that can use it. */
const EXPECTED_LOSS = 10;

class OpusDecoder implements Decoder {
  /** Made at the first packet: a forwarded stream that nobody mixes or records needs none. */
  #native: opusLibrary.OpusEncoder | undefined;
  /** What was made last, as the library gave it. */
  #latest: Int16Array | undefined;
  /** A packet of nothing but its first byte: "lost" to the decoder, and as long as that says. */
  readonly #lost = Buffer.alloc(1);

  decode(payload: Uint8Array, offset: number, length: number, out: Int16Array, outOffset: number): number {
    this.#lost[0] = payload[offset]!;
    return this.#run(
      Buffer.from(payload.buffer, payload.byteOffset + offset, length),
      out,
      outOffset,
      out.length - outOffset,
    );
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

  /** The last 20 ms; undefined after shorter packets. */
  latest(): Int16Array | undefined {
    return this.#latest !== undefined && this.#latest.length >= FRAME ? this.#latest.subarray(-FRAME) : undefined;
  }

  reset(): void {
    this.#native?.applyDecoderCTL(RESET_STATE, 0);
    this.#latest = undefined;
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
    this.#latest = samples;
    return samples.length;
  }
}

class OpusEncoder implements Encoder {
  readonly #wishes: EncoderWishes;
  #native: opusLibrary.OpusEncoder | undefined;
  #complexity = -1;
  /** That it was made to keep to, if any. */
  #mode = 0;
  /** The packets of one frame that are joined to a longer one. */
  readonly #parts: Uint8Array[] = [];

  constructor(wishes: EncoderWishes) {
    this.#wishes = wishes;
  }

  /**
   * `n` may be any multiple of 2.5 ms up to 120: a party's packet that is mixed keeps its length. Silence makes packets of one byte
   * where DTX was wished; they are sent like others, and keep the path open.
   * @returns 0 for another length, and where `out` has no room for the packet.
   */
  encode(samples: Int16Array, offset: number, n: number, out: Uint8Array, outOffset: number): number {
    if (!WHOLE.has(n)) return this.#encodeParts(samples, offset, n, out, outOffset);
    const packet = this.#ready().encode(bytesOf(samples, offset, n));
    if (outOffset + packet.length > out.length) return 0;
    out.set(packet, outOffset);
    return packet.length;
  }

  /** 30, 50, 70 ms and so on: several frames in one packet (RFC 6716 §3.2.5). libopus would end the process over a length that it does not know. */
  #encodeParts(samples: Int16Array, offset: number, n: number, out: Uint8Array, outOffset: number): number {
    const length = PARTS.find((part) => n % part === 0);
    if (length === undefined || n <= 0 || n > MOST_SAMPLES_A_PACKET) return 0;
    const native = this.#ready();
    this.#keepMode(native, length === PARTS[0] ? SILK_ONLY : CELT_ONLY);
    const count = n / length;
    for (let i = 0; i < count; i++) this.#parts[i] = native.encode(bytesOf(samples, offset + i * length, length));
    return joinPackets(this.#parts, count, out, outOffset);
  }

  /** All frames of a packet are of one mode and bandwidth; left to itself the encoder changes them whenever it likes. */
  #keepMode(native: opusLibrary.OpusEncoder, mode: number): void {
    if (this.#mode === mode) return;
    this.#mode = mode;
    native.applyEncoderCTL(SET_FORCE_MODE, mode);
    native.applyEncoderCTL(SET_BANDWIDTH, bandwidth(this.#wishes));
  }

  /**
   * The state of libopus cannot be carried over. A new start can: its first frames are coded without regard to those before
   * (no long-term prediction), so that the listener's decoder, which heard other packets, makes the right thing of them. What was
   * heard last goes into the encoder before, and nowhere else: its look-ahead then holds that sound instead of silence.
   */
  follow(decoder: Decoder): void {
    this.reset();
    const heard = decoder instanceof OpusDecoder ? decoder.latest() : undefined;
    if (heard !== undefined) this.#ready().encode(bytesOf(heard, 0, heard.length));
  }

  reset(): void {
    this.#native?.applyEncoderCTL(RESET_STATE, 0);
  }

  #ready(): opusLibrary.OpusEncoder {
    this.#native ??= this.#make();
    if (this.#complexity !== complexity()) {
      this.#complexity = complexity();
      this.#native.applyEncoderCTL(SET_COMPLEXITY, this.#complexity);
    }
    return this.#native;
  }

  #make(): opusLibrary.OpusEncoder {
    const native = new opusLibrary.OpusEncoder(SAMPLE_RATE, 1);
    const { maxAverageBitrate = Number.POSITIVE_INFINITY, inbandFec = false, dtx = false } = this.#wishes;
    const bitrate = Math.min(inbandFec ? BITRATE_WITH_FEC : BITRATE, maxAverageBitrate);
    native.applyEncoderCTL(SET_APPLICATION, APPLICATION_VOIP);
    // RFC 7587 §7.1: a sender "MUST NOT send with an average bitrate higher than" the peer's maxaveragebitrate.
    native.applyEncoderCTL(SET_BITRATE, Math.max(LEAST_BITRATE, bitrate));
    native.applyEncoderCTL(SET_MAX_BANDWIDTH, bandwidth(this.#wishes));
    native.applyEncoderCTL(SET_INBAND_FEC, inbandFec ? 1 : 0);
    native.applyEncoderCTL(SET_PACKET_LOSS_PERC, inbandFec ? EXPECTED_LOSS : 0);
    native.applyEncoderCTL(SET_DTX, dtx ? 1 : 0);
    return native;
  }
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
