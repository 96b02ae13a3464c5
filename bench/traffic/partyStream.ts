import { Burst } from "./burst.ts";
import { burstFrame, FRAME_MS, FRAMES_A_SECOND, speechIn, unitsOf } from "./frames.ts";
import type { Paced } from "./pacer.ts";
import { Packets } from "./packets.ts";
import type { Spoken } from "./sipText.ts";

const HEADER = 12;
/** Frames whose time of departure is remembered: twenty seconds, far beyond any delay. */
const REMEMBERED = 1024;
/** Begins a payload that nobody changed: with it, the stream's number and the frame's. */
const MAGIC = 0x506f6e74;
const NAME_BYTES = 12;

export interface Route {
  /** What the sender speaks, and under which payload type the server knows it. */
  readonly codec: Spoken;
  readonly payloadType: number;
  /** What the listener is sent. */
  readonly heardAs: Spoken;
  readonly send: (packet: Buffer, length: number) => void;
}

/**
 * One direction of speech: what leaves here is expected there. A frame is known again by a name in its payload, and where that was changed
 * (mixed, or transcoded) by its RTP timestamp, since the server shifts that by a constant as long as packets flow.
 */
export class PartyStream implements Paced {
  readonly #send: (packet: Buffer, length: number) => void;
  readonly #number: number;
  readonly #packets: Packets;
  readonly #speech: readonly Uint8Array[];
  /** Payloads come out as they were, unless somebody is mixed in. */
  readonly #named: boolean;
  readonly #unitsHeard: number;
  /** Which frame of each second is a burst. */
  readonly #burstAt: number;
  readonly #departed = new Float64Array(REMEMBERED).fill(Number.NaN);
  /** What the server adds to our timestamps: constant while our packets flow (rule U2), more by each frame it inserts. */
  #offset: number | undefined;
  /** The frames whose delay is noted: from the first, to the last, exclusive. */
  #from = Number.POSITIVE_INFINITY;
  #to = Number.POSITIVE_INFINITY;
  #delays = new Float64Array(0);
  #noted = 0;
  /** Since the stream began; ms. */
  #shortest = Number.POSITIVE_INFINITY;
  /** Its bursts on their way to a monitor. */
  readonly burst = new Burst();
  /** Told of each packet that comes, and whether its payload is as it was sent. */
  onHeard: ((packet: Buffer, now: number, untouched: boolean) => void) | undefined;

  constructor(number: number, { codec, payloadType, heardAs, send }: Route, burstAt: number) {
    this.#send = send;
    this.#number = number;
    this.#packets = new Packets(number, payloadType, unitsOf(codec));
    this.#speech = speechIn(codec);
    this.#named = codec === heardAs;
    this.#unitsHeard = unitsOf(heardAs);
    this.#burstAt = codec === "PCMA" ? burstAt : -1;
  }

  /** How many frames have left. */
  get frames(): number {
    return this.#packets.count;
  }

  /** The delays of frames that leave from now on are noted. */
  begin(seconds: number): void {
    this.burst.begin();
    if (!this.#named) this.#settle();
    this.#delays = new Float64Array(Math.ceil((seconds + 2) * FRAMES_A_SECOND));
    this.#noted = 0;
    this.#from = this.frames;
    this.#to = Number.POSITIVE_INFINITY;
  }

  /** Frames that leave from now on are not; those on their way still are. */
  end(): void {
    this.#to = this.frames;
  }

  /** The delays noted, ms, and how many frames never came. */
  result(): { readonly delays: Float64Array; readonly sent: number; readonly lost: number } {
    const sent = this.#to - this.#from;
    return { delays: this.#delays.subarray(0, this.#noted), sent, lost: sent - this.#noted };
  }

  /** Sends the next frame. */
  send(): void {
    const frame = this.frames;
    const bursts = frame % FRAMES_A_SECOND === this.#burstAt;
    const payload = bursts ? burstFrame : this.#speech[frame % FRAMES_A_SECOND]!;
    const packet = this.#packets.next(payload);
    if (this.#named) {
      packet.writeUInt32BE(MAGIC, HEADER);
      packet.writeUInt32BE(this.#number, HEADER + 4);
      packet.writeUInt32BE(frame, HEADER + 8);
    }
    const now = performance.now();
    this.#departed[frame % REMEMBERED] = now;
    if (bursts) this.burst.leaves(now, NAME_BYTES);
    this.#send(packet, HEADER + payload.length);
  }

  /** A packet as it came out on the other side. */
  readonly receive = (packet: Buffer): void => {
    const now = performance.now();
    if (packet.length < HEADER + NAME_BYTES) return;
    const timestamp = packet.readUInt32BE(4);
    const untouched = packet.readUInt32BE(HEADER) === MAGIC && packet.readUInt32BE(HEADER + 4) === this.#number;
    if (untouched) this.#offset = (timestamp - packet.readUInt32BE(HEADER + 8) * this.#unitsHeard) | 0;
    this.onHeard?.(packet, now, untouched);
    this.#note(timestamp, now);
  };

  #note(timestamp: number, now: number): void {
    const { frames } = this;
    // Without names, the first that comes is taken for the last that left.
    if (this.#offset === undefined && !this.#named) this.#offset = (timestamp - (frames - 1) * this.#unitsHeard) | 0;
    if (this.#offset === undefined) return;
    let frame = Math.floor(((timestamp - this.#offset) >>> 0) / this.#unitsHeard);
    if (frame >= frames) {
      // From the future: frames were inserted while we were late. This is the last we sent, until one names itself again.
      this.#offset = (this.#offset + (frame - frames + 1) * this.#unitsHeard) | 0;
      frame = frames - 1;
    }
    const departed = this.#departed[frame % REMEMBERED];
    // A frame that the server put in while none came has no departure.
    if (departed === undefined || Number.isNaN(departed)) return;
    this.#departed[frame % REMEMBERED] = Number.NaN;
    const delay = now - departed;
    if (delay < this.#shortest) this.#shortest = delay;
    if (frame >= this.#from && frame < this.#to && this.#noted < this.#delays.length)
      this.#delays[this.#noted++] = delay;
  }

  /** Frames without names were taken for others if not even the luckiest of them came within its own time. */
  #settle(): void {
    if (this.#offset === undefined || !(this.#shortest >= FRAME_MS) || this.#shortest === Number.POSITIVE_INFINITY) {
      return;
    }
    this.#offset = (this.#offset - Math.floor(this.#shortest / FRAME_MS) * this.#unitsHeard) | 0;
    this.#shortest = Number.POSITIVE_INFINITY;
  }
}
