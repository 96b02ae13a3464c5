/**
 * The arrival path: what a party is sent of the other party, packet by packet as it comes, with the monitors and the notice laid over it.
 * Nothing is buffered and nothing waits between the parties, whatever monitors do.
 */
import { clipInto } from "../kernel/pcm.ts";
import { distance16 } from "../kernel/serial.ts";
import type { CodecName, Decoder } from "../rtp/codecs/codec.ts";
import { transcode, transcodingTable } from "../rtp/codecs/g711.ts";
import type { TakesKeys } from "../rtp/dtmf/keyRelay.ts";
import type { Press } from "../rtp/dtmf/keys.ts";
import { HEADER_LENGTH, sequenceOf, ssrcOf, timestampOf, writeHeader } from "../rtp/packet.ts";
import { AddedSound } from "./addedSound.ts";
import { Deadline, LONGEST_WAIT } from "./deadline.ts";
import type { HoldMusic } from "./holdMusic.ts";
import { KeyStream } from "./keyStream.ts";
import type { Place } from "./missingPackets.ts";
import type { Notice } from "./notice.ts";
import type { Outgoing } from "./outgoing.ts";
import { type PacketForm, Packetizer, type Send, STEP } from "./packetizer.ts";
import { copyHeader, nextPacket } from "./packetRing.ts";
import { addSamples } from "./pcm.ts";
import { LONGEST_PACKET, type Speaker } from "./speaker.ts";

const linear = new Int16Array(2 * LONGEST_PACKET);
const mixed = new Int16Array(2 * LONGEST_PACKET);

/** A party's audio packet on its way to the other party. */
export interface PassingPacket {
  packet: Buffer;
  /** The payload: `packet[start, end)`. */
  start: number;
  end: number;
  codec: CodecName;
  decoder: Decoder;
  /** Timestamp units a position of the sender. */
  units: number;
  /** Who says it, from which position of the call on, and for how many. */
  speaker: Speaker;
  position: number;
  length: number;
}

/** All that one party is sent. */
export class Overlay {
  readonly keys: KeyStream;
  readonly #listener: number;
  readonly #outgoing: Outgoing;
  readonly #send: Send;
  readonly #added: AddedSound;
  readonly #packetizer: Packetizer;
  #form: PacketForm | undefined;
  /** Who spoke last. */
  #speaker: Speaker | undefined;
  /** What is added to the packet that is passing is louder than silence. */
  #loud = false;
  /** What was sent last was encoded here: the listener's decoder has followed our encoder. */
  #encoded = false;
  /** When frames of our own carry on what is added, since the other party's packets have stopped (M7). */
  readonly #deadline = new Deadline();
  /** When the other party's newest packet was passed on, as a position of the call, its length in positions, source and number. */
  #lastPassed = Number.NEGATIVE_INFINITY;
  /** By how much that was later than its place on the time line, in positions. */
  #lateness = 0;
  #lastLength = 0;
  #lastSource = -1;
  #lastSequence = 0;
  #lastUnits = 1;
  /** Up to where fillers have been made since then. */
  #filledTo = Number.NEGATIVE_INFINITY;

  /**
   * @param listener the party's bit in the masks
   * @param tell is given the keys that go to the party by INFO
   */
  constructor(listener: number, outgoing: Outgoing, send: Send, tell: (press: Press) => void) {
    this.#listener = listener;
    this.#outgoing = outgoing;
    this.#send = send;
    this.#added = new AddedSound(listener);
    this.#packetizer = new Packetizer(outgoing, send);
    this.keys = new KeyStream(outgoing, this.#packetizer, send, tell);
  }

  /** How the party wants its packets; nothing is sent before. */
  describe(form: PacketForm, takes: TakesKeys): void {
    this.#form = form;
    this.keys.describe(form, takes);
    this.#added.describe(form.scale);
    this.#outgoing.describe(form.units);
    this.#packetizer.describe(form);
  }

  addMonitor(speaker: Speaker): void {
    this.#added.add(speaker);
  }

  removeMonitor(speaker: Speaker): void {
    this.#added.remove(speaker);
  }

  setNotice(notice: Notice): void {
    this.#added.setNotice(notice);
  }

  /**
   * Whether the packet for which `prepare` has made ready must be decoded for this party: it hears something else with it, or hears it in
   * another codec (the two laws of G.711 change into one another by table).
   */
  needsSound(codec: CodecName): boolean {
    const form = this.#form;
    if (form === undefined) return false;
    return this.#loud || (codec !== form.codec && transcodingTable(codec, form.codec) === undefined);
  }

  /** Makes ready for a packet that is about to be decoded and passed: what is added to it? */
  prepare(passing: PassingPacket, position: number, now: number): void {
    if (this.#added.empty) {
      this.#loud = false;
      return;
    }
    const { packet, codec, decoder, units, speaker, length } = passing;
    const source = ssrcOf(packet);
    const sequence = sequenceOf(packet);
    if (this.#filledTo > this.#lastEnd && source === this.#lastSource) {
      // The fillers stopped one place short for fear of this packet; what was lost just before it has its place, too.
      const lost = distance16(sequence, this.#lastSequence) - 1;
      this.#fillUpTo(Math.min(position, this.#lastEnd + lost * length), now);
    }
    this.#speaker = speaker;
    this.#loud = this.#added.ofPacket(source, sequence, timestampOf(packet), passing.position, length, units, now);
    // A listener's decoder with a state must get our frames in the order in which they are made.
    if (this.#form?.stateful === true) this.#sendMissing(this.#form, true, position);
    // The listener has decoded what was forwarded; our encoder goes on from there.
    if (this.#loud && !this.#encoded && codec === this.#form?.codec) this.#form.encoder.follow(decoder);
  }

  /** Sends a packet of the other party, for which `prepare` has made ready: the bytes stay as they are wherever codecs agree
   * and nothing audible is added (U3).
   * @param position the call's position at its arrival */
  pass(passing: PassingPacket, position: number): void {
    const form = this.#form;
    if (form === undefined) return;
    const { packet, start, end, codec, length, units } = passing;
    let sent = packet;
    let total = packet.length;
    let octets = end - start;
    const table = this.#loud ? undefined : transcodingTable(codec, form.codec);
    this.#encoded = table === undefined && (this.#loud || codec !== form.codec);
    if (table !== undefined) {
      transcode(table, packet, start, octets);
    } else if (this.#encoded) {
      this.#mixWith(passing, form);
      // 64 kbit/s take the place of 64 kbit/s; for anything else the packet is made anew.
      if (codec === "opus" || form.codec === "opus") {
        sent = nextPacket();
        copyHeader(packet, sent);
        octets = form.encoder.encode(mixed, 0, length * form.scale, sent, HEADER_LENGTH);
        total = HEADER_LENGTH + octets;
      } else {
        form.encoder.encode(mixed, 0, length * form.scale, packet, start);
      }
    }
    this.#remember(passing, position);
    if (octets > 0 && this.#outgoing.forward(sent, form.payloadType, length, units, octets, position)) {
      this.#send(sent, total);
    }
    this.#sendMissing(form, false, position);
  }

  /** The same for an RFC 4733 event packet of the other party: its payload type is mapped, and its duration to our clock.
   * @param units of its timestamp a position @param eventUnits of its duration */
  passEvent(packet: Buffer, start: number, octets: number, units: number, eventUnits: number, position: number): void {
    const form = this.#form;
    if (form?.eventType === undefined) {
      this.#outgoing.withhold();
      return;
    }
    if (eventUnits !== form.eventUnits) turnDuration(packet, start, octets, eventUnits, form.eventUnits);
    if (this.#outgoing.forwardEvent(packet, form.eventType, units, octets, position)) {
      this.#send(packet, packet.length);
    }
  }

  /** The same for comfort noise (RFC 3389): it goes where it is understood; elsewhere it is a pause. */
  passNoise(packet: Buffer, units: number, octets: number, position: number): void {
    const noiseType = this.#form?.noiseType;
    if (noiseType === undefined) this.#outgoing.withhold();
    else if (this.#outgoing.forward(packet, noiseType, 0, units, octets, position)) this.#send(packet, packet.length);
  }

  /** A packet of the other party is not for this one to hear. */
  withhold(): void {
    this.#outgoing.withhold();
  }

  /** The clock's step: hold music for a party that waits, keys that are on their way, fillers where something is added and the other party sends nothing.
   * @param otherIsSent whether the other party's packets are passed on at all */
  step(music: HoldMusic, otherIsSent: boolean, position: number, now: number): void {
    const waits = (music.mask & this.#listener) !== 0;
    if (waits || !otherIsSent) this.keys.drop();
    if (waits) {
      // The monitors are played out unheard, so that they are in step when the party is open again.
      this.#added.ofPause(position, STEP, now);
      const { scale } = this.#packetizer;
      this.#added.sum.fill(0, 0, STEP * scale);
      music.mixInto(this.#added.sum, 0, position, STEP, this.#listener, scale);
      this.#packetizer.push(this.#added.sum, position);
      this.#encoded = true;
    } else if (this.keys.busy) {
      this.#added.ofPause(position, STEP, now);
      this.keys.step(position);
      this.#filledTo = position + STEP;
      this.#encoded = true;
    } else if (!this.#added.empty && (!otherIsSent || this.#deadline.isOver(position))) {
      this.#fill(position, now);
    } else {
      this.#packetizer.drop();
    }
  }

  /** The other party's packet with what is added to it, into `mixed`. */
  #mixWith({ speaker, position, length }: PassingPacket, form: PacketForm): void {
    speaker.readAs(form.scale, position, length, this.#loud ? linear : mixed);
    if (!this.#loud) return;
    const samples = length * form.scale;
    addSamples(this.#added.sum, 0, linear, 0, samples);
    clipInto(mixed, 0, 1, this.#added.sum, 0, samples);
  }

  #remember({ packet, units, length, position: place }: PassingPacket, position: number): void {
    const source = ssrcOf(packet);
    const sequence = sequenceOf(packet);
    this.#deadline.heard(position, length);
    this.#lastPassed = position;
    this.#lateness = Math.round(position) - place;
    this.#lastLength = length;
    if (source !== this.#lastSource || distance16(sequence, this.#lastSequence) > 0) this.#lastSequence = sequence;
    this.#lastSource = source;
    this.#lastUnits = units;
  }

  /** Makes fillers from where the other party's last packet ended, so that nothing is lost that was said while it was waited for, and
   * up to the present moment: a packet that comes right after finds its place free. */
  #fill(position: number, now: number): void {
    if (this.#form !== undefined) this.#sendMissing(this.#form, true, position);
    const begun = Math.max(this.#filledTo, this.#lastEnd);
    this.#filledTo = begun < position - LONGEST_WAIT ? position : begun;
    this.#fillUpTo(position, now);
  }

  #fillUpTo(end: number, now: number): void {
    let at = this.#filledTo;
    for (; at + STEP <= end; at += STEP) {
      if (!this.#added.ofPause(at - this.#lateness, STEP, now) && !this.#packetizer.begun) continue;
      this.#packetizer.push(this.#added.sum, at);
      this.#encoded = true;
    }
    this.#filledTo = at;
  }

  /** Where the other party's newest packet ends on the call's time line, had it been said as it came. */
  get #lastEnd(): number {
    return Math.round(this.#lastPassed) + this.#lastLength;
  }

  #sendMissing(form: PacketForm, atOnce: boolean, position: number): void {
    for (let place = this.#added.ofMissing(atOnce); place !== undefined; place = this.#added.ofMissing(atOnce)) {
      this.#sendAlone(place, form, position);
    }
  }

  /** Sends what is added to a packet that has not come, and what conceals it, under the number that it would have had. */
  #sendAlone(place: Place, form: PacketForm, position: number): void {
    const { sequence, timestamp, length, sum } = place;
    const packet = nextPacket();
    const samples = length * form.scale;
    if (this.#speaker !== undefined) {
      this.#speaker.readAs(form.scale, place.position, length, linear);
      addSamples(sum, 0, linear, 0, samples);
    }
    clipInto(mixed, 0, 1, sum, 0, samples);
    const octets = form.encoder.encode(mixed, 0, samples, packet, HEADER_LENGTH);
    this.#encoded = true;
    writeHeader(packet, false, form.payloadType, sequence, timestamp, this.#lastSource);
    if (this.#outgoing.forward(packet, form.payloadType, length, this.#lastUnits, octets, position)) {
      this.#send(packet, HEADER_LENGTH + octets);
    }
  }
}

/** Durations of events are counted in timestamp units (RFC 4733 §2.3.5), of which a longer one has too many for the field. */
function turnDuration(packet: Buffer, start: number, octets: number, from: number, to: number): void {
  if (octets < 4) return;
  const duration = Math.min(0xffff, Math.round((((packet[start + 2]! << 8) | packet[start + 3]!) * to) / from));
  packet[start + 2] = duration >> 8;
  packet[start + 3] = duration;
}
