/** Opens what a peer has protected with one master key (RFC 3711 §3.3, §3.4). */
import type { CryptoSuite } from "../agreed.ts";
import { headerEnd, sequenceOf, ssrcOf } from "../packet.ts";
import { LONGEST_PACKET, type RtcpCipher, type RtpCipher, rtcpCipher, rtpCipher } from "./ciphers.ts";
import { CLEAR_RTCP, indexOf } from "./indexWord.ts";
import { RecentSources, RtcpSource, RtpSource } from "./sources.ts";

/** The packet is not authentic, has been before, or is none. */
export const REFUSED = -1;

/** Sequence numbers from here on cannot have begun anew within the first packets of a source. */
const HALF = 0x8000;

export class SrtpReceiver {
  readonly #rtp: RtpCipher;
  readonly #rtcp: RtcpCipher;
  readonly #rtpSources = new RecentSources<RtpSource>();
  readonly #rtcpSources = new RecentSources<RtcpSource>();

  /** @param masterKey the master key and its salt behind it */
  constructor(suite: CryptoSuite, masterKey: Uint8Array) {
    this.#rtp = rtpCipher(suite, masterKey);
    this.#rtcp = rtcpCipher(suite, masterKey);
  }

  /** Opens `packet[0, length)` in place. Nothing changes, here or in the packet, unless it is authentic.
   * @returns the RTP packet's length, or `REFUSED` */
  unprotect(packet: Buffer, length: number): number {
    if (length > LONGEST_PACKET) return REFUSED;
    const start = headerEnd(packet, length - this.#rtp.overhead);
    if (start < 0) return REFUSED;
    const sequence = sequenceOf(packet);
    const source = this.#rtpSources.find(ssrcOf(packet));
    if (source === undefined) return this.#unprotectFirst(packet, start, length, sequence);
    const roc = source.rocOf(sequence);
    if (roc < 0 || !source.allows(sequence)) return REFUSED;
    const end = this.#rtp.open(packet, start, length, roc);
    if (end < 0) return REFUSED;
    source.take(sequence);
    this.#rtpSources.heard(source);
    return end;
  }

  /** The same for a compound RTCP packet. */
  unprotectControl(packet: Buffer, length: number): number {
    if (length > LONGEST_PACKET || length < CLEAR_RTCP + this.#rtcp.overhead) return REFUSED;
    const ssrc = packet.readUInt32BE(4);
    const index = indexOf(packet, this.#rtcp.indexAt(length));
    const source = this.#rtcpSources.find(ssrc) ?? new RtcpSource(ssrc);
    if (!source.allows(index)) return REFUSED;
    const end = this.#rtcp.open(packet, length);
    if (end < 0) return REFUSED;
    source.take(index);
    this.#rtcpSources.heard(source);
    return end;
  }

  /**
   * A source's rollover counter begins at zero. Where its first packets were lost, or came before we had the key, its sequence may
   * have begun anew since: then one is tried, too.
   */
  #unprotectFirst(packet: Buffer, start: number, length: number, sequence: number): number {
    let roc = 0;
    let end = this.#rtp.open(packet, start, length, roc);
    if (end < 0 && sequence < HALF) end = this.#rtp.open(packet, start, length, ++roc);
    if (end < 0) return REFUSED;
    this.#rtpSources.heard(new RtpSource(ssrcOf(packet), sequence, roc));
    return end;
  }
}
