/** Phones with SRTP on a stage. */
import type { DatagramSocket } from "../../../src/kernel/datagrams.ts";
import type { AgreedCrypto, CryptoSuite } from "../../../src/rtp/agreed.ts";
import { SrtpReceiver } from "../../../src/rtp/srtp/srtpReceiver.ts";
import { SrtpSender } from "../../../src/rtp/srtp/srtpSender.ts";
import { keyingLength } from "../../../src/rtp/srtp/suites.ts";
import type { VirtualNet } from "../../support/virtualNet.ts";
import { Phone, type PhoneOptions } from "./phone.ts";
import type { Stage } from "./stage.ts";

/** Our side's keys toward a phone. */
export function keysOf(suite: CryptoSuite, seed = 1): AgreedCrypto {
  const key = (of: number) => Uint8Array.from({ length: keyingLength(suite) }, (_, i) => (i * 31 + 97 * of) & 0xff);
  return { suite, sendKey: key(2 * seed), receiveKey: key(2 * seed + 1) };
}

/** A phone that takes a leg of the stage over and speaks SRTP; what its sockets carry is protected under the keys of `Secured`. */
export class SecurePhone {
  readonly phone: Phone;
  /** What it sent, as it went over the network. */
  readonly sent: Buffer[] = [];
  /** Packets that it could not open. */
  refused = 0;
  readonly #stage: Stage;
  readonly #leg: number;
  #sender!: SrtpSender;
  #receiver!: SrtpReceiver;
  /** Its RTP socket without SRTP. */
  #raw!: DatagramSocket;

  constructor(stage: Stage, leg: number, crypto: AgreedCrypto, options: PhoneOptions) {
    this.#stage = stage;
    this.#leg = leg;
    this.phone = new Phone(stage.time, this.#through(stage.net), options);
    this.phone.connect(stage.address, 20_000 + 2 * leg);
    this.agree(crypto);
  }

  /** Offer and answer, with keys of ours: its own are the other way round. Those it has already go on. */
  agree(crypto: AgreedCrypto, renewed = true): void {
    if (renewed) {
      this.#sender = new SrtpSender(crypto.suite, crypto.receiveKey);
      this.#receiver = new SrtpReceiver(crypto.suite, crypto.sendKey);
    }
    const described = { ...this.phone.described, crypto };
    this.#stage.engine.handle({ op: "describeLeg", call: 1, leg: this.#leg, described, mediaTimeoutMs: 0 });
  }

  /** Sends anything from its RTP socket. */
  sendRaw(packet: Buffer): void {
    this.#raw.send(packet, 0, packet.length, 20_000 + 2 * this.#leg, this.#stage.address);
  }

  #through(net: VirtualNet): Pick<VirtualNet, "socket"> {
    return {
      socket: (address, port, receive) => {
        const isControl = port % 2 === 1;
        const socket = net.socket(address, port, (data, from, fromPort) => {
          const open = isControl ? "unprotectControl" : "unprotect";
          const length = this.#receiver[open](data, data.length);
          if (length < 0) this.refused++;
          else receive(data.subarray(0, length), from, fromPort);
        });
        if (!isControl) this.#raw = socket;
        return {
          address,
          port,
          close: () => socket.close(),
          send: (data, offset, length, toPort, toAddress) => {
            const clear = data.subarray(offset, offset + length);
            const sealed = isControl ? this.#sender.protectControl(clear) : this.#sealed(clear);
            this.sent.push(sealed);
            socket.send(sealed, 0, sealed.length, toPort, toAddress);
          },
        };
      },
    };
  }

  #sealed(clear: Buffer): Buffer {
    const out = Buffer.alloc(clear.length + this.#sender.overhead);
    return out.subarray(0, this.#sender.protect(clear, clear.length, out));
  }
}
