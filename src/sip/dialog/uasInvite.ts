import { Dialog } from "./dialog.ts";
import type { InviteSide } from "./inviteSide.ts";
import type { OfferAnswer } from "./offerAnswer.ts";
import type { Outbox } from "./outbox.ts";
import type { Replies } from "./replies.ts";
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
  #answered = false;
  #ringing: { readonly status: number; readonly sdp: string | undefined } | undefined;

  constructor(options: UasUsageOptions, outbox: Outbox, replies: Replies, offers: OfferAnswer) {
    this.#options = options;
    this.#dialog = Dialog.ofUas(options.invite, options);
    this.#outbox = outbox;
    this.#replies = replies;
    this.#offers = offers;
    offers.initial({ tx: options.tx, request: options.invite });
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
        this.#stopRinging();
        this.#answered = true;
        this.#offers.answer(input.sdp, now);
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
    }
  }

  abandon(): void {
    this.#refuse(480);
    this.#outbox.end("us", "hung_up");
  }

  /** §15.1.2: after a BYE "the UAS MUST still respond to any pending requests … It is RECOMMENDED that a 487 … be generated". */
  byeBeforeAnswer(_dialog: Dialog, reason: string | undefined): void {
    this.#refuse(487);
    this.#outbox.end("peer", "bye", reason);
  }

  /** @param status 101 to 199; the stack sends 100 by itself. */
  #ring(status: number, sdp: string | undefined, now: number): void {
    this.#ringing = { status, sdp };
    this.#repeatRinging(now);
  }

  #repeatRinging(now: number): void {
    if (this.#ringing === undefined) return;
    const { tx, invite } = this.#options;
    this.#outbox.respond(tx, this.#replies.provisional(invite, this.#ringing.status, this.#ringing.sdp));
    this.#outbox.setTimer("ring", now + RING_INTERVAL);
  }

  #stopRinging(): void {
    this.#outbox.clearTimer("ring");
  }

  /** The one final failure; the transaction repeats it until its ACK, we need not stay for that. */
  #refuse(status: number, reason?: string, headers?: readonly (readonly [string, string])[]): void {
    this.#stopRinging();
    this.#offers.refuse(status, reason, headers);
  }
}
