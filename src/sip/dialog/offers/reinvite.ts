import type { Entropy } from "../../../kernel/entropy.ts";
import type { TransactionFailure } from "../../api.ts";
import type { SipResponse } from "../../message/message.ts";
import { textBody } from "../../message/message.ts";
import { T1 } from "../../transaction/timers.ts";
import { allow, sdpOf, supported } from "../capabilities.ts";
import { type Credentials, isChallenge } from "../credentials.ts";
import type { Dialog, Outgoing } from "../dialog.ts";
import type { Outbox } from "../outbox.ts";
import type { SessionTimer } from "../sessionTimer/sessionTimer.ts";
import type { RequestToken } from "../usage.ts";
import type { OfferAnswer } from "./offerAnswer.ts";
import { type Pracks, Receipts, rseqOf } from "./receipts.ts";

const TOKEN: RequestToken = "reinvite";

/** How often an offer is made again after 491: two ends that follow §14.1 have met at most once or twice by then. */
const MAX_GLARES = 6;

interface Parts {
  readonly outbox: Outbox;
  readonly offers: OfferAnswer;
  readonly credentials: Credentials;
  readonly pracks: Pracks;
  readonly timer: SessionTimer;
  readonly entropy: Entropy;
}

/** A re-INVITE that had no final response. */
interface UnderWay extends Outgoing {
  /** Its offer. */
  readonly sdp: string;
  /** It only says again what was said: the call knows nothing of it. */
  readonly refreshes: boolean;
  readonly receipts: Receipts;
  /** The answer, where a reliable provisional brought it. */
  answer: string | undefined;
}

/**
 * Our re-INVITEs (§14.1): one at a time, each with an offer. An offer waits while the peer's INVITE is under way, and after a 491
 * for a random while; then it is made again.
 */
export class Reinvite {
  readonly #contact: string;
  readonly #ownsCallId: boolean;
  readonly #parts: Parts;
  /** The offer that the call waits for. */
  #sdp: string | undefined;
  /** The session is to be refreshed. */
  #refreshDue = false;
  #dialog: Dialog | undefined;
  #underWay: UnderWay | undefined;
  #backingOff = false;
  #glares = 0;
  /** For a 2xx that comes again. */
  #ack: Outgoing | undefined;

  constructor({ contact, ownsCallId }: { contact: string; ownsCallId: boolean }, parts: Parts) {
    this.#contact = contact;
    this.#ownsCallId = ownsCallId;
    this.#parts = parts;
  }

  /** @param dialog that of the confirmed leg */
  offer(dialog: Dialog, sdp: string): void {
    if (this.#sdp !== undefined || this.#parts.outbox.over) return;
    this.#sdp = sdp;
    this.#dialog = dialog;
    this.#glares = 0;
    this.proceed();
  }

  /** Refreshes the session (RFC 4028 §7.4) with what was said last, unless an offer of the call's is about to. */
  refresh(dialog: Dialog): void {
    if (this.#sdp !== undefined) return;
    this.#refreshDue = true;
    this.#dialog = dialog;
    this.#glares = 0;
  }

  /** Sends what waits, once nothing is in its way. */
  proceed(): void {
    const { offers, outbox, timer } = this.#parts;
    const dialog = this.#dialog;
    const sdp = this.#sdp ?? (this.#refreshDue ? offers.said : undefined);
    if (sdp === undefined || dialog === undefined || this.#underWay !== undefined) return;
    if (this.#backingOff || outbox.over || !offers.free) return;
    const headers = [
      ["Contact", this.#contact],
      ["Allow", allow],
      ["Supported", supported],
      ...timer.requestHeaders,
      ["Content-Type", "application/sdp"],
    ] as const;
    this.#send(dialog.request("INVITE", headers, textBody(sdp)), { sdp, refreshes: this.#sdp === undefined });
  }

  /** The call has answered an offer of the peer: ours, where it has not been sent or was met by a 491, is of the past. */
  overtaken(): void {
    this.#refreshDue = false;
    if (this.#underWay === undefined) this.#refused(491);
  }

  /** @returns "gone" when the peer does not know the dialog any more. */
  response(token: RequestToken, response: SipResponse, now: number): "gone" | undefined {
    if (token !== TOKEN) return undefined;
    const sent = this.#underWay;
    // "The ACK MUST be passed to the client transport every time a retransmission of the 2xx … arrives" (§13.2.2.4).
    if (sent === undefined) this.#acknowledgeAgain(response);
    else if (response.status < 200) this.#provisional(sent, response);
    else {
      this.#conclude();
      return this.#final(sent, response, now);
    }
    return undefined;
  }

  /** @returns "gone" as above: "if no response at all is received for the request" (§12.2.1.2). */
  failed(token: RequestToken, cause: TransactionFailure, now: number): "gone" | undefined {
    const sent = this.#underWay;
    if (token !== TOKEN || sent === undefined) return undefined;
    this.#conclude();
    if (cause === "timeout") return "gone";
    this.#failed(sent, 503, now);
    return undefined;
  }

  /** The back-off is over; or the final response to a CANCEL never came (§9.1). */
  timer(name: "glare" | "cancel"): void {
    if (name === "glare") this.#backingOff = false;
    else if (this.#underWay !== undefined && this.#parts.outbox.over) this.#conclude();
  }

  /**
   * The leg is over. What is under way gets its final response all the same: by our CANCEL when it is we who leave, by the peer's
   * own rules when it left (§15.1.2).
   */
  close(by: "us" | "peer", now: number): void {
    const { outbox } = this.#parts;
    this.#sdp = undefined;
    this.#refreshDue = false;
    this.#backingOff = false;
    outbox.clearTimer("glare");
    if (this.#underWay === undefined) return;
    if (by === "us") outbox.cancel(TOKEN);
    outbox.setTimer("cancel", now + 64 * T1);
  }

  #send(outgoing: Outgoing, offer: Pick<UnderWay, "sdp" | "refreshes">): void {
    const { request, target } = outgoing;
    const { sdp, refreshes } = offer;
    this.#underWay = { request, target, sdp, refreshes, receipts: new Receipts(), answer: undefined };
    this.#ack = undefined;
    this.#parts.offers.inviteSent();
    this.#parts.outbox.send(TOKEN, outgoing);
  }

  #conclude(): void {
    const { outbox, offers } = this.#parts;
    this.#underWay = undefined;
    offers.inviteConcluded();
    outbox.settle(TOKEN);
    outbox.clearTimer("cancel");
  }

  #provisional(sent: UnderWay, response: SipResponse): void {
    const rseq = rseqOf(response);
    if (rseq === undefined || this.#dialog === undefined || !sent.receipts.isNext(rseq)) return;
    sent.answer ??= sdpOf(response);
    this.#parts.pracks.acknowledge(this.#dialog, response, rseq);
  }

  #final(sent: UnderWay, response: SipResponse, now: number): "gone" | undefined {
    const { status } = response;
    if (status < 300) this.#accepted(sent, response);
    else if (this.#parts.outbox.over) return undefined;
    // "If the response for a request within a dialog is a 481 … or a 408 …, the UAC SHOULD terminate the dialog" (§12.2.1.2).
    else if (status === 481 || status === 408) return "gone";
    else if (status === 491 && this.#glares < MAX_GLARES) this.#backOff(now);
    // RFC 4028 §7.3: `proceed` sends it again, with a longer interval.
    else if (this.#parts.timer.raised(response)) return undefined;
    else if (!isChallenge(response) || !this.#answerChallenge(sent, response)) this.#failed(sent, status, now);
    return undefined;
  }

  #accepted(sent: UnderWay, response: SipResponse): void {
    const dialog = this.#dialog;
    if (dialog === undefined) return;
    dialog.refresh(response);
    this.#ack = dialog.ack(sent.request);
    this.#parts.outbox.ack(this.#ack);
    this.#parts.offers.accepted(sent.sdp);
    this.#parts.timer.accepted(response);
    const sdp = sent.answer ?? sdpOf(response);
    this.#refreshDue = false;
    if (sent.refreshes) {
      if (sdp !== undefined) this.#parts.outbox.tell({ out: "reanswered", sdp });
      return;
    }
    this.#sdp = undefined;
    // A 2xx without an answer: nothing new was agreed.
    if (sdp === undefined) this.#parts.outbox.tell({ out: "offerRefused", status: 488 });
    else this.#parts.outbox.tell({ out: "offerAnswered", sdp });
  }

  #acknowledgeAgain({ status }: SipResponse): void {
    if (status >= 200 && status < 300 && this.#ack !== undefined) this.#parts.outbox.ack(this.#ack);
  }

  /** §14.1: "the UAC … MUST start a timer with a value T chosen as follows", in units of 10 ms. */
  #backOff(now: number): void {
    const random = this.#parts.entropy.uint32();
    // "If the UAC is the owner of the Call-ID of the dialog ID, T has a randomly chosen value between 2.1 and 4 seconds", else 0 to 2 s.
    const wait = this.#ownsCallId ? 2100 + 10 * (random % 191) : 10 * (random % 201);
    this.#glares += 1;
    this.#backingOff = true;
    this.#parts.outbox.setTimer("glare", now + wait);
  }

  /** @returns whether it was sent again with credentials */
  #answerChallenge(sent: UnderWay, challenge: SipResponse): boolean {
    if (this.#dialog === undefined) return false;
    const sequence = this.#dialog.nextSequence();
    const request = this.#parts.credentials.retry(challenge, sent.request, sequence);
    if (request === undefined) return false;
    this.#send({ request, target: sent.target }, sent);
    return true;
  }

  #failed(sent: UnderWay, status: number, now: number): void {
    this.#refreshDue = false;
    if (sent.refreshes) this.#parts.timer.retry(now);
    else this.#refused(status);
  }

  /** §14.1: "the session parameters MUST remain unchanged, as if no re-INVITE had been issued". */
  #refused(status: number): void {
    if (this.#sdp === undefined) return;
    this.#sdp = undefined;
    this.#backingOff = false;
    this.#parts.outbox.clearTimer("glare");
    this.#parts.outbox.tell({ out: "offerRefused", status });
  }
}
