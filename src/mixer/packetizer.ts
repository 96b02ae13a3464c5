/** Makes RTP packets of our own out of 20 ms steps of sound. */
import { clipInto } from "../kernel/pcm.ts";
import type { CodecName, Encoder } from "../rtp/codecs/codec.ts";
import { HEADER_LENGTH } from "../rtp/packet.ts";
import type { Outgoing } from "./outgoing.ts";
import { nextPacket } from "./packetRing.ts";
import type { Scale } from "./voice.ts";

/** The step of the media clock in positions: 20 ms. */
export const STEP = 160;

/** Packet times of our own frames, in positions: 10 to 60 ms. */
const SHORTEST = 80;
const LONGEST = 480;

/** Sends `packet[0, length)`. */
export type Send = (packet: Buffer, length: number) => void;

/** How a listener wants its packets. */
export interface PacketForm {
  readonly codec: CodecName;
  readonly encoder: Encoder;
  /** Each frame must be decoded after the one that was encoded before it. */
  readonly stateful: boolean;
  /** Samples, and timestamp units, a position. */
  readonly scale: Scale;
  readonly units: number;
  readonly payloadType: number;
  /** Payload types of RFC 4733 events and RFC 3389 comfort noise; undefined where they were not negotiated. */
  readonly eventType: number | undefined;
  /** Units of an event's duration a position: those of the timestamps, but for phones that count events at 8 kHz beside Opus. */
  readonly eventUnits: number;
  readonly noiseType: number | undefined;
  /** ms */
  readonly ptime: number;
}

const none = new Int16Array(0);

/** Gathers sound until a packet of the listener's ptime is full, encodes it and sends it as the stream's next. */
export class Packetizer {
  readonly #outgoing: Outgoing;
  readonly #send: Send;
  #form: PacketForm | undefined;
  /** Samples gathered; room for them is made when the first come. */
  #pending = none;
  /** In positions. */
  #gathered = 0;
  #length = STEP;

  constructor(outgoing: Outgoing, send: Send) {
    this.#outgoing = outgoing;
    this.#send = send;
  }

  describe(form: PacketForm): void {
    if (form.scale !== this.#form?.scale) this.drop();
    this.#form = form;
    this.#length = Math.min(LONGEST, Math.max(SHORTEST, Math.round(form.ptime) * 8));
  }

  /** The scale of the sums that it takes. */
  get scale(): Scale {
    return this.#form?.scale ?? 1;
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
    const form = this.#form;
    if (form === undefined) return;
    const { scale } = form;
    if (this.#pending.length === 0) this.#pending = new Int16Array(2 * (LONGEST + STEP));
    clipInto(this.#pending, this.#gathered * scale, 1, sum, 0, STEP * scale);
    const begin = position - this.#gathered;
    this.#gathered += STEP;
    let sent = 0;
    for (; this.#gathered - sent >= this.#length; sent += this.#length) this.#emit(form, sent, begin + sent);
    this.#pending.copyWithin(0, sent * scale, this.#gathered * scale);
    this.#gathered -= sent;
  }

  #emit({ encoder, payloadType, scale }: PacketForm, from: number, position: number): void {
    const packet = nextPacket();
    const octets = encoder.encode(this.#pending, from * scale, this.#length * scale, packet, HEADER_LENGTH);
    if (octets === 0) return;
    this.#outgoing.frame(packet, payloadType, this.#length, octets, position);
    this.#send(packet, HEADER_LENGTH + octets);
  }
}
