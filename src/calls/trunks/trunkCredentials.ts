import type { Trunk } from "../../accounts/directory/shapes.ts";
import type { Entropy } from "../../kernel/entropy.ts";
import { answerChallenge } from "../../sip/auth/answerChallenge.ts";
import { parseCredentials } from "../../sip/auth/digest.ts";
import type { HeaderField } from "../../sip/message/headers.ts";
import type { SipRequest, SipResponse } from "../../sip/message/message.ts";

/**
 * Who we are to a trunk. Only a challenge of its realm is answered: where none is set, that of the first challenge that is
 * answered, and no other from then on. So whoever stands behind the trunk gets no digest to guess the password from.
 */
export class TrunkCredentials {
  readonly #trunk: Trunk;
  readonly #entropy: Entropy;
  #realm: string | undefined;

  constructor(trunk: Trunk, entropy: Entropy) {
    this.#trunk = trunk;
    this.#entropy = entropy;
    this.#realm = trunk.realm ?? undefined;
  }

  /** The header field that answers the challenge to a request of ours; undefined to give up. */
  answer(challenge: SipResponse, request: SipRequest): HeaderField | undefined {
    const { username, password } = this.#trunk;
    if (username === null || password === null) return undefined;
    const realm = this.#realm === undefined ? {} : { realm: this.#realm };
    const field = answerChallenge(challenge, request, { username, password, ...realm }, this.#entropy);
    this.#realm ??= field && parseCredentials(field[1])?.realm;
    return field;
  }
}
