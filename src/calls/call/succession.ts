/**
 * How the parties of a call change: one gives its place to somebody who is rung for it, to a leg of another call, or to a phone
 * that comes by itself. Meanwhile the other party waits, and nothing is sent to it but music.
 */
import type { LegNumber, MediaEvent } from "../../media/commands.ts";
import type { Side } from "../../mixer/audibility.ts";
import { withPhrase } from "../../sip/message/reasonPhrases.ts";
import type { Hunt } from "../hunts/hunt.ts";
import type { LegEvent, UsageNumber } from "../legs/legEvents.ts";
import type { TransferEvent } from "../transfers/transfer.ts";
import type { Arrival, Lending, Loan, SuccessionInput } from "./callProtocol.ts";
import type { Moment } from "./callRecord.ts";
import type { Conversation } from "./conversation.ts";
import { Dialling, type DialOutcome } from "./dialling.ts";
import { opposite } from "./ends.ts";
import type { PartyLeg } from "./partyLeg.ts";
import { type Person, personOf } from "./people.ts";

type LegFailure = Extract<MediaEvent, { event: "legFailed" }>["code"];

const terminated = withPhrase(487);

export class Succession {
  readonly #talk: Conversation;
  /** The end whose party is being replaced. */
  #leaving: Side | undefined;
  #successor: Person | undefined;
  #loan: Loan | undefined;
  #arrival: Arrival | undefined;

  constructor(conversation: Conversation) {
    this.#talk = conversation;
    this.#loan = conversation.options.loan;
  }

  /** The end whose party is not expected to stay. */
  get leaving(): Side | undefined {
    return this.#leaving;
  }

  handle(input: SuccessionInput, at: Moment): void {
    switch (input.in) {
      case "replace":
        this.#successor = input.successor;
        return this.#replace(input.side, input.hunt, at);
      case "await":
        return this.#await(input.side, at);
      case "stay":
        return this.#stay(at);
      case "dismiss":
        this.#await(input.side, at);
        return this.#dismiss(input.side, at);
      case "lend":
        return this.#lend(input, at);
      case "join":
        return this.#join(input.party, input.person, at);
      case "keep":
        this.#loan = undefined;
        return;
      case "arrive":
        return this.#arrive(input.arrival);
    }
  }

  /** A leg's ports are there. @returns "picked_up" when an arrival has answered a call that rang. */
  opened(leg: LegNumber, port: number, at: Moment): "picked_up" | undefined {
    const { dialling, ends } = this.#talk;
    const rehoused = ends.ofLeg(leg);
    if (rehoused !== undefined) this.#invite(rehoused, port);
    if (this.#arrival?.party.leg === leg) return this.#arrived(this.#arrival, port, at);
    if (dialling?.party.leg !== leg) return undefined;
    dialling.party.audio.opened(port);
    this.dialled(
      dialling,
      dialling.begin(() => ends.beyond(dialling.party), at.now),
      at,
    );
    return undefined;
  }

  /** A leg cannot be had. @returns whether the call can do without it. */
  failed(leg: LegNumber, code: LegFailure, at: Moment): boolean {
    const { dialling } = this.#talk;
    if (code === "other_worker") return this.#rehouse(leg);
    if (this.#arrival?.party.leg === leg) this.#turnAway(withPhrase(503));
    else if (this.#talk.live && dialling?.party.leg === leg) this.#fail(503, "Service Unavailable", at);
    else return false;
    return true;
  }

  /** What has come of ringing somebody for the place. */
  dialled(dialling: Dialling, outcome: DialOutcome, at: Moment): void {
    this.#talk.pursue(dialling, outcome);
    switch (outcome.now) {
      case "progress":
        return this.#tell({ now: "progress", status: outcome.status, reason: "Ringing" });
      case "won":
        return this.#won(dialling.party, outcome.sdp, outcome.by.agent, at);
      case "lost":
        return this.#fail(outcome.status, outcome.reason, at);
      default:
        return;
    }
  }

  /** The leg of a party has ended. @returns whether the call goes on without it. */
  left(party: PartyLeg, at: Moment): boolean {
    if (party.side !== this.#leaving && party.side !== this.#loan?.side) return false;
    this.#loan = undefined;
    this.#await(party.side, at);
    this.#talk.ends.vacate(party.side);
    this.#talk.closeLeg(party);
    this.#talk.applyAudio(at);
    this.#talk.agentsTouched();
    this.#tell({ now: "left" });
    return true;
  }

  /** Something came from a phone that is on its way into the call. @returns whether it was one. */
  onArrival(usage: UsageNumber, event: LegEvent): boolean {
    if (this.#arrival?.party.usage !== usage) return false;
    if (event.out === "ended") {
      this.#talk.closeLeg(this.#arrival.party);
      this.#arrival = undefined;
    }
    return true;
  }

  /** The call is over: what was lent goes back, and who was on the way is turned away. */
  close(at: Moment): void {
    if (this.#loan !== undefined) this.#giveBack(this.#loan, at);
    if (this.#arrival !== undefined) this.#turnAway(withPhrase(481));
  }

  #replace(side: Side, hunt: Hunt, at: Moment): void {
    const { options } = this.#talk;
    const next = options.newLeg(side);
    this.#talk.dialling = new Dialling(next, hunt, options.nextUsage, at.now + options.ringMs);
    this.#talk.openLeg(next);
    this.#await(side, at);
  }

  #await(side: Side, at: Moment): void {
    if (this.#leaving === side) return;
    this.#leaving = side;
    if (!this.#talk.live) return;
    this.#talk.audio.waiting = opposite(side);
    this.#talk.applyAudio(at);
  }

  #stay(at: Moment): void {
    const { dialling } = this.#talk;
    if (dialling !== undefined) this.#drop(dialling.party);
    this.#settle(at);
  }

  /** Nobody waits for anybody any longer. */
  #settle(at: Moment): void {
    this.#leaving = undefined;
    this.#talk.audio.waiting = undefined;
    this.#talk.applyAudio(at);
  }

  #dismiss(side: Side, at: Moment): void {
    const party = this.#talk.ends.vacate(side);
    this.#loan = undefined;
    if (party === undefined) return;
    this.#talk.hangUp(party, terminated);
    this.#talk.closeLeg(party);
    this.#talk.applyAudio(at);
    this.#talk.agentsTouched();
  }

  #lend({ side, to, role, person, last }: Lending, at: Moment): void {
    const { ends, options } = this.#talk;
    const party = ends.vacate(side);
    if (party?.usage === undefined) return;
    this.#talk.usages.delete(party.usage);
    this.#talk.media({ op: "moveLeg", call: options.number, leg: party.leg, to, role });
    this.#talk.tell({ out: "lent", party: party.movedTo(role), to, person });
    this.#talk.agentsTouched();
    if (!last) this.#await(side, at);
  }

  #giveBack({ side, home, homeSide }: Loan, at: Moment): void {
    this.#loan = undefined;
    this.#lend({ side, to: home, role: homeSide, person: undefined, last: true }, at);
  }

  #join(party: PartyLeg, person: Person | undefined, at: Moment): void {
    if (party.usage !== undefined) this.#talk.usages.add(party.usage);
    this.#talk.startRecording(at);
    this.#seat(party, person, at);
  }

  #won(party: PartyLeg, sdp: string | undefined, agent: Person["agent"], at: Moment): void {
    if (sdp === undefined || !party.audio.accept(sdp).ok) {
      this.#talk.hangUp(party);
      return this.#fail(488, "Not Acceptable Here", at);
    }
    this.#talk.dialling = undefined;
    this.#talk.tell({ out: "clearRingTimer" });
    party.answered = true;
    this.#talk.describe(party);
    this.#seat(party, agent === undefined ? this.#successor : personOf(agent), at);
  }

  /** @param person undefined: the same as before */
  #seat(party: PartyLeg, person: Person | undefined, at: Moment): void {
    const { ends, people } = this.#talk;
    const before = ends.seat(party);
    const agents = people.agents;
    if (person !== undefined) people.seat(party.side, person);
    if (this.#leaving === party.side || this.#leaving === undefined) this.#settle(at);
    this.#talk.tell({ out: "succeeded" });
    this.#talk.agentsTouched(agents);
    this.#tell({ now: "answered" });
    if (before === undefined) return;
    this.#talk.hangUp(before, terminated);
    this.#talk.closeLeg(before);
  }

  #fail(status: number, reason: string, at: Moment): void {
    const { dialling } = this.#talk;
    if (dialling !== undefined) this.#drop(dialling.party);
    this.#talk.applyAudio(at);
    this.#tell({ now: "failed", status, reason });
  }

  #drop(party: PartyLeg): void {
    this.#talk.stopDialling();
    this.#talk.closeLeg(party);
  }

  /** A leg that cannot move, since its call lived on another media worker: its party gets a new one here. */
  #rehouse(leg: LegNumber): boolean {
    const { ends, options } = this.#talk;
    const party = ends.ofLeg(leg);
    if (party === undefined) return false;
    const housed = party.movedTo(party.side, options.newLeg(party.side).leg);
    ends.seat(housed);
    this.#talk.openLeg(housed);
    return true;
  }

  /** The new leg's port is offered to the party's phone by a re-INVITE: the one case in which a transfer sends it something. */
  #invite(party: PartyLeg, port: number): void {
    if (party.usage === undefined) return;
    party.audio.opened(port);
    const sdp = party.audio.reoffer(this.#talk.ends.beyond(party));
    this.#talk.toUsage(party.usage, { in: "offer", sdp });
  }

  #arrive(arrival: Arrival): void {
    const { usage } = arrival.party;
    if (this.#arrival !== undefined || usage === undefined) return;
    this.#arrival = arrival;
    this.#talk.usages.add(usage);
    this.#talk.openLeg(arrival.party);
  }

  #arrived({ party, person }: Arrival, port: number, at: Moment): "picked_up" | undefined {
    party.audio.opened(port);
    if (!this.#talk.answer(party)) {
      this.#turnAway(withPhrase(488));
      return undefined;
    }
    this.#arrival = undefined;
    if (this.#talk.live) {
      this.#seat(party, person, at);
      return undefined;
    }
    this.#talk.stopDialling('SIP;cause=200;text="Call completed elsewhere"');
    const unanswered = this.#talk.ends.seat(party);
    if (unanswered !== undefined) this.#talk.closeLeg(unanswered);
    this.#talk.people.seat(party.side, person);
    this.#talk.tell({ out: "succeeded" });
    return "picked_up";
  }

  #turnAway(refusal: { readonly status: number; readonly reason: string }): void {
    if (this.#arrival === undefined) return;
    this.#talk.hangUp(this.#arrival.party, refusal);
    this.#talk.closeLeg(this.#arrival.party);
    this.#arrival = undefined;
  }

  #tell(event: TransferEvent): void {
    this.#talk.tell({ out: "transferEvent", event });
  }
}
