import type { Entropy } from "../../kernel/entropy.ts";
import type { HeaderField } from "../message/headers.ts";
import type { SipRequest, SipResponse } from "../message/message.ts";
import { isQuotable } from "./authParams.ts";
import { credentialsText, type DigestChallenge, digestAlgorithms, digestResponse, parseChallenge } from "./digest.ts";

/** Who we are to a peer that challenges us. */
export interface Account {
  readonly username: string;
  readonly password: string;
  /** The only realm that gets an answer; undefined: any. */
  readonly realm?: string;
}

/** A peer may offer several; more than this many are not read. */
const MAX_CHALLENGES = 8;

/**
 * Answers a 401 or 407 (RFC 3261 §22.2, §22.3) with the header field to add to the request.
 * @returns undefined to give up: nothing we support is offered, the realm is not the expected one, or the same credentials were refused already.
 */
export function answerChallenge(
  challenge: SipResponse,
  request: SipRequest,
  account: Account,
  entropy: Entropy,
): HeaderField | undefined {
  const proxy = challenge.status === 407;
  const name = proxy ? "Proxy-Authorization" : "Authorization";
  const offered = challenge.headers.all(proxy ? "Proxy-Authenticate" : "WWW-Authenticate");
  const chosen = choose(offered, account.realm);
  if (chosen === undefined || !isQuotable(account.username)) return undefined;
  // §22.2: a UAC "MUST NOT re-attempt requests with the credentials that have just been rejected (though the request may be retried if the nonce was stale)".
  if (request.headers.get(name) !== undefined && !chosen.stale) return undefined;
  return [name, answerTo(chosen, request, account, entropy)];
}

/** RFC 8760 §2.4: the first challenge that is supported; here the strongest, whatever the order. */
function choose(offered: readonly string[], realm: string | undefined): DigestChallenge | undefined {
  const usable = offered
    .slice(0, MAX_CHALLENGES)
    .map(parseChallenge)
    .filter((each) => each !== undefined)
    .filter((each) => realm === undefined || each.realm === realm);
  for (const algorithm of digestAlgorithms) {
    const strongest = usable.find((each) => each.algorithm === algorithm);
    if (strongest !== undefined) return strongest;
  }
  return undefined;
}

/** The value of the field. The nonce is new with each challenge, so its count is 1. */
function answerTo(
  { realm, nonce, algorithm, qop, opaque }: DigestChallenge,
  request: SipRequest,
  { username, password }: Account,
  entropy: Entropy,
): string {
  const unsigned = {
    username,
    realm,
    nonce,
    uri: request.uri,
    algorithm,
    opaque,
    qop: qop ? { nc: "00000001", cnonce: entropy.hex(8) } : undefined,
  };
  return credentialsText({ ...unsigned, response: digestResponse(unsigned, password, request.method) });
}
