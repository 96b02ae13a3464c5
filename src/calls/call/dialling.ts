import { withPhrase } from "../../sip/message/reasonPhrases.ts";
import type { CallAgent } from "../hunts/callPlan.ts";
import { type Hunt, type HuntTarget, isHuntEnd, type StepOutcome } from "../hunts/hunt.ts";
import { Hunting } from "../hunts/hunting.ts";
import { type OtherEnd, unknownEnd } from "../legs/codecChoice.ts";
import type { LegEvent, UsageNumber } from "../legs/legEvents.ts";
import type { LegOutput } from "../legs/legWork.ts";
import { type Failure, Fork } from "./fork.ts";
import type { PartyLeg } from "./partyLeg.ts";

export type DialOutcome =
  | { readonly now: "waiting" }
  /** Others ring than before. */
  | { readonly now: "next" }
  | { readonly now: "progress"; readonly status: number; readonly sdp: string | undefined }
  /** The phone that lets the party hear it already has described its sound anew. */
  | { readonly now: "redescribed" }
  | { readonly now: "won"; readonly sdp: string | undefined; readonly by: HuntTarget }
  | { readonly now: "lost"; readonly status: number; readonly reason: string };

/**
 * The search for somebody who takes one end of a call: rings whom the hunt names, one step after the other,
 * until one answers, nobody is left, or the time is over.
 */
export class Dialling {
  /** The leg that whoever answers gets. */
  readonly party: PartyLeg;
  readonly #hunting: Hunting;
  readonly #endsAt: number;
  #other: () => OtherEnd = () => unknownEnd;
  #fork: Fork | undefined;
  readonly #branches = new Set<UsageNumber>();
  #out: LegOutput[] = [];

  /** @param endsAt when nobody has answered by then, nobody will: ms on the `now` scale */
  constructor(party: PartyLeg, hunt: Hunt, nextUsage: () => UsageNumber, endsAt: number) {
    this.party = party;
    this.#hunting = new Hunting(hunt, nextUsage);
    this.#endsAt = endsAt;
  }

  get trunkId(): string | undefined {
    return this.#hunting.trunkId;
  }

  /** The agents whose phones ring. */
  get rung(): readonly CallAgent[] {
    return this.#hunting.agentsOf(this.#fork?.ringing ?? []);
  }

  /** Whether one of them is this agent. */
  rings(agentId: string): boolean {
    return this.#fork?.ringing.some((usage) => this.#hunting.targetOf(usage).agent?.id === agentId) === true;
  }

  owns(usage: UsageNumber): boolean {
    return this.#branches.has(usage);
  }

  isRinging(usage: UsageNumber): boolean {
    return this.#fork?.ringing.includes(usage) === true;
  }

  /** @param other what is spoken at the other end when somebody is rung: offered first, so that nothing need be transcoded */
  begin(other: () => OtherEnd, now: number): DialOutcome {
    this.#other = other;
    return this.#next(undefined, now);
  }

  handle(usage: UsageNumber, event: LegEvent, now: number): DialOutcome {
    if (this.#hunting.silenceEndsAt !== undefined && this.isRinging(usage)) {
      this.#hunting.heard();
      this.#setTimer();
    }
    const outcome = this.#fork?.handle(usage, event);
    switch (outcome?.now) {
      case "progress":
        this.party.audio.signallingAddress = outcome.branch.address;
        return { now: "progress", status: outcome.status, sdp: outcome.sdp };
      case "offered":
        return this.#answerOffer(usage, outcome.sdp);
      case "won":
        // Each was offered what it may speak.
        this.party.audio.restrict(this.#hunting.targetOf(usage));
        this.#hangUp(outcome.losers, 'SIP;cause=200;text="Call completed elsewhere"');
        this.party.usage = outcome.branch.usage;
        this.party.trunkId = this.trunkId;
        this.party.isEcho = this.#hunting.targetOf(usage).echo === true;
        this.party.keys = { dtmf: this.#hunting.targetOf(usage).dtmf, takesInfo: outcome.takesInfo };
        this.party.audio.signallingAddress = outcome.branch.address;
        return { now: "won", sdp: outcome.sdp, by: this.#hunting.targetOf(usage) };
      case "lost":
        return this.#next({ ...outcome, timedOut: false }, now);
      default:
        return { now: "waiting" };
    }
  }

  /** The ring timer has fired. */
  timeout(now: number): DialOutcome {
    const wasSilent = this.#hunting.silenceEndsAt !== undefined;
    const failure = this.giveUp();
    if (now >= this.#endsAt || failure === undefined) return { now: "lost", ...withPhrase(480) };
    // RFC 3261 §8.1.3.1: who says nothing is taken to have said 408.
    const silence = wasSilent ? withPhrase(408) : {};
    return this.#next({ ...failure, ...silence, timedOut: true }, now);
  }

  /** Hangs up whoever rings. */
  giveUp(reason?: string): Failure | undefined {
    const given = this.#fork?.giveUp();
    if (given !== undefined) this.#hangUp(given.losers, reason);
    return given;
  }

  /** What is to be done since it was asked last. */
  take(): LegOutput[] {
    const out = this.#out;
    this.#out = [];
    return out;
  }

  #answerOffer(usage: UsageNumber, sdp: string | undefined): DialOutcome {
    const answer = sdp === undefined ? undefined : this.party.audio.reanswer(sdp, this.#other());
    if (answer?.ok !== true) {
      this.#out.push({ out: "toUsage", usage, input: { in: "refuseOffer", status: 488 } });
      return { now: "waiting" };
    }
    this.#out.push({ out: "toUsage", usage, input: { in: "answerOffer", sdp: answer.value } });
    return { now: "redescribed" };
  }

  #next(last: StepOutcome | undefined, now: number): DialOutcome {
    const step = this.#hunting.next(last, now);
    if (isHuntEnd(step)) return { now: "lost", status: step.status, reason: step.reason };
    this.#setTimer();
    this.#fork = new Fork(step.map(({ usage, to }) => ({ usage, address: to.target.host })));
    for (const { usage, to } of step) {
      this.#branches.add(usage);
      this.party.audio.restrict(to);
      this.#out.push({ out: "dial", usage, to, sdp: this.party.audio.offer(to.localAddress, this.#other()) });
    }
    return { now: "next" };
  }

  #setTimer(): void {
    const { silenceEndsAt = this.#endsAt, stepEndsAt = this.#endsAt } = this.#hunting;
    this.#out.push({ out: "setRingTimer", at: Math.min(silenceEndsAt, stepEndsAt, this.#endsAt) });
  }

  #hangUp(usages: readonly UsageNumber[], reason: string | undefined): void {
    const input = { in: "hangUp", ...(reason === undefined ? {} : { reason }) } as const;
    for (const usage of usages) this.#out.push({ out: "toUsage", usage, input });
  }
}
