import type { LegNumber } from "../../media/commands.ts";
import type { Side } from "../../mixer/audibility.ts";
import { type KeyManners, unknownManners } from "../legs/keyPlan.ts";
import type { LegAudio } from "../legs/legAudio.ts";
import type { UsageNumber } from "../legs/legEvents.ts";

/** One end of a call: its media leg, what its SDP says, and the INVITE usage that carries it. */
export class PartyLeg {
  readonly side: Side;
  readonly leg: LegNumber;
  readonly audio: LegAudio;
  answered = false;
  /** The usage that is this leg: the caller's INVITE, or the branch that won. */
  usage: UsageNumber | undefined;
  /** Its INVITE came from its phone, and waits for our answer. */
  awaitsAnswer = false;
  /** The trunk that it comes or goes by. */
  trunkId: string | undefined;
  /** It is the echo. */
  isEcho = false;
  /** What decides how it is told keys. */
  keys: KeyManners = unknownManners;

  constructor(side: Side, leg: LegNumber, audio: LegAudio) {
    this.side = side;
    this.leg = leg;
    this.audio = audio;
  }

  /** The same party at an end of another call, or with another media leg. */
  movedTo(side: Side, leg = this.leg): PartyLeg {
    const { answered, usage, trunkId, isEcho, keys } = this;
    return Object.assign(new PartyLeg(side, leg, this.audio), { answered, usage, trunkId, isEcho, keys });
  }
}
