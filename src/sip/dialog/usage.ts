/**
 * The inputs and outputs of one INVITE usage: a leg's whole SIP life, from INVITE to BYE (RFC 3261 §12–15).
 * `inviteUsage.ts` is the machine: `handle(input, now) → outputs`. It owns no socket, timer or callback.
 */
import type { TransactionFailure, TransactionId } from "../api.ts";
import type { HeaderField, HeaderList } from "../message/headers.ts";
import type { SipRequest, SipResponse } from "../message/message.ts";
import type { Target } from "../transport/transport.ts";

/** A request of the usage that is under way, until its final response: `invite` (also when it is sent again with credentials), `bye:1`, `bye:2`, `info:1`. */
export type RequestToken = string;

export type UsageTimer =
  /** Our 2xx again (§13.3.1.4). */
  | "2xx"
  /** 64·T1 without an ACK. */
  | "ack"
  /** The back-off after a 491 (§14.1). */
  | "glare"
  /** 64·T1 after a CANCEL without a final response (§9.1). */
  | "cancel"
  /** A provisional again each minute (§13.3.1.1). */
  | "ring"
  /** A reliable provisional again (RFC 3262 §3). */
  | "prack"
  /** Of the session (RFC 4028 §10). */
  | "refresh"
  | "expire"
  /** A referral that was accepted and never concluded. */
  | "notify"
  /** A BYE that waits for a NOTIFY. */
  | "farewell"
  /** 64·T1 in which further 2xx to our INVITE may come (§13.2.2.4). */
  | "linger";

export type UsageInput =
  // from the wire
  | { readonly in: "response"; readonly token: RequestToken; readonly response: SipResponse }
  | { readonly in: "failed"; readonly token: RequestToken; readonly cause: TransactionFailure }
  /** A request within the dialog: BYE, re-INVITE, UPDATE, INFO, OPTIONS, …; the usage answers every one of them. */
  | { readonly in: "request"; readonly tx: TransactionId; readonly request: SipRequest }
  | { readonly in: "ack"; readonly request: SipRequest }
  /** `reason`: the CANCEL's Reason (RFC 3326). */
  | { readonly in: "cancelled"; readonly reason?: string }
  | { readonly in: "timer"; readonly name: UsageTimer }
  // from the call
  | { readonly in: "start" }
  /**
   * A provisional. `sdp`: our answer, or our offer where the INVITE has none: that one is sent only to a caller that knows 100rel, and
   * its PRACK brings `reanswered` (RFC 3262 §5).
   */
  | { readonly in: "ring"; readonly status: number; readonly sdp?: string }
  /** The 2xx; with `sdp` unless provisionals have settled offer and answer. It waits for the PRACK of a provisional that holds SDP. */
  | { readonly in: "accept"; readonly sdp: string }
  | {
      readonly in: "refuse";
      readonly status: number;
      readonly reason?: string;
      readonly headers?: HeaderList;
    }
  /**
   * Ends the leg in whatever state it is: CANCEL, 480, BYE now, or BYE once the ACK has come (§15). `reason`: the Reason of the BYE or
   * CANCEL (RFC 3326), `Q.850;cause=16`.
   */
  | { readonly in: "hangUp"; readonly reason?: string }
  /** Answers `offered`; after `offerWanted` the SDP is our offer. */
  | { readonly in: "answerOffer"; readonly sdp: string }
  | { readonly in: "refuseOffer"; readonly status: number }
  /**
   * A new offer of ours on a confirmed leg (re-INVITE). Concluded by `offerAnswered` or `offerRefused`; glare is waited out by the usage (§14.1).
   * One at a time: another is ignored until then. When an answer of ours to an offer of the peer overtakes it, it is void (its o= version is
   * in the past, RFC 3264 §8) and `offerRefused` 491 says so: make it anew if it is still wanted.
   */
  | { readonly in: "offer"; readonly sdp: string }
  /** An INFO on a confirmed leg, after those before it have been answered; `bodies`: the same in different forms, the best first. */
  | { readonly in: "info"; readonly bodies: readonly InfoBody[] }
  /** Concludes a `referred`: 202, and progress by NOTIFY (RFC 3515 §2.4). */
  | { readonly in: "acceptReferral"; readonly id: number }
  | { readonly in: "refuseReferral"; readonly id: number; readonly status: number; readonly reason?: string }
  /** What became of the referred call so far: a provisional status, or a final one, after which nothing more is told. */
  | { readonly in: "reportReferral"; readonly id: number; readonly status: number; readonly reason: string };

export type UsageOutput =
  // to the wire
  | { readonly out: "respond"; readonly tx: TransactionId; readonly response: SipResponse }
  | { readonly out: "send"; readonly token: RequestToken; readonly request: SipRequest; readonly target: Target }
  | { readonly out: "ack"; readonly request: SipRequest; readonly target: Target }
  | { readonly out: "cancel"; readonly token: RequestToken; readonly reason?: string }
  | { readonly out: "setTimer"; readonly name: UsageTimer; readonly at: number }
  | { readonly out: "clearTimer"; readonly name: UsageTimer }
  // to the call
  /** UAC: a 100. Whoever sent it has the INVITE. */
  | { readonly out: "trying" }
  /**
   * UAC: a provisional above 100; `sdp` when it carries an answer (early media). `fork`: the peer's tag, "" when it gave none. Each fork
   * of the INVITE answers for itself (§13.2.2.4); it may begin offers of its own once its first answer came reliably: `offered`.
   */
  | { readonly out: "progress"; readonly status: number; readonly fork: string; readonly sdp?: string }
  /**
   * UAC: the first 2xx; it has been acknowledged. Later 2xx of other forks are acknowledged and ended by the usage itself.
   * `sdp`: what the peer of this very fork said last, in the 2xx or before it. `takesInfo`: its Allow names INFO.
   */
  | { readonly out: "answered"; readonly sdp: string | undefined; readonly takesInfo?: true }
  /** UAC: a final failure; status 408 after a timeout, 503 when it could not be sent (§8.1.3.1). */
  | {
      readonly out: "refused";
      readonly status: number;
      readonly reason: string;
      readonly response: SipResponse | undefined;
    }
  /** UAS: the ACK for our 2xx came. */
  | { readonly out: "established" }
  /** The peer's re-INVITE or UPDATE carries an offer: answer with `answerOffer` or `refuseOffer`. */
  | { readonly out: "offered"; readonly sdp: string }
  /**
   * The ACK or PRACK brought the answer to an offer of ours: the INVITE or re-INVITE had none (§13.2.1). Or a re-INVITE that refreshed the
   * session was answered.
   */
  | { readonly out: "reanswered"; readonly sdp: string }
  /** The ACK should have brought such an answer and did not: what was agreed before still holds, if anything was. */
  | { readonly out: "unanswered" }
  /** The peer's re-INVITE has no offer: give ours, as for a new call, with `answerOffer`; the ACK brings `reanswered` (§14.2). */
  | { readonly out: "offerWanted" }
  /** The peer's answer to our `offer`. */
  | { readonly out: "offerAnswered"; readonly sdp: string }
  /** Our `offer` was refused or got no answer: what was agreed before still holds (§14.1). */
  | { readonly out: "offerRefused"; readonly status: number }
  /** REFER: conclude it with `acceptReferral` or `refuseReferral`. */
  | { readonly out: "referred"; readonly referral: Referral }
  /** INFO with a body: answered 200 already. `contentType` in lower case, without parameters. */
  | { readonly out: "info"; readonly contentType: string; readonly body: string }
  /**
   * The leg is over for the call; at most once, and never beside `refused`. `cause`: `bye`, `cancel` (the peer's);
   * `no_ack` (neither ACK nor PRACK), `hung_up`, `timeout` (hung up, and the INVITE never got a final response), `refused` (ours);
   * `dialog_gone` (481 or 408 within the dialog, §12.2.1.2); `session_expired` (RFC 4028 §10).
   * `reason`: the Reason of the peer's BYE or CANCEL (RFC 3326). A UAC's hang-up before the answer ends with the final response, every other one at once.
   */
  | {
      readonly out: "ended";
      readonly by: "peer" | "us";
      readonly cause: UsageEnd;
      readonly reason?: string;
    }
  /**
   * Nothing is left: no dialog, timer or transaction. Always the last output, exactly once. A UAC stays for 64·T1 after its first 2xx, in
   * which others may come (§13.2.2.4).
   */
  | { readonly out: "closed" };

export type UsageEnd =
  | "bye"
  | "cancel"
  | "no_ack"
  | "timeout"
  | "hung_up"
  | "dialog_gone"
  | "session_expired"
  | "refused";

/** What an INFO says. */
export interface InfoBody {
  readonly contentType: string;
  readonly text: string;
}

/** A transfer that the peer asks for (RFC 3515). */
export interface Referral {
  /** Names it among those of the leg: the CSeq number of the REFER (RFC 3515 §2.4.6). */
  readonly id: number;
  /** The URI of Refer-To, without its headers. */
  readonly to: string;
  /** Replaces in the URI of Refer-To, unescaped: attended. */
  readonly replaces: Replaces | undefined;
}

/** The dialog to be replaced, as the one who is asked to do it sees it (RFC 3891 §6.1): `toTag` is its own tag. */
export interface Replaces {
  readonly callId: string;
  readonly toTag: string;
  readonly fromTag: string;
  readonly earlyOnly: boolean;
}

/** How a leg is made when a phone or trunk calls us. */
export interface UasUsageOptions {
  readonly tx: TransactionId;
  readonly invite: SipRequest;
  /** Where requests within the dialog go when neither route set nor a reachable Contact says otherwise (NAT). */
  readonly target: Target;
  readonly localTag: string;
  /** Our Contact, as `<sip:user@host:port>`. */
  readonly contact: string;
  /** How long the session is to live without a refresh (RFC 4028), s; 1800 unless given. */
  readonly sessionExpires?: number;
}

/** How a leg is made when we call a phone or a trunk. */
export interface UacUsageOptions {
  readonly target: Target;
  readonly requestUri: string;
  /** From without its tag, To: `"Name" <sip:user@host>`. */
  readonly from: string;
  readonly to: string;
  readonly callId: string;
  readonly localTag: string;
  readonly contact: string;
  readonly sdp: string;
  /** How long the session is to live without a refresh (RFC 4028), s; 1800 unless given. */
  readonly sessionExpires?: number;
  /** What is left of the hops of the INVITE that caused this one (RFC 3261 §16.6 step 3); 70 unless given. */
  readonly maxForwards?: number;
  /** P-Asserted-Identity, Alert-Info, Reason, … */
  readonly headers: HeaderList;
  /** Answers a challenge (RFC 3261 §22.2) with `Authorization` or `Proxy-Authorization`, or gives up. Asked at most twice a request. */
  readonly authorize?: (challenge: SipResponse, request: SipRequest) => HeaderField | undefined;
}

/** Names the dialogs of a usage: the Call-ID and our tag, `callId|localTag`. */
export const usageKey = (callId: string, localTag: string): string => `${callId}|${localTag}`;
