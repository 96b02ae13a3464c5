/** Protects what we send under one master key (RFC 3711 §3.3, §3.4). */
import type { CryptoSuite } from "../agreed.ts";
import { headerEnd, sequenceOf, ssrcOf } from "../packet.ts";
import { LONGEST_PACKET, type RtcpCipher, type RtpCipher, rtcpCipher, rtpCipher } from "./ciphers.ts";
import { RecentSources, RtpSource } from "./sources.ts";
import { REFUSED } from "./srtpReceiver.ts";

export class SrtpSender {
  readonly #rtp: RtpCipher;
  readonly #rtcp: RtcpCipher;
  readonly #sources = new RecentSources<RtpSource>();
  /** Of our next RTCP packet: one a few seconds, so that 2^31 outlast every call. */
  #index = 0;

  /** @param masterKey the master key and its salt behind it */
  constructor(suite: CryptoSuite, masterKey: Uint8Array) {
    this.#rtp = rtpCipher(suite, masterKey);
    this.#rtcp = rtcpCipher(suite, masterKey);
  }

  /** Octets that an RTP packet grows by. */
  get overhead(): number {
    return this.#rtp.overhead;
  }

  /**
   * Protects `packet[0, length)` into `out`, which has room for `overhead` more and may be the packet itself.
   * @returns the protected length; `REFUSED` where a packet of this number was sent before: the same key stream over two payloads gives
   * both away, the "two-time pad" of RFC 3711 §9.1
   */
  protect(packet: Buffer, length: number, out: Buffer): number {
    const start = headerEnd(packet, length);
    if (start < 0 || length + this.#rtp.overhead > LONGEST_PACKET) return REFUSED;
    const sequence = sequenceOf(packet);
    const source = this.#sources.find(ssrcOf(packet));
    if (source === undefined) {
      this.#sources.heard(new RtpSource(ssrcOf(packet), sequence, 0));
      return this.#rtp.seal(packet, start, length, 0, out);
    }
    const roc = source.rocOf(sequence);
    if (roc < 0 || !source.allows(sequence)) return REFUSED;
    source.take(sequence);
    return this.#rtp.seal(packet, start, length, roc, out);
  }

  /** The compound RTCP packet, protected. */
  protectControl(packet: Buffer): Buffer {
    const out = Buffer.alloc(packet.length + this.#rtcp.overhead);
    this.#rtcp.seal(packet, packet.length, this.#index++, out);
    return out;
  }
}
