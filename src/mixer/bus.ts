/** The 20 ms path: what monitors are sent. */
import { type Packetizer, STEP } from "./packetizer.ts";
import { Playout } from "./playout.ts";
import type { Speaker } from "./speaker.ts";
import type { Voice } from "./voice.ts";

const sum = new Int32Array(2 * STEP);

/** Plays every speaker of a call out, one cursor each, and makes each monitor's mix: all that is public but the monitor itself. */
export class Bus {
  readonly #speakers = new Playout();
  readonly #others: readonly Voice[];

  /** @param others what sounds besides the speakers, always at its own place on the time line */
  constructor(others: readonly Voice[]) {
    this.#others = others;
  }

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
  mix(listener: number, packetizer: Packetizer, position: number): void {
    const { scale } = packetizer;
    sum.fill(0);
    this.#speakers.mixInto(sum, 0, STEP, listener, scale);
    for (const voice of this.#others) voice.mixInto(sum, 0, position, STEP, listener, scale);
    packetizer.push(sum, position);
  }
}
