import { AGENT, CUSTOMER, type Side } from "../../mixer/audibility.ts";
import type { HoldMusic } from "../../mixer/holdMusic.ts";
import { Outgoing } from "../../mixer/outgoing.ts";
import { Overlay, type PassingPacket } from "../../mixer/overlay.ts";
import type { PacketForm } from "../../mixer/packetizer.ts";
import { LONGEST_PACKET, Speaker } from "../../mixer/speaker.ts";
import { codecNamed } from "../../rtp/codecs/codecs.ts";
import { EventClock } from "../../rtp/dtmf/eventClock.ts";
import { EVENT_LENGTH } from "../../rtp/dtmf/events.ts";
import { KeyRelay } from "../../rtp/dtmf/keyRelay.ts";
import type { Press } from "../../rtp/dtmf/keys.ts";
import { payloadTypeOf, sequenceOf, ssrcOf, timestampOf } from "../../rtp/packet.ts";
import { SAMPLES_PER_MS } from "../../rtp/playout/track.ts";
import type { ReceptionStatistics } from "../../rtp/reception.ts";
import type { Described, KeyPlan } from "../commands.ts";
import type { MediaHost } from "../host.ts";
import { type HeaderSeeds, packetForm } from "./leg.ts";
import { LegSound } from "./legSound.ts";
import { LegTransport, type PacketReceiver } from "./legTransport.ts";

/** What a party's leg asks of its call. */
export interface PartyCall {
  readonly origin: number;
  /** The leg at the other end of this one's conversation, if both are the present parties. */
  otherParty(leg: PartyLeg): PartyLeg | undefined;
  positionAt(now: number): number;
  /** A key goes to the leg's party by INFO. */
  tellKey(leg: PartyLeg, press: Press): void;
  /** The samples are for more than a packet on its way: a monitor hears them, or the recording, or a notice is about to be laid over them. */
  readonly keepsSound: boolean;
}

/** One packet is under way at a time. */
const passing: PassingPacket = {
  packet: Buffer.alloc(0),
  start: 0,
  end: 0,
  codec: "PCMA",
  decoder: codecNamed("PCMA").decoder(),
  units: 1,
  speaker: new Speaker(0, codecNamed("PCMA")),
  position: 0,
  length: 0,
};

/** The sound of one packet at 8 kHz, in which keys are looked for. */
const narrow = new Int16Array(LONGEST_PACKET);

/** The customer's leg or the agent's: its packets are kept on its track and passed on to the other party as they come. */
export class PartyLeg implements PacketReceiver {
  readonly side: Side;
  /** This party's bit as a listener. */
  readonly bit: number;
  readonly overlay: Overlay;
  readonly transport: LegTransport;
  readonly #host: MediaHost;
  readonly #call: PartyCall;
  readonly #outgoing: Outgoing;
  readonly #sound: LegSound;
  readonly #keys = new KeyRelay();
  readonly #eventClock = new EventClock();
  #keyPlan: KeyPlan | undefined;
  #described: Described | undefined;
  #form: PacketForm | undefined;

  private constructor(
    host: MediaHost,
    call: PartyCall,
    side: Side,
    outgoing: Outgoing,
    moved?: LegTransport,
    reception?: ReceptionStatistics,
  ) {
    this.side = side;
    this.bit = side === "customer" ? CUSTOMER : AGENT;
    this.#host = host;
    this.#call = call;
    this.#outgoing = outgoing;
    this.#sound = new LegSound(call.origin, reception);
    this.transport = moved ?? new LegTransport(host, this, outgoing, this.speaker.track.reception);
    this.overlay = new Overlay(
      this.bit,
      outgoing,
      (packet, length) => this.transport.send(packet, length),
      (press) => call.tellKey(this, press),
    );
  }

  static withSeeds(host: MediaHost, call: PartyCall, side: Side, seeds: HeaderSeeds): PartyLeg {
    return new PartyLeg(host, call, side, new Outgoing(seeds.ssrc, seeds.sequence, seeds.timestamp));
  }

  /**
   * This leg as one of another call, which takes its sockets and streams over. The speaker begins anew: who heard what was said
   * before is the old call's matter, and nobody of the new call may hear it. This object must be let go of.
   */
  movedTo(call: PartyCall, side: Side): PartyLeg {
    this.#outgoing.move((this.#call.origin - call.origin) * SAMPLES_PER_MS);
    const moved = new PartyLeg(this.#host, call, side, this.#outgoing, this.transport, this.speaker.track.reception);
    this.transport.hand(moved);
    moved.#form = this.#form;
    if (this.#described !== undefined) moved.#describe(this.#described, this.#keyPlan);
    return moved;
  }

  /** Who speaks here: another one after a description that changes the rate of the codec. */
  get speaker(): Speaker {
    return this.#sound.speaker;
  }

  /** Offer and answer are complete: it can be the present party of its side. */
  get isDescribed(): boolean {
    return this.#described !== undefined;
  }

  describe(described: Described, mediaTimeoutMs: number, now: number, keys?: KeyPlan): void {
    this.#describe(described, keys);
    this.transport.describe(described, mediaTimeoutMs, now);
  }

  /** The clock's step, for what is sent to this party besides the other one's packets. */
  step(music: HoldMusic, otherIsSent: boolean, position: number, now: number): void {
    this.#keys.step(position, now);
    this.#sound.step(this.#call.keepsSound, position, now);
    if (this.#described?.sends === true) this.overlay.step(music, otherIsSent, position, now);
  }

  /** The party pressed a key, as signalling tells. */
  press(code: number, ms: number, now: number): void {
    this.#keys.info(this.#listener(this.speaker.mask)?.overlay.keys, code, ms, now);
  }

  receive(packet: Buffer, start: number, end: number, now: number): void {
    const described = this.#described;
    if (described === undefined) return;
    const type = payloadTypeOf(packet);
    const octets = end - start;
    // What is cut short is nothing, and reaches nobody.
    if (type === described.receivePayloadType) this.#receiveAudio(packet, start, end, now);
    else if (type === described.receiveEventType && octets >= EVENT_LENGTH)
      this.#receiveEvent(packet, start, octets, now);
    else if (type === described.receiveNoiseType && octets > 0) this.#receiveNoise(packet, start, end, now);
  }

  #describe(described: Described, keys: KeyPlan | undefined): void {
    this.#described = described;
    this.#keyPlan = keys;
    this.#form = packetForm(described, this.#form);
    this.#sound.describe(described.codec);
    this.#keys.describe(keys?.givesTones === true);
    this.#eventClock.describe(this.#form.eventUnits, this.#form.units);
    this.overlay.describe(this.#form, keys?.takes ?? "events");
  }

  #receiveAudio(packet: Buffer, start: number, end: number, now: number): void {
    const sound = this.#sound;
    const position = sound.place(packet, start, end, now);
    if (position < 0) return;
    const heard = this.#keys.watchesTones;
    if (heard) sound.hear(packet, start, end, position, now, true);
    const audible = this.#listener(this.speaker.maskAt(position));
    const listener = this.#givesWay(audible, position, now) ? undefined : audible;
    const at = this.#call.positionAt(now);
    if (listener !== undefined) {
      this.#take(packet, start, end, position);
      listener.overlay.prepare(passing, at, now);
    }
    if (!heard) this.#hear(listener, packet, start, end, position, now);
    if (listener === undefined) return;
    listener.overlay.pass(passing, at);
    this.#measure(now);
  }

  /** Decodes the packet that was just placed, where somebody needs its samples. */
  #hear(
    listener: PartyLeg | undefined,
    packet: Buffer,
    start: number,
    end: number,
    position: number,
    now: number,
  ): void {
    const sound = this.#sound;
    const atOnce = listener?.overlay.needsSound(sound.codec.name) === true;
    if (atOnce || this.#call.keepsSound) {
      sound.hear(packet, start, end, position, now, atOnce);
    } else {
      sound.skip(position);
    }
  }

  /** Whether the sound of the packet that was just placed gives way to a key: one that is being sent, or one that it carries itself. */
  #givesWay(listener: PartyLeg | undefined, position: number, now: number): boolean {
    const keys = listener?.overlay.keys;
    let carriesKey = false;
    if (this.#keys.watchesTones) {
      const { length } = this.#sound;
      this.speaker.readAs(1, position, length, narrow);
      carriesKey = this.#keys.audio(keys, narrow, length, position, now);
    }
    if (!carriesKey && keys?.busy !== true) return false;
    listener?.overlay.withhold();
    return true;
  }

  #take(packet: Buffer, start: number, end: number, position: number): void {
    passing.packet = packet;
    passing.start = start;
    passing.end = end;
    passing.codec = this.#sound.codec.name;
    passing.decoder = this.#sound.decoder;
    passing.units = this.#sound.units;
    passing.speaker = this.speaker;
    passing.position = position;
    passing.length = this.#sound.length;
  }

  #receiveEvent(packet: Buffer, start: number, octets: number, now: number): void {
    this.speaker.track.placeSilent(ssrcOf(packet), sequenceOf(packet));
    const listener = this.#listener(this.speaker.mask);
    const clock = this.#eventClock;
    const keys = listener?.overlay.keys;
    const passes = this.#keys.event(keys, ssrcOf(packet), timestampOf(packet), packet, start, octets, clock, now);
    const at = this.#call.positionAt(now);
    if (passes) listener?.overlay.passEvent(packet, start, octets, this.#sound.units, clock.units, at);
    else listener?.overlay.withhold();
    this.#measure(now);
  }

  #receiveNoise(packet: Buffer, start: number, end: number, now: number): void {
    this.#sound.pause(packet, start, end, now);
    const listener = this.#listener(this.speaker.mask);
    if (listener === undefined) return;
    listener.overlay.passNoise(packet, this.#sound.units, end - start, this.#call.positionAt(now));
    this.#measure(now);
  }

  /** The other party, if the mask and its SDP let it hear this packet. */
  #listener(mask: number): PartyLeg | undefined {
    const other = this.#call.otherParty(this);
    if (other === undefined) return undefined;
    if ((mask & other.bit) !== 0 && other.#described?.sends === true) return other;
    other.overlay.withhold();
    return undefined;
  }

  #measure(arrived: number): void {
    this.#host.counters.forwardDelay.record(this.#host.scheduler.now() - arrived);
  }
}
