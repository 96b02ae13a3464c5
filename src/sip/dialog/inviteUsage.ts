import type { Entropy } from "../../kernel/entropy.ts";
import type { TransactionId } from "../api.ts";
import { callIdOf } from "../message/access.ts";
import type { SipRequest } from "../message/message.ts";
import { Credentials } from "./credentials.ts";
import { fromTag } from "./dialog.ts";
import { Farewell } from "./farewell.ts";
import { Infos } from "./infos.ts";
import type { InviteSide } from "./inviteSide.ts";
import { OfferAnswer } from "./offers/offerAnswer.ts";
import { Pracks } from "./offers/receipts.ts";
import { Reinvite } from "./offers/reinvite.ts";
import { Outbox } from "./outbox.ts";
import { PeerRequests } from "./peerRequests.ts";
import { reasonOf } from "./reason.ts";
import { Referrals } from "./referrals/referrals.ts";
import { Replies } from "./replies.ts";
import { SessionRefresh } from "./sessionTimer/sessionRefresh.ts";
import { SESSION_EXPIRES, SessionTimer } from "./sessionTimer/sessionTimer.ts";
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
  readonly infos: Infos;
  readonly pracks: Pracks;
  readonly reinvite: Reinvite;
  readonly timer: SessionTimer;
  readonly refresh: SessionRefresh;
  readonly entropy: Entropy;
  readonly referrals: Referrals;
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
    this.#requests = new PeerRequests(parts, side);
  }

  /** A leg that a peer's INVITE asks for. Check it with `inviteRefusal` first. */
  static uas(options: UasUsageOptions, entropy: Entropy): InviteUsage {
    const parts = partsOf(options, undefined, entropy);
    const side = new UasInvite(options, parts);
    return new InviteUsage(usageKey(callIdOf(options.invite), options.localTag), parts, side);
  }

  /** A leg that we ask for; nothing is sent before `start`. */
  static uac(options: UacUsageOptions, entropy: Entropy): InviteUsage {
    const parts = partsOf(options, options, entropy);
    return new InviteUsage(usageKey(options.callId, options.localTag), parts, new UacInvite(options, parts));
  }

  /** `closed` was given: nothing remains, and every input is ignored. */
  get closed(): boolean {
    return this.#parts.outbox.closed;
  }

  /** Whether it has a dialog, early or confirmed, in which the peer's tag is this. */
  hasDialog(remoteTag: string): boolean {
    return this.#side.dialogWith(remoteTag) !== undefined;
  }

  /** Takes one input at `now` (ms) and returns what follows from it, in order. Never throws over what a peer sends. */
  handle(input: UsageInput, now: number): UsageOutput[] {
    if (this.closed) return [];
    this.#take(input, now);
    // A REFER may come in an early dialog, too, and the INVITE fail.
    if (this.#parts.outbox.over) this.#parts.referrals.close();
    this.#parts.reinvite.proceed();
    this.#parts.timer.arm(now);
    return this.#parts.outbox.take();
  }

  #take(input: UsageInput, now: number): void {
    const { outbox, offers, farewell, infos, pracks, referrals, reinvite, refresh } = this.#parts;
    switch (input.in) {
      case "response":
        farewell.response(input.token, input.response);
        referrals.response(input.token, input.response, now);
        this.#releaseBye();
        pracks.response(input.token, input.response);
        if (reinvite.response(input.token, input.response, now) === "gone") this.#dialogGone(now);
        if (refresh.response(input.token, input.response, now) === "gone") this.#dialogGone(now);
        if (infos.response(input.token, input.response) === "gone") this.#dialogGone(now);
        this.#side.handle(input, now);
        break;
      case "failed":
        farewell.failed(input.token);
        referrals.failed(input.token);
        this.#releaseBye();
        pracks.failed(input.token);
        if (reinvite.failed(input.token, input.cause, now) === "gone") this.#dialogGone(now);
        if (refresh.failed(input.token, input.cause, now) === "gone") this.#dialogGone(now);
        infos.failed(input.token);
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
        if (offers.answer(input.sdp, now)) reinvite.overtaken();
        break;
      case "refuseOffer":
        offers.refuse(input.status);
        break;
      case "offer":
        if (this.#side.confirmed !== undefined) reinvite.offer(this.#side.confirmed, input.sdp);
        else outbox.tell({ out: "offerRefused", status: 491 });
        break;
      case "info":
        if (this.#side.confirmed !== undefined) infos.send(this.#side.confirmed, input.bodies);
        break;
      case "acceptReferral":
        referrals.accept(input.id, now);
        break;
      case "refuseReferral":
        referrals.refuse(input.id, input.status, input.reason);
        break;
      case "reportReferral":
        referrals.report(input.id, input.status, input.reason, now);
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
    const tag = fromTag(request);
    const dialog = this.#side.dialogWith(tag);
    const verdict = this.#requests.receive(dialog, tx, request, now);
    const reason = reasonOf(request);
    if (verdict === "bye" && dialog === this.#side.confirmed) this.#endedByBye(reason, now);
    // Where it overtook the 2xx, its dialog may be one that we do not know yet.
    else if (verdict === "bye" || (dialog === undefined && request.method === "BYE"))
      this.#side.byeBeforeAnswer(tag, reason);
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
        this.#endByBye("no_ack", this.#reason, now);
        break;
      case "glare":
      case "cancel":
        this.#parts.reinvite.timer(name);
        this.#side.handle({ in: "timer", name }, now);
        break;
      case "refresh":
        if (this.#side.confirmed !== undefined) this.#parts.refresh.due(this.#side.confirmed);
        break;
      case "expire":
        // RFC 4028 §10: whoever waited in vain for a refresh "SHOULD send a BYE to terminate the session".
        this.#endByBye("session_expired", 'SIP;cause=408;text="Session expired"', now);
        break;
      case "notify":
        this.#parts.referrals.timeout(now);
        break;
      case "farewell":
        this.#parts.farewell.release();
        break;
      default:
        this.#side.handle({ in: "timer", name }, now);
        break;
    }
  }

  #hangUp(reason: string | undefined, now: number): void {
    if (this.#parts.outbox.over) return;
    if (this.#side.confirmed === undefined) this.#side.abandon(reason, now);
    else if (this.#parts.offers.firstAckDue) this.#endOnceAcknowledged(reason, now);
    else this.#endByBye("hung_up", reason, now);
  }

  /**
   * §15: "the callee's UA … MUST NOT send a BYE on a confirmed dialog until it has received an ACK for its 2xx response
   * or until the server transaction times out". For the call the leg is over all the same.
   */
  #endOnceAcknowledged(reason: string | undefined, now: number): void {
    this.#reason = reason;
    this.#parts.offers.refuse(487);
    this.#parts.reinvite.close("us", now);
    this.#parts.referrals.close();
    this.#parts.outbox.end("us", "hung_up");
  }

  /** §12.2.1.2: "For INVITE initiated dialogs, terminating the dialog consists of sending a BYE." */
  #dialogGone(now: number): void {
    if (!this.#parts.outbox.over) this.#endByBye("dialog_gone", undefined, now);
  }

  #endByBye(cause: UsageEnd, reason: string | undefined, now: number): void {
    const { offers, referrals, reinvite, outbox, farewell } = this.#parts;
    offers.close();
    reinvite.close("us", now);
    referrals.close();
    outbox.end("us", cause);
    const dialog = this.#side.confirmed;
    if (dialog === undefined) return;
    // A BYE that overtakes the NOTIFY of a transfer's success would make it look failed to the phone.
    if (referrals.reporting) farewell.hold(dialog, reason, now);
    else farewell.bye(dialog, reason);
  }

  #releaseBye(): void {
    if (!this.#parts.referrals.reporting) this.#parts.farewell.release();
  }

  #endedByBye(reason: string | undefined, now: number): void {
    this.#parts.offers.close();
    this.#parts.reinvite.close("peer", now);
    this.#parts.referrals.close();
    this.#parts.farewell.forget();
    this.#parts.outbox.end("peer", "bye", reason);
  }
}

interface Own {
  readonly localTag: string;
  readonly contact: string;
  readonly sessionExpires?: number;
}

/** @param caller what only we know who made the Call-ID; undefined for a leg that the peer made. */
function partsOf(own: Own, caller: Pick<UacUsageOptions, "authorize"> | undefined, entropy: Entropy): Parts {
  const outbox = new Outbox();
  const timer = new SessionTimer(outbox, own.sessionExpires ?? SESSION_EXPIRES);
  const replies = new Replies(own, timer);
  const credentials = new Credentials(caller?.authorize);
  const offers = new OfferAnswer(outbox, replies);
  const pracks = new Pracks(outbox, credentials);
  const reinviting = { outbox, offers, credentials, pracks, timer, entropy };
  const reinvite = new Reinvite({ contact: own.contact, ownsCallId: caller !== undefined }, reinviting);
  return {
    outbox,
    replies,
    credentials,
    offers,
    pracks,
    entropy,
    reinvite,
    timer,
    refresh: new SessionRefresh(own.contact, { outbox, timer, credentials, reinvite }),
    referrals: new Referrals(outbox, replies, credentials),
    farewell: new Farewell(outbox, credentials),
    infos: new Infos(outbox, credentials),
  };
}
