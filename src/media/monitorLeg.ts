import type { Bus } from "../mixer/bus.ts";
import type { HoldMusic } from "../mixer/holdMusic.ts";
import { Outgoing } from "../mixer/outgoing.ts";
import { Packetizer } from "../mixer/packetizer.ts";
import { MAX_PACKET_SAMPLES, Speaker } from "../mixer/speaker.ts";
import { codecNamed } from "../rtp/codecs/codecs.ts";
import { KeyDetector } from "../rtp/dtmf/events.ts";
import { InbandDtmf } from "../rtp/dtmf/inbandDtmf.ts";
import { payloadTypeOf, sequenceOf, ssrcOf, timestampOf } from "../rtp/packet.ts";
import type { Described } from "./commands.ts";
import type { MediaHost } from "./host.ts";
import { type HeaderSeeds, packetForm } from "./leg.ts";
import { LegTransport, type PacketReceiver } from "./legTransport.ts";

/** One packet is under way at a time. */
const samples = new Int16Array(MAX_PACKET_SAMPLES);

/** A supervisor's leg: hears the bus, speaks through the overlays, presses keys that nobody else hears (M8). */
export class MonitorLeg implements PacketReceiver {
  /** This monitor's bit as a listener. */
  readonly bit: number;
  readonly speaker: Speaker;
  readonly transport: LegTransport;
  /** Its own phone holds the call (M5). */
  holds = false;
  readonly #packetizer: Packetizer;
  readonly #keys = new KeyDetector();
  readonly #tones = new InbandDtmf();
  readonly #pressed: (key: string) => void;
  #described: Described | undefined;

  /** @param pressed told of each key press, at its start */
  constructor(host: MediaHost, origin: number, bit: number, seeds: HeaderSeeds, pressed: (key: string) => void) {
    this.bit = bit;
    this.#pressed = pressed;
    this.speaker = new Speaker(origin);
    const outgoing = new Outgoing(seeds.ssrc, seeds.sequence, seeds.timestamp);
    this.transport = new LegTransport(host, this, outgoing, this.speaker.track.reception);
    this.#packetizer = new Packetizer(outgoing, (packet, length) => this.transport.send(packet, length));
  }

  describe(described: Described, mediaTimeoutMs: number, now: number): void {
    this.#described = described;
    this.#packetizer.describe(packetForm(described));
    this.transport.describe(described, mediaTimeoutMs, now);
  }

  /** The clock's step: the monitor is sent what is public, or silence. M5: nothing while its phone holds. */
  step(bus: Bus, music: HoldMusic, position: number): void {
    if (this.holds || this.#described?.sends !== true) this.#packetizer.drop();
    else bus.mix(this.bit, this.#packetizer, music, position);
  }

  receive(packet: Buffer, start: number, end: number, now: number): void {
    const type = payloadTypeOf(packet);
    if (type === this.#described?.receivePayloadType) this.#receiveAudio(packet, start, end, now);
    else if (type === this.#described?.receiveEventType) this.#receiveEvent(packet, start, end, now);
  }

  #receiveAudio(packet: Buffer, start: number, end: number, now: number): void {
    const n = end - start;
    if (n > MAX_PACKET_SAMPLES) return;
    const { track } = this.speaker;
    const position = track.place(ssrcOf(packet), sequenceOf(packet), timestampOf(packet), n, now);
    if (position < 0) return;
    codecNamed(this.#described!.codec).decoder().decode(packet, start, n, samples, 0);
    // M8: what is cut when it comes is heard by nobody.
    if (this.#tones.detect(samples, 0, n)) track.clearRange(position, position + n);
    else track.write(position, samples, n);
  }

  /** M8: an event goes no further than this. */
  #receiveEvent(packet: Buffer, start: number, end: number, now: number): void {
    const ssrc = ssrcOf(packet);
    this.speaker.track.placeSilent(ssrc, sequenceOf(packet));
    const key = this.#keys.detect(ssrc, timestampOf(packet), packet, start, end - start, now);
    if (key !== undefined) this.#pressed(key);
  }
}
