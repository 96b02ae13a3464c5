import type { SipRequest, SipResponse } from "../message/message.ts";
import { sdpOf } from "./capabilities.ts";
import type { Dialog } from "./dialog.ts";
import type { Outbox } from "./outbox.ts";
import type { Replies, Unanswered } from "./replies.ts";
import { Unacknowledged } from "./retransmission.ts";

/**
 * Offers and answers of a leg (RFC 3261 §13.2.1, §14.2; RFC 3311): at most one offer is open in either direction,
 * and every INVITE and UPDATE of the peer is answered once.
 */
export class OfferAnswer {
  readonly #outbox: Outbox;
  readonly #replies: Replies;
  /** The peer's INVITE or UPDATE that waits for the call; `initial` for the INVITE that made the leg. */
  #waiting: (Unanswered & { readonly initial: boolean }) | undefined;
  /** Our last 2xx to an INVITE, until its ACK. */
  #unacknowledged: Unacknowledged | undefined;
  /** Our INVITE, with an offer, has had no 2xx. */
  #inviting = false;
  /** What we said last, in an offer or an answer; a leg that can be re-INVITEd has said something. */
  #localSdp = "";

  constructor(outbox: Outbox, replies: Replies) {
    this.#outbox = outbox;
    this.#replies = replies;
  }

  /** Our 2xx to the INVITE that made the leg has not been acknowledged: no BYE may be sent (§15). */
  get firstAckDue(): boolean {
    return this.#unacknowledged?.initial === true;
  }

  /** The INVITE that makes the leg comes from the peer. */
  initial(invite: Unanswered): void {
    this.#waiting = { ...invite, initial: true };
  }

  /** The INVITE that makes the leg goes out with our offer. */
  offer(sdp: string): void {
    this.#localSdp = sdp;
    this.#inviting = true;
  }

  /** Our INVITE was answered. */
  offerAnswered(): void {
    this.#inviting = false;
  }

  /** A re-INVITE (§14.2), or a second INVITE before the first one's answer. */
  invite(dialog: Dialog, invite: Unanswered, now: number): void {
    const { tx, request } = invite;
    const refusal = this.#glare(request);
    if (refusal !== undefined) {
      this.#outbox.respond(tx, refusal);
      return;
    }
    // Whoever sends a re-INVITE has our 2xx, so its ACK got lost or is late (RFC 5407 §3.1.4).
    this.#acknowledged();
    dialog.refresh(request);
    const sdp = sdpOf(request);
    // Deviation: an offer in a 2xx "SHOULD" be made "as if the UAS were making a brand new call" (§14.2); ours is what we said last,
    // which the call has agreed to.
    if (sdp === undefined) this.#answerInvite(invite, this.#localSdp, false, now);
    else this.#ask(invite, sdp);
  }

  /** UPDATE (RFC 3311 §5.2). */
  update(dialog: Dialog, update: Unanswered): void {
    const { tx, request } = update;
    const sdp = sdpOf(request);
    const refusal = sdp === undefined ? undefined : this.#glare(request);
    if (refusal !== undefined) {
      this.#outbox.respond(tx, refusal);
      return;
    }
    dialog.refresh(request);
    if (sdp === undefined) this.#outbox.respond(tx, this.#replies.ok(request));
    else this.#ask(update, sdp);
  }

  /** The call's 2xx to what waits. Without anything waiting: nothing. */
  answer(sdp: string, now: number): void {
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    this.#waiting = undefined;
    if (waiting.request.method === "INVITE") this.#answerInvite(waiting, sdp, waiting.initial, now);
    else this.#answerUpdate(waiting, sdp);
  }

  /** A final failure to what waits. Without anything waiting: nothing. */
  refuse(status: number, reason?: string, headers?: readonly (readonly [string, string])[]): void {
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    this.#waiting = undefined;
    this.#outbox.respond(waiting.tx, this.#replies.failure(waiting.request, status, reason, headers));
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
    if (acknowledged.makesOffer && sdp !== undefined) this.#outbox.tell({ out: "reanswered", sdp });
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

  get #ourOfferOpen(): boolean {
    return this.#inviting || this.#unacknowledged?.makesOffer === true;
  }

  /**
   * Why no offer of the peer can begin now. "A UAS that receives an INVITE on a dialog while an INVITE it had sent on that dialog
   * is in progress MUST return a 491 (Request Pending)" (§14.2); so while an ACK owes us an answer (RFC 5407 §3.1.5).
   */
  #glare(request: SipRequest): SipResponse | undefined {
    if (this.#waiting !== undefined) return this.#replies.later(request);
    return this.#ourOfferOpen ? this.#replies.failure(request, 491) : undefined;
  }

  #ask(request: Unanswered, sdp: string): void {
    this.#waiting = { ...request, initial: false };
    this.#outbox.tell({ out: "offered", sdp });
  }

  #answerUpdate(update: Unanswered, sdp: string): void {
    this.#localSdp = sdp;
    this.#outbox.respond(update.tx, this.#replies.ok(update.request, sdp));
  }

  #answerInvite(invite: Unanswered, sdp: string, initial: boolean, now: number): void {
    this.#localSdp = sdp;
    const makesOffer = sdpOf(invite.request) === undefined;
    const response = this.#replies.ok(invite.request, sdp);
    this.#unacknowledged = new Unacknowledged(this.#outbox, invite, response, { initial, makesOffer, now });
  }

  #acknowledged(): void {
    const initial = this.firstAckDue;
    this.#unacknowledged?.stop();
    this.#unacknowledged = undefined;
    if (initial) this.#outbox.tell({ out: "established" });
  }
}
