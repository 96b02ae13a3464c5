import type { TransactionId } from "../api.ts";
import { cseqOf } from "../message/access.ts";
import { responseTo } from "../message/build.ts";
import type { HeaderList } from "../message/headers.ts";
import type { SipRequest, SipResponse } from "../message/message.ts";
import { noBody, textBody } from "../message/message.ts";
import { accept, allow, supported } from "./capabilities.ts";
import type { SessionTimer } from "./sessionTimer/sessionTimer.ts";

/** A request of the peer that has not had its final response. */
export interface Unanswered {
  readonly tx: TransactionId;
  readonly request: SipRequest;
}

const sdpType = ["Content-Type", "application/sdp"] as const;

/** Our responses within a leg: all carry our tag, and our Contact where the RFC wants it. */
export class Replies {
  /** Our Contact, for requests of ours as well. */
  readonly contact: string;
  readonly #localTag: string;

  readonly #timer: SessionTimer;

  constructor(own: { localTag: string; contact: string }, timer: SessionTimer) {
    this.#localTag = own.localTag;
    this.contact = own.contact;
    this.#timer = timer;
  }

  /** 101 to 199; Contact and tag make the dialog early (§12.1.1). */
  provisional(invite: SipRequest, status: number, sdp: string | undefined, headers: HeaderList = []): SipResponse {
    return this.#response(invite, status, undefined, [["Contact", this.contact], ["Allow", allow], ...headers], sdp);
  }

  ok(request: SipRequest, sdp?: string): SipResponse {
    return this.#response(request, 200, undefined, this.#okHeaders(request), sdp);
  }

  /** A 2xx to REFER (RFC 3515 §2.2) or SUBSCRIBE (RFC 6665 §8.1.2): with Contact, like all that may make a subscription. */
  subscribed(request: SipRequest, status: number, headers: HeaderList): SipResponse {
    return this.#response(request, status, undefined, [["Contact", this.contact], ...headers], undefined);
  }

  failure(request: SipRequest, status: number, reason?: string, headers: HeaderList = []): SipResponse {
    return this.#response(request, status, reason, headers, undefined);
  }

  /**
   * While an earlier request of the peer waits for us: "MUST return a 500 (Server Internal Error) response … and MUST include a
   * Retry-After header field with a randomly chosen value of between 0 and 10 seconds" (§14.2, RFC 3311 §5.2).
   * The randomness is that of our tag, stirred with the CSeq.
   */
  later(request: SipRequest): SipResponse {
    let sum = cseqOf(request).number;
    for (const character of this.#localTag) sum += character.charCodeAt(0);
    return this.failure(request, 500, undefined, [["Retry-After", `${sum % 11}`]]);
  }

  #okHeaders(request: SipRequest): HeaderList {
    switch (request.method) {
      // §13.3.1.4, RFC 3311 §5.2: both refresh the remote target; RFC 4028 §9: and the session.
      case "INVITE":
      case "UPDATE":
        return [["Contact", this.contact], ["Allow", allow], ["Supported", supported], ...this.#timer.grant(request)];
      // §11.2
      case "OPTIONS":
        return [
          ["Allow", allow],
          ["Supported", supported],
          ["Accept", accept],
        ];
      default:
        return [];
    }
  }

  #response(
    request: SipRequest,
    status: number,
    reason: string | undefined,
    headers: HeaderList,
    sdp: string | undefined,
  ): SipResponse {
    return responseTo(request, status, reason, {
      toTag: this.#localTag,
      headers: sdp === undefined ? headers : [...headers, sdpType],
      body: sdp === undefined ? noBody : textBody(sdp),
    });
  }
}
