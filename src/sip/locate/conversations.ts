import { BoundedMap } from "../../kernel/boundedMap.ts";
import { callIdOf } from "../message/access.ts";
import type { SipRequest, SipResponse } from "../message/message.ts";
import { toTag } from "../transaction/matching.ts";
import type { Target } from "../transport/transport.ts";

const CAPACITY = 10_000;

/**
 * Which of a name's servers a conversation is held with. Its later requests are tried there first: those of a dialog, of which the other
 * servers may know nothing, and those that answer a challenge, whose nonce is that server's.
 */
export class Conversations {
  /** By Call-ID, and within a dialog by its remote tag too: two servers may both have answered an INVITE. */
  readonly #partners = new BoundedMap<string, Target>(CAPACITY);

  answered(response: SipResponse, by: Target): void {
    const callId = callIdOf(response);
    this.#partners.set(callId, by);
    const tag = toTag(response);
    if (tag !== undefined) this.#partners.set(`${callId} ${tag}`, by);
  }

  /** Who is to be asked first; undefined where the conversation begins. */
  partnerOf(request: SipRequest): Target | undefined {
    const callId = callIdOf(request);
    const tag = toTag(request);
    return (tag === undefined ? undefined : this.#partners.get(`${callId} ${tag}`)) ?? this.#partners.get(callId);
  }
}
