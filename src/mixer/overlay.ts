/**
 * The arrival path: what a party is sent of the other party, packet by packet as it comes, with the monitors laid over it.
 * Nothing is buffered and nothing waits between the parties, whatever monitors do.
 */
import { clipInto } from "../kernel/pcm.ts";
import type { Codec } from "../rtp/codecs/codec.ts";
import { transcode, transcodingTable } from "../rtp/codecs/g711.ts";
import type { HoldMusic } from "./holdMusic.ts";
import type { Outgoing } from "./outgoing.ts";
import { type PacketForm, Packetizer, type Send, STEP } from "./packetizer.ts";
import { addSamples } from "./pcm.ts";
import { Playout } from "./playout.ts";
import { MAX_PACKET_SAMPLES, type Speaker } from "./speaker.ts";

/** How long the other party's packets may stay away before frames of our own carry a monitor's voice (M7), in samples: 60 to 100 ms. */
const SHORTEST_GAP = 480;
const LONGEST_GAP = 800;

const sum = new Int32Array(MAX_PACKET_SAMPLES);
const mixed = new Int16Array(MAX_PACKET_SAMPLES);

/** A party's audio packet on its way to the other party. */
export interface PassingPacket {
  packet: Buffer;
  /** The payload: `packet[start, end)`. */
  start: number;
  end: number;
  codec: Codec;
  /** The payload decoded. */
  samples: Int16Array;
}

/** All that one party is sent. */
export class Overlay {
  readonly #listener: number;
  readonly #outgoing: Outgoing;
  readonly #monitors = new Playout();
  readonly #packetizer: Packetizer;
  #form: PacketForm | undefined;
  /** When the other party's newest packet was passed on, as a position of the call, and its length in samples. */
  #lastPassed = Number.NEGATIVE_INFINITY;
  #lastSamples = 0;

  /** @param listener the party's bit in the masks */
  constructor(listener: number, outgoing: Outgoing, send: Send) {
    this.#listener = listener;
    this.#outgoing = outgoing;
    this.#packetizer = new Packetizer(outgoing, send);
  }

  /** How the party wants its packets; nothing is sent before. */
  describe(form: PacketForm): void {
    this.#form = form;
    this.#packetizer.describe(form);
  }

  addMonitor(speaker: Speaker): void {
    this.#monitors.add(speaker);
  }

  removeMonitor(speaker: Speaker): void {
    this.#monitors.remove(speaker);
  }

  /** Makes a packet of the other party ready for this one, in place: the bytes stay as they are wherever codecs agree and
   * no audible monitor speaks (U3).
   * @param position the call's position at its arrival
   * @returns whether it is to be sent */
  pass(passing: PassingPacket, position: number, now: number): boolean {
    const form = this.#form;
    if (form === undefined) return false;
    const { packet, start, end, codec } = passing;
    const n = end - start;
    if (this.#mixMonitors(n, now)) {
      addSamples(sum, 0, passing.samples, 0, n);
      clipInto(mixed, 0, 1, sum, 0, n);
      form.codec.encode(mixed, 0, n, packet, start);
    } else {
      const table = transcodingTable(codec.name, form.codec.name);
      if (table !== undefined) transcode(table, packet, start, n);
    }
    this.#lastPassed = position;
    this.#lastSamples = n;
    return this.#outgoing.forward(packet, form.payloadType, n, n, position);
  }

  /** The same for an RFC 4733 event packet of the other party: only its payload type is mapped. */
  passEvent(packet: Buffer, octets: number, position: number): boolean {
    const eventType = this.#form?.eventType;
    if (eventType !== undefined) return this.#outgoing.forwardEvent(packet, eventType, octets, position);
    this.#outgoing.withhold();
    return false;
  }

  /** A packet of the other party is not for this one to hear. */
  withhold(): void {
    this.#outgoing.withhold();
  }

  /** The clock's step: hold music for a party that waits, fillers where an audible monitor speaks and the other party sends nothing.
   * @param otherIsSent whether the other party's packets are passed on at all */
  step(music: HoldMusic, otherIsSent: boolean, position: number, now: number): void {
    if ((music.mask & this.#listener) !== 0) {
      this.#monitors.next(STEP, now);
      sum.fill(0, 0, STEP);
      music.mixInto(sum, 0, position, STEP, this.#listener);
      this.#packetizer.push(sum, position);
    } else if (!this.#monitors.empty && (!otherIsSent || this.#isGap(position))) {
      if (this.#mixMonitors(STEP, now) || this.#packetizer.begun) this.#packetizer.push(sum, position);
    } else {
      this.#packetizer.drop();
    }
  }

  /** Whether the other party has sent nothing for so long that it may not be about to. */
  #isGap(position: number): boolean {
    const gap = Math.min(LONGEST_GAP, Math.max(SHORTEST_GAP, 3 * this.#lastSamples));
    return position - this.#lastPassed >= gap;
  }

  /** Sums the next `n` samples of the monitors that this party may hear.
   * @returns whether they are louder than silence. */
  #mixMonitors(n: number, now: number): boolean {
    if (this.#monitors.empty) return false;
    sum.fill(0, 0, n);
    this.#monitors.next(n, now);
    return this.#monitors.mixInto(sum, 0, n, this.#listener);
  }
}
