import type { TransactionId } from "../api.ts";
import type { HeaderList } from "../message/headers.ts";
import type { SipRequest } from "../message/message.ts";
import { bodyText } from "../message/message.ts";
import { contentTypeOf, refusalOf } from "./capabilities.ts";
import type { Dialog } from "./dialog.ts";
import type { InviteSide } from "./inviteSide.ts";
import type { OfferAnswer } from "./offers/offerAnswer.ts";
import type { Outbox } from "./outbox.ts";
import type { Referrals } from "./referrals/referrals.ts";
import type { Replies } from "./replies.ts";

/** Answers the peer's requests within the dialog (§12.2.2), every one of them, in the order of §8.2. */
export class PeerRequests {
  readonly #outbox: Outbox;
  readonly #replies: Replies;
  readonly #offers: OfferAnswer;
  readonly #referrals: Referrals;
  readonly #side: InviteSide;

  constructor(
    parts: { outbox: Outbox; replies: Replies; offers: OfferAnswer; referrals: Referrals },
    side: InviteSide,
  ) {
    this.#side = side;
    this.#outbox = parts.outbox;
    this.#replies = parts.replies;
    this.#offers = parts.offers;
    this.#referrals = parts.referrals;
  }

  /**
   * @param dialog the one the request's tags name; undefined when there is none.
   * @returns "bye" when the peer ended that dialog; the BYE has been answered, what else waits has not.
   */
  receive(dialog: Dialog | undefined, tx: TransactionId, request: SipRequest, now: number): "bye" | undefined {
    // An ACK is never answered (§17).
    if (request.method === "ACK") return undefined;
    // A CANCEL that comes here matched no transaction: "SHOULD respond to the CANCEL with a 481" (§9.2). So does a request without dialog (§12.2.2).
    if (dialog === undefined || request.method === "CANCEL") return this.#fail(tx, request, 481);
    if (!dialog.inOrder(request)) return this.#fail(tx, request, 500);
    const refusal = refusalOf(request);
    if (refusal !== undefined) return this.#fail(tx, request, refusal.status, refusal.headers);
    if (request.method === "BYE") {
      // Also when it crosses a BYE of ours.
      this.#ok(tx, request);
      return "bye";
    }
    // We ended the dialog; the peer does not know it yet (RFC 5407 §3.2.2).
    if (this.#outbox.over) return this.#fail(tx, request, 481);
    this.#whileTalking(dialog, tx, request, now);
    return undefined;
  }

  #whileTalking(dialog: Dialog, tx: TransactionId, request: SipRequest, now: number): void {
    switch (request.method) {
      case "INVITE":
        this.#offers.invite(dialog, { tx, request });
        break;
      case "UPDATE":
        this.#offers.update(dialog, { tx, request });
        break;
      case "REFER":
        // Before the answer there is no call that could be handed on.
        if (dialog === this.#side.confirmed) this.#referrals.refer(dialog, { tx, request });
        else this.#fail(tx, request, 491);
        break;
      case "SUBSCRIBE":
        this.#referrals.subscribe({ tx, request }, now);
        break;
      case "NOTIFY":
        this.#referrals.notified({ tx, request });
        break;
      case "PRACK":
        this.#side.prack(dialog, { tx, request }, now);
        break;
      case "INFO":
        this.#info(tx, request);
        break;
      default:
        this.#ok(tx, request);
        break;
    }
  }

  /** "A 200 OK response MUST be sent by a UAS for an INFO request with no message body" (RFC 2976 §2.2); one with a body concerns the call. */
  #info(tx: TransactionId, request: SipRequest): void {
    // RFC 6086 §4.2.2: of a package that we did not ask for, "the UA MUST send a 469 (Bad Info Package) response … which contains a Recv-Info
    // header field" with those that we did: none. INFO without a package is that of old.
    if (request.headers.get("Info-Package") !== undefined) {
      this.#fail(tx, request, 469, [["Recv-Info", ""]]);
      return;
    }
    this.#ok(tx, request);
    if (request.body.length === 0) return;
    this.#outbox.tell({ out: "info", contentType: contentTypeOf(request), body: bodyText(request) });
  }

  #ok(tx: TransactionId, request: SipRequest): void {
    this.#outbox.respond(tx, this.#replies.ok(request));
  }

  #fail(tx: TransactionId, request: SipRequest, status: number, headers?: HeaderList): undefined {
    this.#outbox.respond(tx, this.#replies.failure(request, status, undefined, headers));
  }
}
