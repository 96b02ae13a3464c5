/**
 * The arrival path: what a party is sent of the other party, packet by packet as it comes, with the monitors laid over it.
 * Nothing is buffered and nothing waits between the parties, whatever monitors do.
 */
import { clipInto } from "../kernel/pcm.ts";
import { distance16 } from "../kernel/serial.ts";
import type { CodecName } from "../rtp/codecs/codec.ts";
import { transcode, transcodingTable } from "../rtp/codecs/g711.ts";
import { HEADER_LENGTH, sequenceOf, ssrcOf, timestampOf, writeHeader } from "../rtp/packet.ts";
import type { HoldMusic } from "./holdMusic.ts";
import { LONGEST_PLACE, type Place } from "./missingPackets.ts";
import { MonitorShare } from "./monitorShare.ts";
import type { Outgoing } from "./outgoing.ts";
import { type PacketForm, Packetizer, type Send, STEP } from "./packetizer.ts";
import { addSamples } from "./pcm.ts";
import { MAX_PACKET_SAMPLES, type Speaker } from "./speaker.ts";

/** How long the other party's packets may stay away before frames of our own carry a monitor's voice (M7), in samples: 60 to 100 ms. */
const SHORTEST_GAP = 480;
const LONGEST_GAP = 800;

/** Packets sent in place of missing ones that may wait in the system's send queue at once. */
const BUFFERS = 4;

const mixed = new Int16Array(MAX_PACKET_SAMPLES);

/** A party's audio packet on its way to the other party. */
export interface PassingPacket {
  packet: Buffer;
  /** The payload: `packet[start, end)`. */
  start: number;
  end: number;
  codec: CodecName;
  /** The payload decoded. */
  samples: Int16Array;
}

/** All that one party is sent. */
export class Overlay {
  readonly #listener: number;
  readonly #outgoing: Outgoing;
  readonly #send: Send;
  readonly #share: MonitorShare;
  readonly #packetizer: Packetizer;
  readonly #buffers = Array.from({ length: BUFFERS }, () => Buffer.alloc(HEADER_LENGTH + LONGEST_PLACE));
  #turn = 0;
  #form: PacketForm | undefined;
  /** When the other party's newest packet was passed on, as a position of the call, its length in samples, source and number. */
  #lastPassed = Number.NEGATIVE_INFINITY;
  #lastSamples = 0;
  #lastSource = -1;
  #lastSequence = 0;
  /** Up to where fillers have been made since then. */
  #filledTo = Number.NEGATIVE_INFINITY;

  /** @param listener the party's bit in the masks */
  constructor(listener: number, outgoing: Outgoing, send: Send) {
    this.#listener = listener;
    this.#outgoing = outgoing;
    this.#send = send;
    this.#share = new MonitorShare(listener);
    this.#packetizer = new Packetizer(outgoing, send);
  }

  /** How the party wants its packets; nothing is sent before. */
  describe(form: PacketForm): void {
    this.#form = form;
    this.#packetizer.describe(form);
  }

  addMonitor(speaker: Speaker): void {
    this.#share.add(speaker);
  }

  removeMonitor(speaker: Speaker): void {
    this.#share.remove(speaker);
  }

  /** Sends a packet of the other party, changed in place: the bytes stay as they are wherever codecs agree and
   * no audible monitor speaks (U3).
   * @param position the call's position at its arrival */
  pass(passing: PassingPacket, position: number, now: number): void {
    const form = this.#form;
    if (form === undefined) return;
    const { packet, start, end, codec } = passing;
    const n = end - start;
    const source = ssrcOf(packet);
    const sequence = sequenceOf(packet);
    if (this.#filledTo > this.#lastEnd && source === this.#lastSource) {
      // The fillers stopped one place short for fear of this packet; what was lost just before it has its place, too.
      const lost = distance16(sequence, this.#lastSequence) - 1;
      this.#fillUpTo(Math.min(position, this.#lastEnd + lost * n), now);
    }
    if (this.#share.ofPacket(source, sequence, timestampOf(packet), n, now)) {
      addSamples(this.#share.sum, 0, passing.samples, 0, n);
      clipInto(mixed, 0, 1, this.#share.sum, 0, n);
      form.codec.encode(mixed, 0, n, packet, start);
    } else {
      const table = transcodingTable(codec, form.name);
      if (table !== undefined) transcode(table, packet, start, n);
    }
    this.#lastPassed = position;
    this.#lastSamples = n;
    if (source !== this.#lastSource || distance16(sequence, this.#lastSequence) > 0) this.#lastSequence = sequence;
    this.#lastSource = source;
    if (this.#outgoing.forward(packet, form.payloadType, n, n, position)) this.#send(packet, packet.length);
    this.#sendMissing(form, false, position);
  }

  /** The same for an RFC 4733 event packet of the other party: only its payload type is mapped. */
  passEvent(packet: Buffer, octets: number, position: number): void {
    const eventType = this.#form?.eventType;
    if (eventType === undefined) this.#outgoing.withhold();
    else if (this.#outgoing.forwardEvent(packet, eventType, octets, position)) this.#send(packet, packet.length);
  }

  /** A packet of the other party is not for this one to hear. */
  withhold(): void {
    this.#outgoing.withhold();
  }

  /** The clock's step: hold music for a party that waits, fillers where an audible monitor speaks and the other party sends nothing.
   * @param otherIsSent whether the other party's packets are passed on at all */
  step(music: HoldMusic, otherIsSent: boolean, position: number, now: number): void {
    if ((music.mask & this.#listener) !== 0) {
      // The monitors are played out unheard, so that they are in step when the party is open again.
      this.#share.ofPause(STEP, now);
      this.#share.sum.fill(0, 0, STEP);
      music.mixInto(this.#share.sum, 0, position, STEP, this.#listener);
      this.#packetizer.push(this.#share.sum, position);
    } else if (!this.#share.empty && (!otherIsSent || this.#isGap(position))) {
      this.#fill(position, now);
    } else {
      this.#packetizer.drop();
    }
  }

  /** Whether the other party has sent nothing for so long that it may not be about to. */
  #isGap(position: number): boolean {
    const gap = Math.min(LONGEST_GAP, Math.max(SHORTEST_GAP, 3 * this.#lastSamples));
    return position - this.#lastPassed >= gap;
  }

  /** Makes fillers from where the other party's last packet ended, so that nothing is lost that was said while it was waited for, and
   * up to the present moment: a packet that comes right after finds its place free. */
  #fill(position: number, now: number): void {
    if (this.#form !== undefined) this.#sendMissing(this.#form, true, position);
    const begun = Math.max(this.#filledTo, this.#lastEnd);
    this.#filledTo = begun < position - LONGEST_GAP ? position : begun;
    this.#fillUpTo(position, now);
  }

  #fillUpTo(end: number, now: number): void {
    let at = this.#filledTo;
    for (; at + STEP <= end; at += STEP) {
      if (this.#share.ofPause(STEP, now) || this.#packetizer.begun) this.#packetizer.push(this.#share.sum, at);
    }
    this.#filledTo = at;
  }

  /** Where the other party's newest packet ends on the call's time line, had it been said as it came. */
  get #lastEnd(): number {
    return Math.round(this.#lastPassed) + this.#lastSamples;
  }

  #sendMissing(form: PacketForm, atOnce: boolean, position: number): void {
    for (let place = this.#share.ofMissing(atOnce); place !== undefined; place = this.#share.ofMissing(atOnce)) {
      this.#sendAlone(place, form, position);
    }
  }

  /** Sends the monitors' share of a packet that has not come, under the number that it would have had. */
  #sendAlone(place: Place, form: PacketForm, position: number): void {
    const { sequence, timestamp, samples, sum } = place;
    const packet = this.#buffers[this.#turn]!;
    this.#turn = (this.#turn + 1) % BUFFERS;
    clipInto(mixed, 0, 1, sum, 0, samples);
    form.codec.encode(mixed, 0, samples, packet, HEADER_LENGTH);
    writeHeader(packet, false, form.payloadType, sequence, timestamp, this.#lastSource);
    if (this.#outgoing.forward(packet, form.payloadType, samples, samples, position)) {
      this.#send(packet, HEADER_LENGTH + samples);
    }
  }
}
