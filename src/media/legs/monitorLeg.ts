import type { Bus } from "../../mixer/bus.ts";
import { Outgoing } from "../../mixer/outgoing.ts";
import { type PacketForm, Packetizer } from "../../mixer/packetizer.ts";
import type { Speaker } from "../../mixer/speaker.ts";
import { KeyDetector } from "../../rtp/dtmf/events.ts";
import { InbandDtmf } from "../../rtp/dtmf/inbandDtmf.ts";
import { payloadTypeOf, sequenceOf, ssrcOf, timestampOf } from "../../rtp/packet.ts";
import { SAMPLES_PER_MS } from "../../rtp/playout/track.ts";
import type { ReceptionStatistics } from "../../rtp/reception.ts";
import type { Described } from "../commands.ts";
import type { MediaHost } from "../host.ts";
import { type HeaderSeeds, packetForm } from "./leg.ts";
import { LegSound } from "./legSound.ts";
import { LegTransport, type PacketReceiver } from "./legTransport.ts";

/** What a leg takes along to another call. */
interface Moved {
  readonly transport: LegTransport;
  readonly packetizer: Packetizer;
  readonly keys: KeyDetector;
  readonly reception: ReceptionStatistics;
}

/** A supervisor's leg: hears the bus, speaks through the overlays, presses keys that nobody else hears (M8). */
export class MonitorLeg implements PacketReceiver {
  /** This monitor's bit as a listener. */
  readonly bit: number;
  readonly transport: LegTransport;
  /** Its own phone holds the call (M5). */
  holds = false;
  readonly #host: MediaHost;
  readonly #origin: number;
  readonly #outgoing: Outgoing;
  readonly #packetizer: Packetizer;
  readonly #keys: KeyDetector;
  readonly #sound: LegSound;
  readonly #pressed: (key: string) => void;
  #described: Described | undefined;
  #form: PacketForm | undefined;

  private constructor(
    host: MediaHost,
    origin: number,
    bit: number,
    pressed: (key: string) => void,
    outgoing: Outgoing,
    moved?: Moved,
  ) {
    this.bit = bit;
    this.#host = host;
    this.#origin = origin;
    this.#pressed = pressed;
    this.#outgoing = outgoing;
    this.#sound = new LegSound(origin, moved?.reception, new InbandDtmf());
    this.#keys = moved?.keys ?? new KeyDetector();
    this.transport = moved?.transport ?? new LegTransport(host, this, outgoing, this.speaker.track.reception);
    this.#packetizer =
      moved?.packetizer ?? new Packetizer(outgoing, (packet, length) => this.transport.send(packet, length));
  }

  /**
   * @param origin when position 0 of the call is, ms on the `now` scale
   * @param pressed told of each key press, at its start
   */
  static withSeeds(
    host: MediaHost,
    origin: number,
    bit: number,
    seeds: HeaderSeeds,
    pressed: (key: string) => void,
  ): MonitorLeg {
    return new MonitorLeg(host, origin, bit, pressed, new Outgoing(seeds.ssrc, seeds.sequence, seeds.timestamp));
  }

  /**
   * This leg as one of another call, which takes its sockets and streams over: what it is sent goes on without a break. The speaker
   * begins anew, for nobody of the new call until it is stamped. This object must be let go of.
   */
  movedTo(origin: number, bit: number, pressed: (key: string) => void): MonitorLeg {
    this.#outgoing.move((this.#origin - origin) * SAMPLES_PER_MS);
    const moved = new MonitorLeg(this.#host, origin, bit, pressed, this.#outgoing, {
      transport: this.transport,
      packetizer: this.#packetizer,
      keys: this.#keys,
      reception: this.speaker.track.reception,
    });
    this.transport.hand(moved);
    moved.holds = this.holds;
    moved.#described = this.#described;
    moved.#form = this.#form;
    if (this.#described !== undefined) moved.#sound.describe(this.#described.codec);
    return moved;
  }

  /** Who speaks here: another one after a description that changes the rate of the codec. */
  get speaker(): Speaker {
    return this.#sound.speaker;
  }

  describe(described: Described, mediaTimeoutMs: number, now: number): void {
    this.#described = described;
    this.#form = packetForm(described, this.#form);
    this.#sound.describe(described.codec);
    this.#outgoing.describe(this.#form.units);
    this.#packetizer.describe(this.#form);
    this.transport.describe(described, mediaTimeoutMs, now);
  }

  /** The clock's step: the monitor is sent what is public, or silence. M5: nothing while its phone holds. */
  step(bus: Bus, position: number, now: number): void {
    this.#sound.step(true, position, now);
    if (this.holds || this.#described?.sends !== true) this.#packetizer.drop();
    else bus.mix(this.bit, this.#packetizer, position);
  }

  receive(packet: Buffer, start: number, end: number, now: number): void {
    const type = payloadTypeOf(packet);
    if (type === this.#described?.receivePayloadType) this.#receiveAudio(packet, start, end, now);
    else if (type === this.#described?.receiveEventType) this.#receiveEvent(packet, start, end, now);
    else if (type === this.#described?.receiveNoiseType) this.#sound.pause(packet, start, end, now);
  }

  #receiveAudio(packet: Buffer, start: number, end: number, now: number): void {
    const position = this.#sound.place(packet, start, end, now);
    if (position < 0) return;
    // What a passive monitor says is for nobody (M2), and from a mode change on only what comes after it is heard (M6).
    if (this.speaker.maskAt(position) === 0) this.#sound.skip(position);
    else this.#sound.hear(packet, start, end, position, now, false);
  }

  /** M8: an event goes no further than this. */
  #receiveEvent(packet: Buffer, start: number, end: number, now: number): void {
    const ssrc = ssrcOf(packet);
    this.speaker.track.placeSilent(ssrc, sequenceOf(packet));
    const key = this.#keys.detect(ssrc, timestampOf(packet), packet, start, end - start, now);
    if (key !== undefined) this.#pressed(key);
  }
}
