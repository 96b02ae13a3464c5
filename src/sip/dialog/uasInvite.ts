import type { Entropy } from "../../kernel/entropy.ts";
import type { HeaderList } from "../message/headers.ts";
import { Dialog } from "./dialog.ts";
import type { InviteSide } from "./inviteSide.ts";
import type { OfferAnswer } from "./offers/offerAnswer.ts";
import { ReliableProvisionals } from "./offers/reliableProvisionals.ts";
import type { Outbox } from "./outbox.ts";
import type { Replies, Unanswered } from "./replies.ts";
import type { UasUsageOptions, UsageInput } from "./usage.ts";

/** "To prevent cancellation, the UAS MUST send a non-100 provisional response at every minute" (§13.3.1.1), ms. */
const RING_INTERVAL = 60_000;

/** The INVITE of a peer that calls us, until we answer it finally (§13.3). */
export class UasInvite implements InviteSide {
  readonly #options: UasUsageOptions;
  readonly #dialog: Dialog;
  readonly #outbox: Outbox;
  readonly #replies: Replies;
  readonly #offers: OfferAnswer;
  /** Undefined for a caller that does not know 100rel. */
  readonly #reliable: ReliableProvisionals | undefined;
  /** The 2xx has been asked for. */
  #accepting: string | undefined;
  #answered = false;
  #ringing: { readonly status: number; readonly sdp: string | undefined } | undefined;

  constructor(
    options: UasUsageOptions,
    { outbox, replies, offers, entropy }: { outbox: Outbox; replies: Replies; offers: OfferAnswer; entropy: Entropy },
  ) {
    const invite = { tx: options.tx, request: options.invite };
    this.#options = options;
    this.#dialog = Dialog.ofUas(options.invite, options);
    this.#outbox = outbox;
    this.#replies = replies;
    this.#offers = offers;
    this.#reliable = ReliableProvisionals.wantedBy(invite, outbox, replies, entropy);
    offers.initial(invite);
  }

  get confirmed(): Dialog | undefined {
    return this.#answered ? this.#dialog : undefined;
  }

  dialogWith(remoteTag: string): Dialog | undefined {
    return remoteTag === this.#dialog.remoteTag ? this.#dialog : undefined;
  }

  handle(input: UsageInput, now: number): void {
    if (this.#answered || this.#outbox.over) return;
    switch (input.in) {
      case "ring":
        this.#ring(input.status, input.sdp, now);
        break;
      case "accept":
        this.#outbox.clearTimer("ring");
        this.#accepting ??= input.sdp;
        this.#answerOnceFree(now);
        break;
      case "refuse":
        this.#refuse(input.status, input.reason, input.headers);
        this.#outbox.end("us", "refused");
        break;
      case "cancelled":
        // §9.2: "the UAS SHOULD respond to the original request with a 487"; after our final response a CANCEL has no effect.
        this.#refuse(487);
        this.#outbox.end("peer", "cancel", input.reason);
        break;
      case "timer":
        if (input.name === "ring") this.#repeatRinging(now);
        else if (input.name === "prack") this.#repeatReliably(now);
    }
  }

  prack(dialog: Dialog, prack: Unanswered, now: number): void {
    const acknowledged = this.#reliable?.acknowledge(prack.request);
    if (acknowledged === undefined) this.#outbox.respond(prack.tx, this.#replies.failure(prack.request, 481));
    else {
      this.#offers.prack(dialog, prack, acknowledged.described);
      this.#reliable?.proceed(now);
      this.#answerOnceFree(now);
    }
  }

  abandon(reason: string | undefined): void {
    // RFC 6432: a final response may say why as well.
    this.#refuse(480, undefined, reason === undefined ? [] : [["Reason", reason]]);
    this.#outbox.end("us", "hung_up");
  }

  /** §15.1.2: after a BYE "the UAS MUST still respond to any pending requests … It is RECOMMENDED that a 487 … be generated". */
  byeBeforeAnswer(remoteTag: string, reason: string | undefined): void {
    if (remoteTag !== this.#dialog.remoteTag) return;
    this.#refuse(487);
    this.#outbox.end("peer", "bye", reason);
  }

  /** @param status 101 to 199; the stack sends 100 by itself. */
  #ring(status: number, sdp: string | undefined, now: number): void {
    if (this.#accepting !== undefined) return;
    this.#ringing = { status, sdp };
    this.#repeatRinging(now);
  }

  #repeatRinging(now: number): void {
    if (this.#ringing === undefined) return;
    const { status, sdp } = this.#ringing;
    const described = this.#offers.inProvisional(sdp, this.#reliable !== undefined);
    // Where all must be reliable the first must hold our offer, if the INVITE has none (§13.2.1): until we know it, none is sent.
    if (this.#reliable !== undefined && (described !== undefined || this.#reliable.required)) {
      if (!this.#offers.offerDue) this.#reliable.send(status, described, now);
    } else this.#outbox.respond(this.#options.tx, this.#replies.provisional(this.#options.invite, status, described));
    this.#outbox.setTimer("ring", now + RING_INTERVAL);
  }

  /** RFC 3262 §3: without a PRACK for 64·T1 "the UAS SHOULD reject the original request with a 5xx response". */
  #repeatReliably(now: number): void {
    if (this.#reliable?.retransmit(now) !== false) return;
    this.#refuse(504);
    this.#outbox.end("us", "no_ack");
  }

  /** The 2xx, once no provisional stands in its way. */
  #answerOnceFree(now: number): void {
    if (this.#answered || this.#accepting === undefined || this.#reliable?.holds2xx === true) return;
    this.#reliable?.final();
    this.#answered = true;
    this.#offers.accept(this.#accepting, now);
  }

  /** The one final failure; the transaction repeats it until its ACK, we need not stay for that. */
  #refuse(status: number, reason?: string, headers?: HeaderList): void {
    this.#outbox.clearTimer("ring");
    this.#reliable?.final();
    this.#offers.refuseInitial(status, reason, headers);
  }
}
