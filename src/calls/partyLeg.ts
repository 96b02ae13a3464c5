import type { LegNumber } from "../media/commands.ts";
import type { Side } from "../mixer/audibility.ts";
import { type Branch, Fork } from "./fork.ts";
import type { LegAudio } from "./legAudio.ts";
import type { UsageNumber } from "./legEvents.ts";

/** One end of a call: its media leg, what its SDP says, and the INVITE usage that carries it. */
export class PartyLeg {
  readonly side: Side;
  readonly leg: LegNumber;
  readonly audio: LegAudio;
  answered = false;
  /** The usage that is this leg: the caller's INVITE, or the branch that won. */
  usage: UsageNumber | undefined;
  fork: Fork | undefined;
  readonly #branches = new Set<UsageNumber>();

  constructor(side: Side, leg: LegNumber, audio: LegAudio) {
    this.side = side;
    this.leg = leg;
    this.audio = audio;
  }

  ring(branches: readonly Branch[]): void {
    this.fork = new Fork(branches);
    for (const { usage } of branches) this.#branches.add(usage);
  }

  owns(usage: UsageNumber): boolean {
    return this.usage === usage || this.#branches.has(usage);
  }
}
