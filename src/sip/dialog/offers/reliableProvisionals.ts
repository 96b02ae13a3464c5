import type { Entropy } from "../../../kernel/entropy.ts";
import { cseqOf } from "../../message/access.ts";
import type { SipRequest, SipResponse } from "../../message/message.ts";
import { T1 } from "../../transaction/timers.ts";
import { knows, requires } from "../capabilities.ts";
import type { Outbox } from "../outbox.ts";
import type { Replies, Unanswered } from "../replies.ts";

interface Ringing {
  readonly status: number;
  readonly sdp: string | undefined;
}

/** One that waits for its PRACK. */
interface Unacknowledged {
  readonly response: SipResponse;
  readonly rseq: number;
  readonly describes: boolean;
  interval: number;
  /** 64·T1 after it was first sent. */
  readonly end: number;
}

/**
 * Our provisional responses to an INVITE that must arrive (RFC 3262 §3). One at a time waits for its PRACK: "The UAS MUST NOT send
 * a second reliable provisional response until the first is acknowledged", and better so of the later ones, too.
 */
export class ReliableProvisionals {
  /** "If … a Require header field with the option tag 100rel" came, all provisionals are reliable; else those that matter. */
  readonly required: boolean;
  readonly #invite: Unanswered;
  readonly #outbox: Outbox;
  readonly #replies: Replies;
  #rseq: number;
  #waiting: Unacknowledged | undefined;
  #next: Ringing | undefined;
  #final = false;

  private constructor(invite: Unanswered, outbox: Outbox, replies: Replies, entropy: Entropy) {
    this.required = requires(invite.request, "100rel");
    this.#invite = invite;
    this.#outbox = outbox;
    this.#replies = replies;
    // "The value of the header field for the first reliable provisional response in a transaction MUST be between 1 and 2**31 - 1.
    // It is RECOMMENDED that it be chosen uniformly in this range."
    this.#rseq = entropy.uint32() % 0x7fff_ffff;
  }

  /** Undefined for a caller that does not know them: "the UAS MUST NOT attempt to send" them. */
  static wantedBy(
    invite: Unanswered,
    outbox: Outbox,
    replies: Replies,
    entropy: Entropy,
  ): ReliableProvisionals | undefined {
    return knows(invite.request, "100rel") ? new ReliableProvisionals(invite, outbox, replies, entropy) : undefined;
  }

  /**
   * "MUST NOT send a final response until those provisional responses are acknowledged": so it is with a 2xx
   * while one that holds a session description is not.
   */
  get holds2xx(): boolean {
    return this.#waiting?.describes === true || this.#next?.sdp !== undefined;
  }

  /** Sends one, or keeps it until the one before is acknowledged; of several that would wait, the last says it all. */
  send(status: number, sdp: string | undefined, now: number): void {
    if (this.#waiting === undefined) this.#begin({ status, sdp }, now);
    else this.#next = { status, sdp: sdp ?? this.#next?.sdp };
  }

  /**
   * A PRACK came. @returns whether the one that it names held our SDP; undefined when it names none that waits:
   * "the UAS MUST respond to the PRACK with a 481".
   */
  acknowledge(prack: SipRequest): { readonly described: boolean } | undefined {
    const waiting = this.#waiting;
    if (waiting === undefined || !this.#names(prack, waiting.rseq)) return undefined;
    this.#waiting = undefined;
    this.#outbox.clearTimer("prack");
    return { described: waiting.describes };
  }

  /** What waited for the PRACK goes out. */
  proceed(now: number): void {
    const next = this.#next;
    if (next === undefined || this.#waiting !== undefined || this.#final) return;
    this.#next = undefined;
    this.#begin(next, now);
  }

  /**
   * "Retransmitted … with an interval that starts at T1 seconds and doubles for each retransmission", whatever the transport.
   * @returns false after 64·T1 without a PRACK: "the UAS SHOULD reject the original request with a 5xx response".
   */
  retransmit(now: number): boolean {
    const waiting = this.#waiting;
    if (waiting === undefined) return true;
    if (now >= waiting.end) return false;
    waiting.interval *= 2;
    this.#emit(waiting, now);
    return true;
  }

  /** The final response goes out: what waits is not sent again, but its PRACK is still answered. */
  final(): void {
    this.#final = true;
    this.#next = undefined;
    this.#outbox.clearTimer("prack");
  }

  #begin({ status, sdp }: Ringing, now: number): void {
    this.#rseq += 1;
    const headers = [
      ["Require", "100rel"],
      ["RSeq", `${this.#rseq}`],
    ] as const;
    const response = this.#replies.provisional(this.#invite.request, status, sdp, headers);
    this.#waiting = { response, rseq: this.#rseq, describes: sdp !== undefined, interval: T1, end: now + 64 * T1 };
    this.#emit(this.#waiting, now);
  }

  #emit({ response, interval, end }: Unacknowledged, now: number): void {
    this.#outbox.respond(this.#invite.tx, response);
    this.#outbox.setTimer("prack", Math.min(now + interval, end));
  }

  /** "A matching PRACK is defined as one within the same dialog as the response, and whose method, CSeq-num, and response-num in the RAck header field match". */
  #names(prack: SipRequest, rseq: number): boolean {
    const { number, method } = cseqOf(this.#invite.request);
    const words = prack.headers.get("RAck")?.trim().split(/\s+/) ?? [];
    return words.length === 3 && Number(words[0]) === rseq && Number(words[1]) === number && words[2] === method;
  }
}
