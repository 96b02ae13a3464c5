/** Many RTP streams from one process: light, so that what is measured is the server and not the generator. */
import { encodeSample, payloadTypeOf } from "../lab/sound/g711.ts";
import { noise, RATE } from "../lab/sound/signals.ts";

const FRAME_MS = 20;
const FRAMES_A_SECOND = 1000 / FRAME_MS;
const SAMPLES = (FRAME_MS * RATE) / 1000;
/** Frames whose time of departure is remembered: twenty seconds, far beyond any delay. */
const REMEMBERED = 1024;
/** A packet's bytes must stay until the kernel took them. */
const BUFFERS = 4;
/** Begins a payload that nobody changed. */
const MAGIC = 0x506f6e74;

/** One direction of speech: what leaves here is expected there. */
export class Stream {
  readonly #send: (packet: Buffer) => void;
  readonly #number: number;
  readonly #packets: readonly Buffer[];
  readonly #departed = new Float64Array(REMEMBERED).fill(Number.NaN);
  #frame = 0;
  /** What the server adds to our timestamps: constant while our packets flow (rule U2), more by each frame it inserts. */
  #offset: number | undefined;
  /** The frames whose delay is noted: from the first, to the last, exclusive. */
  #from = Number.POSITIVE_INFINITY;
  #to = Number.POSITIVE_INFINITY;
  #delays: number[] = [];

  constructor(number: number, send: (packet: Buffer) => void) {
    this.#send = send;
    this.#number = number;
    const speech = noise(number, 3000);
    this.#packets = Array.from({ length: BUFFERS }, (_, buffer) => {
      const packet = emptyPacket(number);
      for (let i = 0; i < SAMPLES; i++) packet[12 + i] = encodeSample("PCMA", speech(buffer * SAMPLES + i));
      packet.writeUInt32BE(MAGIC, 12);
      packet.writeUInt32BE(number, 16);
      return packet;
    });
  }

  /** The delays of frames that leave from now on are noted. */
  begin(): void {
    this.#delays = [];
    this.#from = this.#frame;
    this.#to = Number.POSITIVE_INFINITY;
  }

  /** Frames that leave from now on are not; those on their way still are. */
  end(): void {
    this.#to = this.#frame;
  }

  /** The delays noted, ms, and how many frames never came. */
  result(): { readonly delays: readonly number[]; readonly lost: number } {
    return { delays: this.#delays, lost: this.#to - this.#from - this.#delays.length };
  }

  /** Sends the next frame. */
  send(): void {
    const frame = this.#frame++;
    const packet = this.#packets[frame % BUFFERS]!;
    stamp(packet, frame);
    packet.writeUInt32BE(frame, 20);
    this.#departed[frame % REMEMBERED] = performance.now();
    this.#send(packet);
  }

  /** A packet of this stream as it came out on the other side. */
  readonly receive = (packet: Buffer): void => {
    const now = performance.now();
    if (packet.length !== 12 + SAMPLES) return;
    const timestamp = packet.readUInt32BE(4);
    // An untouched payload names its frame; where a monitor was mixed in, the timestamp does.
    if (packet.readUInt32BE(12) === MAGIC && packet.readUInt32BE(16) === this.#number) {
      this.#offset = (timestamp - packet.readUInt32BE(20) * SAMPLES) | 0;
    }
    if (this.#offset === undefined) return;
    let frame = ((timestamp - this.#offset) >>> 0) / SAMPLES;
    if (frame >= this.#frame) {
      // From the future: frames were inserted while we were late. This is the last we sent, until one names itself again.
      this.#offset = (this.#offset + (frame - this.#frame + 1) * SAMPLES) | 0;
      frame = this.#frame - 1;
    }
    const departed = this.#departed[frame % REMEMBERED];
    // A frame that the server put in while none came has no departure.
    if (departed === undefined || Number.isNaN(departed)) return;
    this.#departed[frame % REMEMBERED] = Number.NaN;
    if (frame >= this.#from && frame < this.#to) this.#delays.push(now - departed);
  };
}

/** What a monitor says: nine tenths of each second noise, then a pause, in which the parties' frames stay untouched. */
export class Voice {
  readonly #send: (packet: Buffer) => void;
  readonly #packets: readonly Buffer[];
  #frame = 0;

  constructor(number: number, send: (packet: Buffer) => void) {
    this.#send = send;
    const speech = noise(number, 3000);
    this.#packets = Array.from({ length: FRAMES_A_SECOND }, (_, frame) => {
      const packet = emptyPacket(number);
      const speaks = frame < 0.9 * FRAMES_A_SECOND;
      for (let i = 0; i < SAMPLES; i++) {
        packet[12 + i] = encodeSample("PCMA", speaks ? speech(frame * SAMPLES + i) : 0);
      }
      return packet;
    });
  }

  send(): void {
    const frame = this.#frame++;
    const packet = this.#packets[frame % FRAMES_A_SECOND]!;
    stamp(packet, frame);
    this.#send(packet);
  }
}

function emptyPacket(ssrc: number): Buffer {
  const packet = Buffer.alloc(12 + SAMPLES);
  packet[0] = 0x80;
  packet[1] = payloadTypeOf.PCMA;
  packet.writeUInt32BE(ssrc, 8);
  return packet;
}

function stamp(packet: Buffer, frame: number): void {
  packet.writeUInt16BE(frame & 0xffff, 2);
  packet.writeUInt32BE((frame * SAMPLES) >>> 0, 4);
}

/**
 * Paces all streams with one timer, each at a phase of its own within the 20 ms, as independent callers are: packets
 * that leave in one burst would only measure how long a burst takes.
 * @returns what stops it.
 */
export function pace(streams: readonly { send(): void }[]): () => void {
  const origin = performance.now();
  const gap = FRAME_MS / streams.length;
  let sent = 0;
  const timer = setInterval(() => {
    const due = (performance.now() - origin) / gap;
    for (; sent < due; sent++) streams[sent % streams.length]!.send();
  }, 1);
  return () => clearInterval(timer);
}
