import { cseqOf } from "../../message/access.ts";
import type { SipRequest, SipResponse } from "../../message/message.ts";
import { T1, T2 } from "../../transaction/timers.ts";
import type { Outbox } from "../outbox.ts";
import type { Unanswered } from "../replies.ts";

/**
 * A 2xx of ours to an INVITE, on its way to the ACK (§13.3.1.4): it "is passed to the transport with an interval that starts at
 * T1 seconds and doubles for each retransmission until it reaches T2 seconds", over every transport; without an ACK after 64·T1
 * "the dialog is confirmed, but the session SHOULD be terminated".
 */
export class Unacknowledged {
  /** It answers the INVITE that made the leg. */
  readonly initial: boolean;
  /** It holds our offer, so the ACK must hold the answer. */
  readonly makesOffer: boolean;
  readonly #outbox: Outbox;
  readonly #invite: Unanswered;
  readonly #response: SipResponse;
  #interval = T1;

  /** Sends it for the first time. */
  constructor(
    outbox: Outbox,
    invite: Unanswered,
    response: SipResponse,
    { initial, makesOffer, now }: { initial: boolean; makesOffer: boolean; now: number },
  ) {
    this.#outbox = outbox;
    this.#invite = invite;
    this.#response = response;
    this.initial = initial;
    this.makesOffer = makesOffer;
    outbox.respond(invite.tx, response);
    outbox.setTimer("2xx", now + T1);
    outbox.setTimer("ack", now + 64 * T1);
  }

  /** Whether this ACK is for it: "The sequence number of the CSeq header field MUST be the same as the INVITE being acknowledged" (§13.2.2.4). */
  isAcknowledgedBy(ack: SipRequest): boolean {
    return cseqOf(ack).number === cseqOf(this.#invite.request).number;
  }

  retransmit(now: number): void {
    this.#interval = Math.min(2 * this.#interval, T2);
    this.#outbox.respond(this.#invite.tx, this.#response);
    this.#outbox.setTimer("2xx", now + this.#interval);
  }

  stop(): void {
    this.#outbox.clearTimer("2xx");
    this.#outbox.clearTimer("ack");
  }
}
