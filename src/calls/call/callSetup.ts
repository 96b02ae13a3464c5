/** How a call comes about: its legs get ports, whoever calls by click is rung first, then whoever is called, until one answers or nobody will. */
import type { LegNumber } from "../../media/commands.ts";
import { withPhrase } from "../../sip/message/reasonPhrases.ts";
import { type Hunt, type HuntTarget, ringing } from "../hunts/hunt.ts";
import { colleague, type OtherEnd } from "../legs/codecChoice.ts";
import { endOfUnanswered } from "./callEnd.ts";
import type { CallEnd, Moment } from "./callRecord.ts";
import type { Conversation } from "./conversation.ts";
import { Dialling, type DialOutcome } from "./dialling.ts";
import type { PartyLeg } from "./partyLeg.ts";
import { personOf } from "./people.ts";
import { Ringback } from "./ringback.ts";

/** Undefined while it goes on. */
export type SetupOutcome = { readonly now: "answered" } | { readonly now: "failed"; readonly end: CallEnd } | undefined;

const answered: SetupOutcome = { now: "answered" };

/** The end of a call whose two ends have no audio in common, or of whom one made none. */
export const notAcceptable: CallEnd = { by: "system", disposition: "failed", sipStatus: 488 };

export class CallSetup {
  readonly #talk: Conversation;
  readonly #ringback: Ringback;
  #opening = true;
  #trunkId: string | undefined;
  #ringEndsAt = 0;

  constructor(conversation: Conversation) {
    this.#talk = conversation;
    this.#ringback = new Ringback(conversation);
    this.#trunkId = conversation.options.plan.trunkId;
  }

  /** Nobody is rung yet: a leg has no port. */
  get opening(): boolean {
    return this.#opening;
  }

  /** The trunk that brought the call, else the one tried last. */
  get trunkId(): string | undefined {
    return this.#trunkId;
  }

  start(at: Moment): void {
    const { number, holdMusic, notice, near, ringMs } = this.#talk.options;
    this.#talk.media({
      op: "openCall",
      call: number,
      holdMusic,
      ...(notice === undefined ? {} : { notice: { sound: notice.sound, everyMs: notice.everyMs } }),
      ...(near === undefined ? {} : { near }),
    });
    for (const party of this.#talk.ends.all) if (!party.audio.isOpen) this.#talk.openLeg(party);
    this.#ringEndsAt = at.now + ringMs;
    this.#talk.tell({ out: "setRingTimer", at: this.#ringEndsAt });
  }

  opened(leg: LegNumber, port: number, at: Moment): SetupOutcome {
    const { ends, options } = this.#talk;
    ends.ofLeg(leg)?.audio.opened(port);
    if (!ends.all.every(({ audio }) => audio.isOpen)) return undefined;
    this.#opening = false;
    const { callerTargets, hunt } = options.plan;
    return callerTargets === undefined
      ? this.#dial(options.callee, hunt, at)
      : this.#dial(options.caller, ringing(callerTargets), at);
  }

  /** What has come of ringing somebody. */
  dialled(dialling: Dialling, outcome: DialOutcome, at: Moment): SetupOutcome {
    this.#talk.pursue(dialling, outcome);
    if (this.#talk.options.plan.direction !== "inbound") this.#trunkId = dialling.trunkId ?? this.#trunkId;
    switch (outcome.now) {
      case "next":
        this.#ringback.silence(at);
        return undefined;
      case "progress":
        this.#progress(dialling, outcome.status, outcome.sdp, at);
        return undefined;
      case "redescribed":
        this.#talk.redescribe(dialling.party, at);
        return undefined;
      case "won":
        return this.#won(dialling.party, outcome.sdp, outcome.by, at);
      case "lost":
        return { now: "failed", end: endOfUnanswered(outcome.status) };
      default:
        return undefined;
    }
  }

  #dial(party: PartyLeg, hunt: Hunt, at: Moment): SetupOutcome {
    const dialling = new Dialling(party, hunt, this.#talk.options.nextUsage, this.#ringEndsAt);
    this.#talk.dialling = dialling;
    return this.dialled(
      dialling,
      dialling.begin(() => this.#beyond(party), at.now),
      at,
    );
  }

  /** Whoever calls by click is rung before anything is known of the other end but what it is: with a colleague the call may be wideband. */
  #beyond(party: PartyLeg): OtherEnd {
    const { ends, options } = this.#talk;
    return party === options.caller && options.plan.direction === "internal" ? colleague : ends.beyond(party);
  }

  #progress(dialling: Dialling, status: number, sdp: string | undefined, at: Moment): void {
    if (dialling.party !== this.#talk.options.callee) return;
    this.#ringback.progress(status, sdp, at);
    this.#talk.tell({ out: "transferEvent", event: { now: "progress", ...withPhrase(status) } });
  }

  #won(party: PartyLeg, sdp: string | undefined, by: HuntTarget, at: Moment): SetupOutcome {
    const { people, options } = this.#talk;
    this.#talk.dialling = undefined;
    if (sdp === undefined || !party.audio.accept(sdp).ok) return { now: "failed", end: notAcceptable };
    party.answered = true;
    this.#talk.describe(party);
    if (party === options.caller) return this.#dial(options.callee, options.plan.hunt, at);
    if (by.agent !== undefined) people.seat(party.side, personOf(by.agent));
    else if (party.side === "agent")
      people.seat("agent", { number: people.agent?.extension ?? "", name: null, agent: undefined });
    return answered;
  }
}
