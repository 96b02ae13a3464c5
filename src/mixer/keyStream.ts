/** The keys that one party is sent in its stream: as RFC 4733 events, or as tones. Meanwhile it is sent nothing else. */
import { EVENT_LENGTH, LONGEST_SEGMENT, writeEvent } from "../rtp/dtmf/events.ts";
import type { KeyListener, TakesKeys } from "../rtp/dtmf/keyRelay.ts";
import { KeySender } from "../rtp/dtmf/keySender.ts";
import type { Press } from "../rtp/dtmf/keys.ts";
import { addTones } from "../rtp/dtmf/toneGenerator.ts";
import { HEADER_LENGTH } from "../rtp/packet.ts";
import { SAMPLES_PER_MS } from "../rtp/playout/track.ts";
import type { Outgoing } from "./outgoing.ts";
import { type PacketForm, type Packetizer, type Send, STEP } from "./packetizer.ts";
import { nextPacket } from "./packetRing.ts";

/** One step is made at a time. */
const tones = new Int32Array(2 * STEP);

export class KeyStream implements KeyListener {
  readonly #outgoing: Outgoing;
  readonly #packetizer: Packetizer;
  readonly #send: Send;
  readonly #tell: (press: Press) => void;
  readonly #sender = new KeySender();
  #takes: TakesKeys = "none";
  #form: PacketForm | undefined;
  /** Where the present segment of a long event began, in positions from the event's beginning. */
  #segment = 0;

  /** @param tell is given each press for a party that takes keys by INFO, when it is over */
  constructor(outgoing: Outgoing, packetizer: Packetizer, send: Send, tell: (press: Press) => void) {
    this.#outgoing = outgoing;
    this.#packetizer = packetizer;
    this.#send = send;
    this.#tell = tell;
  }

  describe(form: PacketForm, takes: TakesKeys): void {
    if (takes !== this.#takes) this.#sender.drop();
    this.#form = form;
    this.#takes = takes === "events" && form.eventType === undefined ? "none" : takes;
  }

  get takes(): TakesKeys {
    return this.#takes;
  }

  get busy(): boolean {
    return this.#sender.busy;
  }

  begin(press: Press): void {
    if (this.#takes === "events" || this.#takes === "tones") this.#sender.send(press);
  }

  finish(press: Press): void {
    if (this.#takes === "info") this.#tell(press);
  }

  /** The party may not hear the other one any more, nor its keys. */
  drop(): void {
    this.#sender.drop();
  }

  /** The clock's step at `position`, while keys are on their way. */
  step(position: number): void {
    const step = this.#sender.step();
    const sounds = step === "begin" || step === "goOn" || step === "end";
    if (this.#takes === "tones") this.#sendTones(sounds, position);
    else if (sounds || step === "endAgain") this.#sendEvent(step === "begin", step.startsWith("end"), position);
  }

  #sendTones(sounds: boolean, position: number): void {
    tones.fill(0);
    const { code, before, end } = this.#sender;
    const from = before * SAMPLES_PER_MS;
    if (sounds) addTones(code, from, STEP, end * SAMPLES_PER_MS, tones, this.#packetizer.scale);
    this.#packetizer.push(tones, position);
  }

  #sendEvent(begins: boolean, ended: boolean, position: number): void {
    const form = this.#form;
    if (form === undefined) return;
    // What was gathered for a packet of sound would come after the key.
    this.#packetizer.drop();
    if (begins) this.#segment = 0;
    const lasted = this.#sender.after * SAMPLES_PER_MS;
    const longest = LONGEST_SEGMENT / form.eventUnits;
    if (lasted - this.#segment > longest) {
      this.#emit(form, false, longest, false, position);
      this.#outgoing.nextSegment();
      this.#segment += longest;
    }
    this.#emit(form, begins, lasted - this.#segment, ended, position);
  }

  #emit(form: PacketForm, begins: boolean, length: number, ended: boolean, position: number): void {
    if (form.eventType === undefined) return;
    const packet = nextPacket();
    writeEvent(packet, HEADER_LENGTH, this.#sender.code, Math.round(length * form.eventUnits), ended);
    this.#outgoing.event(packet, form.eventType, begins, length, EVENT_LENGTH, position);
    this.#send(packet, HEADER_LENGTH + EVENT_LENGTH);
  }
}
