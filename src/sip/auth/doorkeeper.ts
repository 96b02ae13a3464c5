/** Asks who is at the door of one realm: lets nobody in who does not prove a password, and tells the guard who was wrong. */
import type { Scheduler } from "../../kernel/clock.ts";
import type { Answers } from "../answers.ts";
import type { TransactionId } from "../api.ts";
import type { Guard } from "../guard/guard.ts";
import type { SipRequest } from "../message/message.ts";
import type { Flow } from "../transport/transport.ts";
import { Authenticator, type AuthenticatorOptions } from "./authenticator.ts";

export interface DoorkeeperOptions extends Omit<AuthenticatorOptions, "nonceLifetime" | "maxNonces"> {
  readonly guard: Guard;
  readonly answers: Answers;
  readonly scheduler: Scheduler;
}

export class Doorkeeper {
  readonly #options: DoorkeeperOptions;
  readonly #authenticator: Authenticator;

  constructor(options: DoorkeeperOptions) {
    this.#options = options;
    this.#authenticator = new Authenticator(options);
  }

  /** The user who proved to have sent this; undefined where nobody did: the challenge has been sent, or will be. */
  admit(tx: TransactionId, request: SipRequest, { address }: Flow): string | undefined {
    const { realm, guard, answers, scheduler } = this.#options;
    const verdict = this.#authenticator.check(request, address, scheduler.now());
    if (verdict.authenticated) {
      guard.proved(request, address, { user: verdict.user, realm });
      return verdict.user;
    }
    const challenge = (): void => answers.answer(tx, request, 401, verdict.challenges);
    if (verdict.refused === undefined) challenge();
    else guard.wrongPassword(request, address, { user: verdict.refused, realm }, challenge);
    return undefined;
  }
}
