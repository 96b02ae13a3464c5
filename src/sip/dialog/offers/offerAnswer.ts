import type { HeaderList } from "../../message/headers.ts";
import type { SipRequest, SipResponse } from "../../message/message.ts";
import { sdpOf } from "../capabilities.ts";
import type { Dialog } from "../dialog.ts";
import type { Outbox } from "../outbox.ts";
import type { Replies, Unanswered } from "../replies.ts";
import { Unacknowledged } from "./retransmission.ts";

/** The peer's INVITE that makes the leg, and how far offer and answer came in reliable provisionals (RFC 3262 §5). */
interface Initial extends Unanswered {
  described: "not yet" | "offered" | "agreed";
}

/** The fork of our INVITE whose reliable provisional held the answer, and what its end said last. */
interface EarlyAnswer {
  readonly fork: string;
  sdp: string;
}

/**
 * Offers and answers of a leg (RFC 3261 §13.2.1, §14; RFC 3262 §5; RFC 3311): at most one offer is open in either direction,
 * and every INVITE, UPDATE and PRACK of the peer is answered once.
 */
export class OfferAnswer {
  readonly #outbox: Outbox;
  readonly #replies: Replies;
  #initial: Initial | undefined;
  /** The peer's re-INVITE, UPDATE or PRACK that waits for the call. */
  #waiting: Unanswered | undefined;
  /** Our last 2xx to an INVITE, until its ACK. */
  #unacknowledged: Unacknowledged | undefined;
  /** Our INVITE or re-INVITE, with an offer, has had no final response. */
  #inviting = false;
  #earlyAnswer: EarlyAnswer | undefined;
  #said = "";

  constructor(outbox: Outbox, replies: Replies) {
    this.#outbox = outbox;
    this.#replies = replies;
  }

  /** What we said last that counts, in an offer or an answer: it describes the session that a re-INVITE of ours may only refresh. */
  get said(): string {
    return this.#said;
  }

  /** Our 2xx to the INVITE that made the leg has not been acknowledged: no BYE may be sent (§15). */
  get firstAckDue(): boolean {
    return this.#unacknowledged?.initial === true;
  }

  /**
   * No INVITE transaction is under way in either direction, and no offer waits for an answer: a re-INVITE of ours may begin.
   * "A UAC MUST NOT initiate a new INVITE transaction within a dialog while another … is in progress in either direction" (§14.1).
   */
  get free(): boolean {
    return (
      !this.#inviting &&
      this.#initial === undefined &&
      this.#waiting === undefined &&
      this.#unacknowledged === undefined
    );
  }

  // --- the INVITE that makes the leg, the peer's ----------------------------------------------------------------------

  initial(invite: Unanswered): void {
    this.#initial = { ...invite, described: "not yet" };
  }

  /**
   * The SDP that a provisional response is to carry, of what the call wants to say. None once it was said reliably. Our answer may be said
   * beforehand in any provisional (§13.2.1); an offer of ours goes reliably or not at all: it "MUST be in the first reliable non-failure message".
   */
  inProvisional(sdp: string | undefined, reliably: boolean): string | undefined {
    const initial = this.#initial;
    if (initial === undefined || sdp === undefined || initial.described !== "not yet") return undefined;
    const answers = sdpOf(initial.request) !== undefined;
    if (reliably) this.#said = sdp;
    if (reliably) initial.described = answers ? "agreed" : "offered";
    return reliably || answers ? sdp : undefined;
  }

  /** The INVITE has no offer and ours was not made: a reliable provisional without one would break §13.2.1. */
  get offerDue(): boolean {
    return this.#initial?.described === "not yet" && sdpOf(this.#initial.request) === undefined;
  }

  /** A PRACK for a provisional of ours. @param described whether that one held our SDP */
  prack(dialog: Dialog, prack: Unanswered, described: boolean): void {
    const { tx, request } = prack;
    const sdp = sdpOf(request);
    if (described && this.#initial?.described === "offered" && sdp !== undefined) {
      // RFC 3262 §5: "If the UAC receives a reliable provisional response with an offer …, it MUST generate an answer in the PRACK."
      this.#initial.described = "agreed";
      this.#outbox.respond(tx, this.#replies.ok(request));
      this.#outbox.tell({ out: "reanswered", sdp });
    } else this.#takeOffer(dialog, prack);
  }

  /** Our 2xx. It says nothing of what provisionals have settled: the answer that was given stands. */
  accept(sdp: string, now: number): void {
    const initial = this.#initial;
    if (initial === undefined) return;
    this.#initial = undefined;
    const agreed = initial.described === "agreed";
    if (!agreed) this.#said = sdp;
    const makesOffer = !agreed && sdpOf(initial.request) === undefined;
    this.#answerInvite(initial, agreed ? undefined : sdp, { initial: true, makesOffer, now });
  }

  /** A final failure; what else waits gets its own. */
  refuseInitial(status: number, reason?: string, headers?: HeaderList): void {
    const initial = this.#initial;
    this.#initial = undefined;
    if (initial !== undefined)
      this.#outbox.respond(initial.tx, this.#replies.failure(initial.request, status, reason, headers));
    this.refuse(487);
  }

  // --- INVITEs of ours ------------------------------------------------------------------------------------------------

  /** An INVITE or re-INVITE goes out with our offer. */
  inviteSent(): void {
    this.#inviting = true;
    this.#earlyAnswer = undefined;
  }

  /** A fork has answered in a reliable provisional: this exchange is over, others may follow in its early dialog. */
  answeredEarly(fork: string, sdp: string): void {
    this.#earlyAnswer = { fork, sdp };
  }

  /** What the peer said last in the early dialog, if offer and answer were complete there. */
  agreedEarly(fork: string): string | undefined {
    return this.#earlyAnswer?.fork === fork ? this.#earlyAnswer.sdp : undefined;
  }

  /** A 2xx has accepted our offer. */
  accepted(sdp: string): void {
    this.#said = sdp;
  }

  /** It has its final response. */
  inviteConcluded(): void {
    this.#inviting = false;
    this.#earlyAnswer = undefined;
  }

  // --- the peer's requests within the dialog --------------------------------------------------------------------------

  /** A re-INVITE (§14.2), or a second INVITE before the first one's answer. */
  invite(dialog: Dialog, invite: Unanswered): void {
    const { tx, request } = invite;
    const refusal = this.#glare(dialog, request);
    if (refusal !== undefined) {
      this.#outbox.respond(tx, refusal);
      return;
    }
    // Whoever sends a re-INVITE has our 2xx, so its ACK got lost or is late (RFC 5407 §3.1.4).
    this.#acknowledged();
    dialog.refresh(request);
    const sdp = sdpOf(request);
    this.#waiting = invite;
    this.#outbox.tell(sdp === undefined ? { out: "offerWanted" } : { out: "offered", sdp });
  }

  /** UPDATE (RFC 3311 §5.2). */
  update(dialog: Dialog, update: Unanswered): void {
    if (this.#takeOffer(dialog, update)) dialog.refresh(update.request);
  }

  /** The call's 2xx to what waits. @returns whether anything did */
  answer(sdp: string, now: number): boolean {
    const waiting = this.#waiting;
    if (waiting === undefined) return false;
    this.#waiting = undefined;
    this.#said = sdp;
    const offer = sdpOf(waiting.request);
    if (waiting.request.method === "INVITE") {
      // §14.2: where the re-INVITE has no offer, the 2xx makes one, "just as if the UAS were making a brand new call".
      this.#answerInvite(waiting, sdp, { initial: false, makesOffer: offer === undefined, now });
    } else {
      if (this.#earlyAnswer !== undefined && offer !== undefined) this.#earlyAnswer.sdp = offer;
      this.#outbox.respond(waiting.tx, this.#replies.ok(waiting.request, sdp));
    }
    return true;
  }

  /** A final failure to what waits; what was agreed before still holds (§14.1). Without anything waiting: nothing. */
  refuse(status: number): void {
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    this.#waiting = undefined;
    this.#outbox.respond(waiting.tx, this.#replies.failure(waiting.request, status));
  }

  /** The peer cancels its re-INVITE; an UPDATE cannot be cancelled (RFC 3311 §5.1). */
  cancelled(): void {
    if (this.#waiting?.request.method === "INVITE") this.refuse(487);
  }

  /** @returns whether the ACK was for our last 2xx; any other is ignored. */
  acknowledge(ack: SipRequest): boolean {
    const acknowledged = this.#unacknowledged;
    if (acknowledged === undefined || !acknowledged.isAcknowledgedBy(ack)) return false;
    this.#acknowledged();
    const sdp = sdpOf(ack);
    if (acknowledged.makesOffer)
      this.#outbox.tell(sdp === undefined ? { out: "unanswered" } : { out: "reanswered", sdp });
    return true;
  }

  retransmit(now: number): void {
    this.#unacknowledged?.retransmit(now);
  }

  /** The dialog is over: what waits gets its 487 (§15.1.2), and our 2xx is not repeated any more. */
  close(): void {
    this.refuse(487);
    this.#unacknowledged?.stop();
    this.#unacknowledged = undefined;
  }

  /**
   * Why no offer of the peer, and no INVITE, can begin now. "A UAS that receives a second INVITE before it sends the final response to a
   * first INVITE … MUST return a 500" and "a UAS that receives an INVITE on a dialog while an INVITE it had sent on that dialog is in
   * progress MUST return a 491" (§14.2); the same for UPDATEs whose offer meets one that is open (RFC 3311 §5.2), and while an ACK
   * owes us an answer (RFC 5407 §3.1.5).
   */
  #glare(dialog: Dialog, request: SipRequest): SipResponse | undefined {
    const invite = request.method === "INVITE";
    const described = this.#initial?.described;
    if (this.#waiting !== undefined || described === "not yet" || (invite && described !== undefined))
      return this.#replies.later(request);
    const ours =
      described === "offered" ||
      this.#unacknowledged?.makesOffer === true ||
      (this.#inviting && (invite || this.agreedEarly(dialog.remoteTag) === undefined));
    return ours ? this.#replies.failure(request, 491) : undefined;
  }

  /** An UPDATE or PRACK: answered now unless it holds an offer. @returns whether it was not refused */
  #takeOffer(dialog: Dialog, carrier: Unanswered): boolean {
    const { tx, request } = carrier;
    const sdp = sdpOf(request);
    const refusal = sdp === undefined ? undefined : this.#glare(dialog, request);
    if (refusal !== undefined) this.#outbox.respond(tx, refusal);
    else if (sdp === undefined) this.#outbox.respond(tx, this.#replies.ok(request));
    else {
      this.#waiting = carrier;
      this.#outbox.tell({ out: "offered", sdp });
    }
    return refusal === undefined;
  }

  #answerInvite(
    invite: Unanswered,
    sdp: string | undefined,
    how: { initial: boolean; makesOffer: boolean; now: number },
  ): void {
    const response = this.#replies.ok(invite.request, sdp);
    this.#unacknowledged = new Unacknowledged(this.#outbox, invite, response, how);
  }

  #acknowledged(): void {
    const initial = this.firstAckDue;
    this.#unacknowledged?.stop();
    this.#unacknowledged = undefined;
    if (initial) this.#outbox.tell({ out: "established" });
  }
}
