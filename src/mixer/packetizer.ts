/** Makes RTP packets of our own out of 20 ms steps of sound. */
import { clipInto } from "../kernel/pcm.ts";
import type { CodecName, Encoder } from "../rtp/codecs/codec.ts";
import { HEADER_LENGTH } from "../rtp/packet.ts";
import type { Outgoing } from "./outgoing.ts";

/** The step of the media clock in samples: 20 ms at 8 kHz. */
export const STEP = 160;

/** Packet times of our own frames, in samples: 10 to 60 ms. */
const SHORTEST = 80;
const LONGEST = 480;

/** Packets that may wait in the system's send queue at once. */
const BUFFERS = 8;

/** Sends `packet[0, length)`. */
export type Send = (packet: Buffer, length: number) => void;

/** How a listener wants its packets. */
export interface PacketForm {
  readonly name: CodecName;
  readonly codec: Encoder;
  readonly payloadType: number;
  /** Payload type of RFC 4733 events; undefined where they were not negotiated. */
  readonly eventType: number | undefined;
  /** ms */
  readonly ptime: number;
}

/** Gathers sound until a packet of the listener's ptime is full, encodes it and sends it as the stream's next. */
export class Packetizer {
  readonly #outgoing: Outgoing;
  readonly #send: Send;
  readonly #buffers = Array.from({ length: BUFFERS }, () => Buffer.alloc(HEADER_LENGTH + LONGEST));
  #turn = 0;
  readonly #pending = new Int16Array(LONGEST + STEP);
  #gathered = 0;
  #form: PacketForm | undefined;
  #samples = STEP;

  constructor(outgoing: Outgoing, send: Send) {
    this.#outgoing = outgoing;
    this.#send = send;
  }

  describe(form: PacketForm): void {
    this.#form = form;
    this.#samples = Math.min(LONGEST, Math.max(SHORTEST, Math.round(form.ptime) * 8));
  }

  /** A packet has been begun. */
  get begun(): boolean {
    return this.#gathered > 0;
  }

  /** Forgets what was gathered. */
  drop(): void {
    this.#gathered = 0;
  }

  /** Takes the step that begins at `position` of the call; each sum is clipped here, once (M4). */
  push(sum: Int32Array, position: number): void {
    clipInto(this.#pending, this.#gathered, 1, sum, 0, STEP);
    const begin = position - this.#gathered;
    this.#gathered += STEP;
    let sent = 0;
    for (; this.#gathered - sent >= this.#samples; sent += this.#samples) this.#emit(sent, begin + sent);
    this.#pending.copyWithin(0, sent, this.#gathered);
    this.#gathered -= sent;
  }

  #emit(offset: number, position: number): void {
    if (this.#form === undefined) return;
    const { codec, payloadType } = this.#form;
    const packet = this.#buffers[this.#turn]!;
    this.#turn = (this.#turn + 1) % BUFFERS;
    const octets = codec.encode(this.#pending, offset, this.#samples, packet, HEADER_LENGTH);
    this.#outgoing.frame(packet, payloadType, this.#samples, octets, position);
    this.#send(packet, HEADER_LENGTH + octets);
  }
}
