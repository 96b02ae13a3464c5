import type { TransactionId } from "../api.ts";
import { callIdOf } from "../message/access.ts";
import type { SipRequest } from "../message/message.ts";
import { Credentials } from "./credentials.ts";
import { fromTag } from "./dialog.ts";
import { Farewell } from "./farewell.ts";
import type { InviteSide } from "./inviteSide.ts";
import { OfferAnswer } from "./offerAnswer.ts";
import { Outbox } from "./outbox.ts";
import { PeerRequests } from "./peerRequests.ts";
import { reasonOf } from "./reason.ts";
import { Replies } from "./replies.ts";
import { UacInvite } from "./uacInvite.ts";
import { UasInvite } from "./uasInvite.ts";
import type { UacUsageOptions, UasUsageOptions, UsageEnd, UsageInput, UsageOutput, UsageTimer } from "./usage.ts";
import { usageKey } from "./usage.ts";

interface Parts {
  readonly outbox: Outbox;
  readonly replies: Replies;
  readonly offers: OfferAnswer;
  readonly credentials: Credentials;
  readonly farewell: Farewell;
}

/**
 * One leg's SIP life, from INVITE to BYE. `handle` turns an input into outputs and has no other effect; `usage.ts` says what they mean.
 * What the INVITE needs until it is answered is in `uasInvite.ts` and `uacInvite.ts`; here is what both have in common.
 */
export class InviteUsage {
  /** The Call-ID and our tag: how the driver finds the usage that a request belongs to. */
  readonly key: string;
  readonly #parts: Parts;
  readonly #side: InviteSide;
  readonly #requests: PeerRequests;
  /** Of a hang-up whose BYE waits for the ACK. */
  #reason: string | undefined;

  private constructor(key: string, parts: Parts, side: InviteSide) {
    this.key = key;
    this.#parts = parts;
    this.#side = side;
    this.#requests = new PeerRequests(parts.outbox, parts.replies, parts.offers);
  }

  /** A leg that a peer's INVITE asks for. Check it with `inviteRefusal` first. */
  static uas(options: UasUsageOptions): InviteUsage {
    const parts = partsOf(options, undefined);
    const side = new UasInvite(options, parts.outbox, parts.replies, parts.offers);
    return new InviteUsage(usageKey(callIdOf(options.invite), options.localTag), parts, side);
  }

  /** A leg that we ask for; nothing is sent before `start`. */
  static uac(options: UacUsageOptions): InviteUsage {
    const parts = partsOf(options, options.authorize);
    return new InviteUsage(usageKey(options.callId, options.localTag), parts, new UacInvite(options, parts));
  }

  /** `closed` was given: nothing remains, and every input is ignored. */
  get closed(): boolean {
    return this.#parts.outbox.closed;
  }

  /** Takes one input at `now` (ms) and returns what follows from it, in order. Never throws over what a peer sends. */
  handle(input: UsageInput, now: number): UsageOutput[] {
    if (this.closed) return [];
    this.#take(input, now);
    return this.#parts.outbox.take();
  }

  #take(input: UsageInput, now: number): void {
    const { offers, farewell } = this.#parts;
    switch (input.in) {
      case "response":
        farewell.response(input.token, input.response);
        this.#side.handle(input, now);
        break;
      case "failed":
        farewell.failed(input.token);
        this.#side.handle(input, now);
        break;
      case "request":
        this.#request(input.tx, input.request, now);
        break;
      case "ack":
        this.#acknowledged(input.request);
        break;
      case "timer":
        this.#timer(input.name, now);
        break;
      case "hangUp":
        this.#hangUp(input.reason, now);
        break;
      case "answerOffer":
        if (this.#side.confirmed !== undefined) offers.answer(input.sdp, now);
        break;
      case "refuseOffer":
        if (this.#side.confirmed !== undefined) offers.refuse(input.status);
        break;
      case "cancelled":
        // Of the INVITE that makes the leg, or of a re-INVITE: that one's 487 changes nothing else (§14.1).
        if (this.#side.confirmed === undefined) this.#side.handle(input, now);
        else offers.cancelled();
        break;
      default:
        this.#side.handle(input, now);
        break;
    }
  }

  #request(tx: TransactionId, request: SipRequest, now: number): void {
    const dialog = this.#side.dialogWith(fromTag(request));
    const verdict = this.#requests.receive(dialog, tx, request, now);
    if (verdict !== "bye" || dialog === undefined) return;
    const reason = reasonOf(request);
    if (dialog === this.#side.confirmed) this.#endedByBye(reason);
    else this.#side.byeBeforeAnswer(dialog, reason);
  }

  #acknowledged(ack: SipRequest): void {
    const dialog = this.#side.confirmed;
    if (dialog === undefined || dialog.remoteTag !== fromTag(ack) || !this.#parts.offers.acknowledge(ack)) return;
    // We hung up before the ACK came: now the BYE may go (§15).
    if (this.#parts.outbox.over) this.#parts.farewell.bye(dialog, this.#reason);
  }

  #timer(name: UsageTimer, now: number): void {
    if (!this.#parts.outbox.fired(name)) return;
    switch (name) {
      case "2xx":
        this.#parts.offers.retransmit(now);
        break;
      case "ack":
        // §13.3.1.4: 64·T1 without an ACK, "the session SHOULD be terminated. This is accomplished with a BYE".
        this.#endByBye("no_ack", this.#reason);
        break;
      default:
        this.#side.handle({ in: "timer", name }, now);
        break;
    }
  }

  #hangUp(reason: string | undefined, now: number): void {
    if (this.#parts.outbox.over) return;
    if (this.#side.confirmed === undefined) this.#side.abandon(now);
    else if (this.#parts.offers.firstAckDue) this.#endOnceAcknowledged(reason);
    else this.#endByBye("hung_up", reason);
  }

  /**
   * §15: "the callee's UA … MUST NOT send a BYE on a confirmed dialog until it has received an ACK for its 2xx response
   * or until the server transaction times out". For the call the leg is over all the same.
   */
  #endOnceAcknowledged(reason: string | undefined): void {
    this.#reason = reason;
    this.#parts.offers.refuse(487);
    this.#parts.outbox.end("us", "hung_up");
  }

  #endByBye(cause: UsageEnd, reason: string | undefined): void {
    this.#parts.offers.close();
    this.#parts.outbox.end("us", cause);
    if (this.#side.confirmed !== undefined) this.#parts.farewell.bye(this.#side.confirmed, reason);
  }

  #endedByBye(reason: string | undefined): void {
    this.#parts.offers.close();
    this.#parts.outbox.end("peer", "bye", reason);
  }
}

function partsOf(own: { localTag: string; contact: string }, authorize: UacUsageOptions["authorize"]): Parts {
  const outbox = new Outbox();
  const replies = new Replies(own.localTag, own.contact);
  const credentials = new Credentials(authorize);
  return {
    outbox,
    replies,
    credentials,
    offers: new OfferAnswer(outbox, replies),
    farewell: new Farewell(outbox, credentials),
  };
}
