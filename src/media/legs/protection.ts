/** How a leg's packets are protected by SRTP, if offer and answer have agreed to that. */
import type { AgreedCrypto } from "../../rtp/agreed.ts";
import { LONGEST_PACKET } from "../../rtp/srtp/ciphers.ts";
import { REFUSED, SrtpReceiver } from "../../rtp/srtp/srtpReceiver.ts";
import { SrtpSender } from "../../rtp/srtp/srtpSender.ts";

/**
 * A worker's packets under way to the system: a packet's bytes may be read until the next turn of the event loop, and in no turn so
 * many are sent. Made by the first leg that needs them.
 */
const UNDER_WAY = 512;
const buffers: Buffer[] = [];
let turn = 0;

function nextBuffer(): Buffer {
  turn = (turn + 1) % UNDER_WAY;
  buffers[turn] ??= Buffer.allocUnsafeSlow(LONGEST_PACKET);
  return buffers[turn]!;
}

export class Protection {
  #crypto: AgreedCrypto | undefined;
  #sender: SrtpSender | undefined;
  #receiver: SrtpReceiver | undefined;
  /** Under the key before the present one, until the peer is heard under that: its packets may have been under way. */
  #previous: SrtpReceiver | undefined;
  #sealed: Buffer = Buffer.alloc(0);

  /** From now on nothing is sent, and nothing taken, in the clear. */
  get isOn(): boolean {
    return this.#crypto !== undefined;
  }

  /** What is agreed now. In each direction the same suite and key go on where they stood; others begin anew. */
  describe(crypto: AgreedCrypto | undefined): void {
    const before = this.#crypto;
    const sameSuite = crypto?.suite === before?.suite;
    this.#crypto = crypto;
    if (crypto === undefined) {
      this.#sender = undefined;
      this.#receiver = undefined;
      this.#previous = undefined;
      return;
    }
    if (!sameSuite || !same(crypto.sendKey, before?.sendKey))
      this.#sender = new SrtpSender(crypto.suite, crypto.sendKey);
    if (sameSuite && same(crypto.receiveKey, before?.receiveKey)) return;
    this.#previous = this.#receiver;
    this.#receiver = new SrtpReceiver(crypto.suite, crypto.receiveKey);
  }

  /** Opens `packet` in place.
   * @returns the RTP packet's length; `REFUSED`: it is not authentic, or has been before */
  open(packet: Buffer): number {
    const length = this.#receiver?.unprotect(packet, packet.length) ?? REFUSED;
    if (length >= 0) this.#previous = undefined;
    return length >= 0 ? length : (this.#previous?.unprotect(packet, packet.length) ?? REFUSED);
  }

  /** The same for a compound RTCP packet. */
  openControl(packet: Buffer): number {
    const length = this.#receiver?.unprotectControl(packet, packet.length) ?? REFUSED;
    return length >= 0 ? length : (this.#previous?.unprotectControl(packet, packet.length) ?? REFUSED);
  }

  /** Protects `packet[0, length)` into `sealed`.
   * @returns the protected length; `REFUSED`: its number was used before, and it must not be sent */
  seal(packet: Buffer, length: number): number {
    this.#sealed = nextBuffer();
    return this.#sender?.protect(packet, length, this.#sealed) ?? REFUSED;
  }

  /** The packet sealed last; its bytes stay for this turn of the event loop. */
  get sealed(): Buffer {
    return this.#sealed;
  }

  sealControl(packet: Buffer): Buffer {
    return this.#sender?.protectControl(packet) ?? packet;
  }
}

const same = (a: Uint8Array, b: Uint8Array | undefined): boolean => b !== undefined && Buffer.compare(a, b) === 0;
