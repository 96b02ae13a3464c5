import type { CallAudioState, MonitorState, Side } from "../mixer/audibility.ts";
import type { PartyLeg } from "./partyLeg.ts";

/** What a call tells the media plane of its parties and monitors, and who waits to hear that it has been heard. */
export class CallAudio {
  readonly #caller: PartyLeg;
  readonly #callee: PartyLeg;
  heldByRest = false;
  /** The callee sends early media. */
  early = false;
  monitors: readonly MonitorState[] = [];
  #stamp = 0;
  readonly #waiting = new Map<number, number>();

  constructor(caller: PartyLeg, callee: PartyLeg) {
    this.#caller = caller;
    this.#callee = callee;
  }

  /** Either side holds, or REST does. */
  get held(): boolean {
    return this.heldByRest || this.#caller.audio.holds || this.#callee.audio.holds;
  }

  state(): CallAudioState {
    const { side } = this.#callee;
    const [customer, agent] = side === "agent" ? [this.#caller, this.#callee] : [this.#callee, this.#caller];
    return {
      customer: partyState(customer),
      agent: partyState(agent),
      waits: { customer: this.heldByRest, agent: false },
      earlyMediaFrom: this.early ? (side satisfies Side) : undefined,
      monitors: this.monitors,
    };
  }

  /** A number for the state as it is now; `waiting` is given back when the media plane has stamped it. */
  stamp(waiting: number | undefined): number {
    this.#stamp++;
    if (waiting !== undefined) this.#waiting.set(this.#stamp, waiting);
    return this.#stamp;
  }

  stamped(stamp: number): number | undefined {
    const waiting = this.#waiting.get(stamp);
    this.#waiting.delete(stamp);
    return waiting;
  }
}

const partyState = ({ answered, audio }: PartyLeg) => ({ answered, receives: audio.receives, holds: audio.holds });
