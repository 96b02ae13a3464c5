/** The 20 ms path: what monitors are sent. */
import type { HoldMusic } from "./holdMusic.ts";
import { type Packetizer, STEP } from "./packetizer.ts";
import { Playout } from "./playout.ts";
import type { Speaker } from "./speaker.ts";

const sum = new Int32Array(2 * STEP);

/** Plays every speaker of a call out, one cursor each, and makes each monitor's mix: all that is public but the monitor itself. */
export class Bus {
  readonly #speakers = new Playout();

  add(speaker: Speaker): void {
    this.#speakers.add(speaker);
  }

  remove(speaker: Speaker): void {
    this.#speakers.remove(speaker);
  }

  /** Moves on by one step of the clock; `mix` makes what each monitor hears of it. */
  step(now: number): void {
    this.#speakers.next(STEP, now);
  }

  /** Sends a monitor the present step: silence where there is nothing to hear, so that its stream never pauses. */
  mix(listener: number, packetizer: Packetizer, music: HoldMusic, position: number): void {
    const { scale } = packetizer;
    sum.fill(0);
    this.#speakers.mixInto(sum, 0, STEP, listener, scale);
    music.mixInto(sum, 0, position, STEP, listener, scale);
    packetizer.push(sum, position);
  }
}
