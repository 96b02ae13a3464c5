import type { CallAudioState, MonitorState, PartyState, Side } from "../../mixer/audibility.ts";
import type { Ends } from "./ends.ts";
import type { PartyLeg } from "./partyLeg.ts";

/** What a call tells the media plane of its parties and monitors, and who waits to hear that it has been heard. */
export class CallAudio {
  readonly #ends: Ends;
  heldByRest = false;
  /** The party that waits for a transfer. */
  waiting: Side | undefined;
  /** The side that sends early media. */
  earlyFrom: Side | undefined;
  monitors: readonly MonitorState[] = [];
  #stamp = 0;
  readonly #unheard = new Map<number, number>();

  constructor(ends: Ends) {
    this.#ends = ends;
  }

  /** Either side holds, REST does, or a party waits for the other to be there (again). */
  get held(): boolean {
    const parties = this.#ends.all;
    const apart = this.waiting !== undefined || parties.length < 2;
    return this.heldByRest || apart || parties.some(({ audio }) => audio.holds);
  }

  /** @param notice which notice the parties are given; 0: none */
  state(notice: number): CallAudioState {
    return {
      customer: partyState(this.#ends.at("customer")),
      agent: partyState(this.#ends.at("agent")),
      waits: { customer: this.heldByRest || this.waiting === "customer", agent: this.waiting === "agent" },
      earlyMediaFrom: this.earlyFrom,
      monitors: this.monitors,
      notice,
    };
  }

  /** A number for the state as it is now; `waiting` is given back when the media plane has stamped it. */
  stamp(waiting: number | undefined): number {
    this.#stamp++;
    if (waiting !== undefined) this.#unheard.set(this.#stamp, waiting);
    return this.#stamp;
  }

  stamped(stamp: number): number | undefined {
    const waiting = this.#unheard.get(stamp);
    this.#unheard.delete(stamp);
    return waiting;
  }
}

const absent: PartyState = { answered: false, receives: false, holds: false };

/** What the media plane is told of a monitor that waits alone for its agent's next call. */
export const stateWithoutParties = (monitors: readonly MonitorState[]): CallAudioState => ({
  customer: absent,
  agent: absent,
  waits: { customer: false, agent: false },
  earlyMediaFrom: undefined,
  monitors,
  notice: 0,
});

function partyState(party: PartyLeg | undefined): PartyState {
  if (party === undefined) return absent;
  const { answered, audio, isEcho } = party;
  return { answered, receives: audio.receives, holds: audio.holds, ...(isEcho ? { echo: true } : {}) };
}
