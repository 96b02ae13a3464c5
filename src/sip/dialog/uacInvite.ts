import type { TransactionFailure } from "../api.ts";
import { cseqOf } from "../message/access.ts";
import { Headers } from "../message/headers.ts";
import type { SipRequest, SipResponse } from "../message/message.ts";
import { textBody } from "../message/message.ts";
import { reasonPhrase } from "../message/reasonPhrases.ts";
import { T1 } from "../transaction/timers.ts";
import { allow, allows, sdpOf, supported } from "./capabilities.ts";
import type { Credentials } from "./credentials.ts";
import { Dialog, toTag, withTag } from "./dialog.ts";
import type { Farewell } from "./farewell.ts";
import type { InviteSide } from "./inviteSide.ts";
import { EarlyFork } from "./offers/earlyFork.ts";
import type { OfferAnswer } from "./offers/offerAnswer.ts";
import { type Pracks, rseqOf } from "./offers/receipts.ts";
import type { Outbox } from "./outbox.ts";
import type { Replies, Unanswered } from "./replies.ts";
import type { SessionTimer } from "./sessionTimer/sessionTimer.ts";
import type { RequestToken, UacUsageOptions, UsageInput } from "./usage.ts";

const TOKEN: RequestToken = "invite";

/** How many branches of a forked INVITE we keep apart; what a stranger invents beyond them is ignored. */
const MAX_FORKS = 16;

type State = "idle" | "calling" | "cancelling" | "answered" | "failed";

/** An INVITE of ours, its forks, and its CANCEL (§13.2, §9.1). */
export class UacInvite implements InviteSide {
  readonly #options: UacUsageOptions;
  readonly #outbox: Outbox;
  readonly #offers: OfferAnswer;
  readonly #credentials: Credentials;
  readonly #farewell: Farewell;
  readonly #pracks: Pracks;
  readonly #timer: SessionTimer;
  readonly #replies: Replies;
  #state: State = "idle";
  /** The INVITE as it is sent, or was last. */
  #invite: SipRequest;
  #confirmed: Dialog | undefined;
  /** Early dialogs by the peer's tag. */
  readonly #early = new Map<string, EarlyFork>();
  /** The fork whose description came first: the call listens to it until a 2xx comes (RFC 3960 §3.1). */
  #heard: EarlyFork | undefined;
  /** Dialogs of which a 2xx came, by the peer's tag; the first one is our leg. */
  readonly #confirmedForks = new Map<string, Dialog>();

  /** Tags of which a BYE came before any 2xx, and its Reason. */
  readonly #departed = new Map<string, string | undefined>();

  constructor(
    options: UacUsageOptions,
    parts: {
      outbox: Outbox;
      replies: Replies;
      offers: OfferAnswer;
      credentials: Credentials;
      farewell: Farewell;
      pracks: Pracks;
      timer: SessionTimer;
    },
  ) {
    this.#options = options;
    this.#outbox = parts.outbox;
    this.#offers = parts.offers;
    this.#credentials = parts.credentials;
    this.#farewell = parts.farewell;
    this.#pracks = parts.pracks;
    this.#timer = parts.timer;
    this.#replies = parts.replies;
    this.#invite = inviteOf(options, parts.timer);
  }

  get confirmed(): Dialog | undefined {
    return this.#confirmed;
  }

  dialogWith(remoteTag: string): Dialog | undefined {
    return this.#confirmedForks.get(remoteTag) ?? this.#early.get(remoteTag)?.dialog;
  }

  handle(input: UsageInput, now: number): void {
    switch (input.in) {
      case "start":
        this.#start();
        break;
      case "response":
        if (input.token === TOKEN) this.#response(input.response, now);
        break;
      case "failed":
        if (input.token === TOKEN) this.#failed(input.cause);
        break;
      case "timer":
        if (input.name === "cancel") this.#giveUp();
    }
  }

  /** A callee acknowledges nothing: our INVITE was no provisional of ours (RFC 3262 §3). */
  prack(_dialog: Dialog, { tx, request }: Unanswered): void {
    this.#outbox.respond(tx, this.#replies.failure(request, 481));
  }

  /** CANCEL, or, before there is anything to cancel, nothing at all. */
  abandon(reason: string | undefined, now: number): void {
    if (this.#state === "idle") this.#outbox.end("us", "hung_up");
    if (this.#state !== "calling") return;
    this.#state = "cancelling";
    this.#outbox.cancel(TOKEN, reason);
    this.#outbox.setTimer("cancel", now + 64 * T1);
  }

  /**
   * A callee "MUST NOT send a BYE on an early dialog" (§15); if it does, that dialog is gone, and the INVITE goes on.
   * More often its 2xx was lost or is late: whoever answered has hung up, and the 2xx, when it comes, begins nothing that would last.
   */
  byeBeforeAnswer(remoteTag: string, reason: string | undefined): void {
    if (this.#heard !== undefined && this.#heard === this.#early.get(remoteTag)) this.#offers.close();
    this.#early.delete(remoteTag);
    if (this.#departed.size < MAX_FORKS) this.#departed.set(remoteTag, reason);
  }

  #start(): void {
    if (this.#state !== "idle" || this.#outbox.over) return;
    this.#state = "calling";
    this.#send();
  }

  #send(): void {
    this.#offers.inviteSent();
    this.#outbox.send(TOKEN, { request: this.#invite, target: this.#options.target });
  }

  #response(response: SipResponse, now: number): void {
    if (response.status < 200) this.#provisional(response);
    else if (response.status < 300) this.#accepted(response, now);
    else if (this.#state === "calling") this.#failure(response);
    else if (this.#state === "cancelling") this.#cancelled("hung_up");
  }

  #provisional(response: SipResponse): void {
    if (response.status === 100) return this.#outbox.tell({ out: "trying" });
    const fork = this.#earlyFork(response);
    const rseq = rseqOf(response);
    if (fork !== undefined && rseq !== undefined) {
      if (!fork.receipts.isNext(rseq)) return;
      this.#pracks.acknowledge(fork.dialog, response, rseq);
    }
    if (this.#state !== "calling") return;
    const sdp = fork === undefined ? sdpOf(response) : this.#describe(fork, response);
    const described = sdp === undefined ? {} : { sdp };
    this.#outbox.tell({ out: "progress", status: response.status, fork: toTag(response), ...described });
  }

  #describe(fork: EarlyFork, response: SipResponse): string | undefined {
    const sdp = fork.describe(response);
    if (sdp === undefined) return undefined;
    this.#heard ??= fork;
    // Only who is heard may begin an offer of its own: the call has one stream for all forks.
    if (fork === this.#heard && fork.agreed) this.#offers.answeredEarly(fork.dialog.remoteTag, sdp);
    return sdp;
  }

  /** §12.1.2; a later provisional of the same dialog changes nothing of it. Undefined without a tag, and for one fork too many. */
  #earlyFork(response: SipResponse): EarlyFork | undefined {
    const tag = toTag(response);
    const known = this.#early.get(tag);
    if (known !== undefined || tag === "" || this.#early.size === MAX_FORKS) return known;
    const fork = new EarlyFork(Dialog.ofUac(this.#invite, response, this.#options.target));
    this.#early.set(tag, fork);
    return fork;
  }

  /** A 2xx: of our leg, of another fork, or one that we had, whose ACK got lost. */
  #accepted(response: SipResponse, now: number): void {
    const known = this.#confirmedForks.get(toTag(response));
    // "The ACK MUST be passed to the client transport every time a retransmission of the 2xx final response
    // that triggered the ACK arrives" (§13.2.2.4).
    if (known !== undefined) this.#outbox.ack(known.ack(this.#invite));
    else if (this.#confirmedForks.size < MAX_FORKS) this.#newFork(response, now);
  }

  #newFork(response: SipResponse, now: number): void {
    const fork = this.#confirm(response);
    this.#outbox.ack(fork.dialog.ack(this.#invite));
    switch (this.#state) {
      case "calling":
        this.#answered(fork, response, now);
        break;
      case "cancelling":
        // It crossed our CANCEL, which "has no effect on a request to which a UAS has already given a final response" (§9).
        this.#farewell.bye(fork.dialog);
        this.#outbox.clearTimer("cancel");
        this.#linger(now);
        this.#offers.close();
        this.#outbox.end("us", "hung_up");
        break;
      default:
        // A fork too many.
        this.#farewell.bye(fork.dialog);
    }
  }

  #answered(fork: EarlyFork, response: SipResponse, now: number): void {
    const tag = fork.dialog.remoteTag;
    const sdp = this.#offers.agreedEarly(tag) ?? fork.answerWith(sdpOf(response));
    this.#confirmed = fork.dialog;
    // An UPDATE of a fork that has not won is not for our leg.
    if (fork !== this.#heard) this.#offers.close();
    this.#offers.accepted(this.#options.sdp);
    this.#offers.inviteConcluded();
    this.#timer.accepted(response);
    this.#linger(now);
    this.#outbox.tell({ out: "answered", sdp, ...(allows(response, "INFO") ? { takesInfo: true } : {}) });
    if (this.#departed.has(tag)) {
      this.#offers.close();
      this.#outbox.end("peer", "bye", this.#departed.get(tag));
    }
  }

  #confirm(response: SipResponse): EarlyFork {
    const tag = toTag(response);
    const early = this.#early.get(tag);
    early?.dialog.confirm(response);
    this.#early.delete(tag);
    const fork = early ?? new EarlyFork(Dialog.ofUac(this.#invite, response, this.#options.target));
    this.#confirmedForks.set(tag, fork.dialog);
    return fork;
  }

  /** "The UAC core considers the INVITE transaction completed 64*T1 seconds after the reception of the first 2xx response" (§13.2.2.4). */
  #linger(now: number): void {
    this.#state = "answered";
    this.#outbox.settle(TOKEN);
    this.#outbox.setTimer("linger", now + 64 * T1);
  }

  #failure(response: SipResponse): void {
    const again = this.#again(response);
    if (again === undefined) {
      this.#refused(response.status, response.reason, response);
      return;
    }
    this.#invite = again;
    // Early dialogs ended with the failure of the INVITE that made them (§12.3).
    this.#early.clear();
    this.#heard = undefined;
    this.#offers.close();
    this.#send();
  }

  /** What to send after a challenge (§22.2), or after a 422: with a longer interval (RFC 4028 §7.3). */
  #again(response: SipResponse): SipRequest | undefined {
    const sequence = cseqOf(this.#invite).number + 1;
    if (!this.#timer.raised(response)) return this.#credentials.retry(response, this.#invite, sequence);
    const headers = this.#invite.headers.clone().set("CSeq", `${sequence} INVITE`);
    for (const [name, value] of this.#timer.requestHeaders) headers.set(name, value);
    return { ...this.#invite, headers };
  }

  /** §8.1.3.1: a timeout counts as 408, a transport error as 503. */
  #failed(cause: TransactionFailure): void {
    const status = cause === "timeout" ? 408 : 503;
    if (this.#state === "cancelling") this.#cancelled(cause === "timeout" ? "timeout" : "hung_up");
    else if (this.#state === "calling") this.#refused(status, reasonPhrase(status), undefined);
  }

  #refused(status: number, reason: string, response: SipResponse | undefined): void {
    this.#state = "failed";
    this.#offers.close();
    this.#outbox.settle(TOKEN);
    this.#outbox.refused(status, reason, response);
  }

  /** The final response of a cancelled INVITE: 487, or whatever crossed the CANCEL. */
  #cancelled(cause: "hung_up" | "timeout"): void {
    this.#state = "failed";
    this.#offers.close();
    this.#outbox.settle(TOKEN);
    this.#outbox.clearTimer("cancel");
    this.#outbox.end("us", cause);
  }

  /** §9.1: without a final response 64·T1 after the CANCEL, "the client SHOULD then consider the original transaction cancelled". */
  #giveUp(): void {
    if (this.#state === "cancelling") this.#cancelled("timeout");
  }
}

function inviteOf(options: UacUsageOptions, timer: SessionTimer): SipRequest {
  const headers = Headers.of([
    ["Max-Forwards", `${options.maxForwards ?? 70}`],
    ["From", withTag(options.from, options.localTag)],
    ["To", options.to],
    ["Call-ID", options.callId],
    ["CSeq", "1 INVITE"],
    ["Contact", options.contact],
    ["Allow", allow],
    ["Supported", supported],
    ...timer.requestHeaders,
    ...options.headers,
    ["Content-Type", "application/sdp"],
  ]);
  return { kind: "request", method: "INVITE", uri: options.requestUri, headers, body: textBody(options.sdp) };
}
