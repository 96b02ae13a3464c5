import { Burst } from "./burst.ts";
import { burstFrame, FRAMES_A_SECOND, silentFrame, speechIn, unitsOf } from "./frames.ts";
import type { Paced } from "./pacer.ts";
import { Packets } from "./packets.ts";

const HEADER = 12;
/** In the pause that follows, the parties' frames stay untouched. */
const SPEAKING = 0.9 * FRAMES_A_SECOND;
/** Which frame of each second is a burst: parties' bursts are others. */
const BURST_AT = 18;

/** What a monitor says: nine tenths of each second noise, then a pause. G.711 A-law. */
export class MonitorVoice implements Paced {
  readonly #send: (packet: Buffer, length: number) => void;
  readonly #packets: Packets;
  readonly #speech = speechIn("PCMA");
  readonly #phase: number;
  /** Without pauses. */
  steady = false;
  /** Its bursts on their way to the agent. */
  readonly burst = new Burst();

  /** @param phase the frame of the second at which the parties are */
  constructor(number: number, payloadType: number, phase: number, send: (packet: Buffer, length: number) => void) {
    this.#send = send;
    this.#packets = new Packets(number, payloadType, unitsOf("PCMA"));
    this.#phase = phase;
  }

  send(): void {
    const payload = this.#payload((this.#packets.count + this.#phase) % FRAMES_A_SECOND);
    const packet = this.#packets.next(payload);
    if (payload === burstFrame) this.burst.leaves(performance.now(), 0);
    this.#send(packet, HEADER + payload.length);
  }

  #payload(frame: number): Uint8Array {
    if (frame === BURST_AT && !this.steady) return burstFrame;
    return frame < SPEAKING || this.steady ? this.#speech[frame]! : silentFrame;
  }
}
