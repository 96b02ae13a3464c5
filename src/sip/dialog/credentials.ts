import { cseqOf } from "../message/access.ts";
import type { SipRequest, SipResponse } from "../message/message.ts";
import type { UacUsageOptions } from "./usage.ts";

/** Enough for a challenge by a proxy and one by the callee, or for a stale nonce; then a refusal is a refusal. */
const ATTEMPTS = 2;

export const isChallenge = (response: SipResponse): boolean => response.status === 401 || response.status === 407;

/** Answers challenges (RFC 3261 §22.2, §22.3), at most twice a request, so that no peer can keep us computing digests. */
export class Credentials {
  readonly #authorize: UacUsageOptions["authorize"];
  /** How often a request that is under way has been sent again already. */
  readonly #attempts = new WeakMap<SipRequest, number>();

  constructor(authorize: UacUsageOptions["authorize"]) {
    this.#authorize = authorize;
  }

  /**
   * The request again with credentials for the challenge: "the same value of the Call-ID, To, and From", and the next `sequence` in CSeq (§8.1.3.5).
   * Undefined when there is nothing to answer with.
   */
  retry(challenge: SipResponse, request: SipRequest, sequence: number): SipRequest | undefined {
    const attempts = this.#attempts.get(request) ?? 0;
    if (!isChallenge(challenge) || this.#authorize === undefined || attempts === ATTEMPTS) return undefined;
    const credentials = this.#authorize(challenge, request);
    if (credentials === undefined) return undefined;
    const { method } = cseqOf(request);
    const headers = request.headers
      .clone()
      .set("CSeq", `${sequence} ${method}`)
      .set(...credentials);
    const again = { ...request, headers };
    this.#attempts.set(again, attempts + 1);
    return again;
  }
}
