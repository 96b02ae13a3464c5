import type { TransactionFailure } from "../../api.ts";
import type { SipResponse } from "../../message/message.ts";
import { supported } from "../capabilities.ts";
import { type Credentials, isChallenge } from "../credentials.ts";
import type { Dialog, Outgoing } from "../dialog.ts";
import type { Reinvite } from "../offers/reinvite.ts";
import type { Outbox } from "../outbox.ts";
import type { RequestToken } from "../usage.ts";
import type { SessionTimer } from "./sessionTimer.ts";

const TOKEN: RequestToken = "refresh";

/**
 * Keeps the session alive where that is on us (RFC 4028 §10): by UPDATE without an offer, which touches nothing that was agreed (§7.4),
 * or, where the peer does not take that, by a re-INVITE with what we said last.
 */
export class SessionRefresh {
  readonly #contact: string;
  readonly #outbox: Outbox;
  readonly #timer: SessionTimer;
  readonly #credentials: Credentials;
  readonly #reinvite: Reinvite;
  #underWay: (Outgoing & { readonly dialog: Dialog }) | undefined;

  constructor(
    contact: string,
    parts: { outbox: Outbox; timer: SessionTimer; credentials: Credentials; reinvite: Reinvite },
  ) {
    this.#contact = contact;
    this.#outbox = parts.outbox;
    this.#timer = parts.timer;
    this.#credentials = parts.credentials;
    this.#reinvite = parts.reinvite;
  }

  /** It is time. @param dialog that of the confirmed leg */
  due(dialog: Dialog): void {
    if (this.#underWay !== undefined) return;
    if (this.#timer.peerTakesUpdate) this.#update(dialog);
    else this.#reinvite.refresh(dialog);
  }

  /** @returns "gone" when the peer does not know the dialog any more (RFC 3261 §12.2.1.2). */
  response(token: RequestToken, response: SipResponse, now: number): "gone" | undefined {
    const sent = this.#underWay;
    if (token !== TOKEN || sent === undefined || response.status < 200) return undefined;
    const { status } = response;
    this.#settle();
    if (this.#outbox.over) return undefined;
    if (status < 300) {
      sent.dialog.refresh(response);
      this.#timer.accepted(response);
    } else if (status === 481 || status === 408) return "gone";
    else if (isChallenge(response)) this.#answerChallenge(sent, response, now);
    else if (this.#timer.raised(response)) this.#update(sent.dialog);
    else if (status === 405 || status === 501) {
      this.#timer.updateRefused();
      this.#reinvite.refresh(sent.dialog);
    } else this.#timer.retry(now);
    return undefined;
  }

  /** @returns "gone" as above: no response at all counts as 408. */
  failed(token: RequestToken, cause: TransactionFailure, now: number): "gone" | undefined {
    if (token !== TOKEN || this.#underWay === undefined) return undefined;
    this.#settle();
    if (cause === "timeout") return "gone";
    this.#timer.retry(now);
    return undefined;
  }

  #update(dialog: Dialog): void {
    const headers = [["Contact", this.#contact], ["Supported", supported], ...this.#timer.requestHeaders] as const;
    this.#send({ dialog, ...dialog.request("UPDATE", headers) });
  }

  #answerChallenge(sent: Outgoing & { readonly dialog: Dialog }, challenge: SipResponse, now: number): void {
    const request = this.#credentials.retry(challenge, sent.request, sent.dialog.nextSequence());
    if (request === undefined) this.#timer.retry(now);
    else this.#send({ ...sent, request });
  }

  #send(update: Outgoing & { readonly dialog: Dialog }): void {
    this.#underWay = update;
    this.#outbox.send(TOKEN, update);
  }

  #settle(): void {
    this.#underWay = undefined;
    this.#outbox.settle(TOKEN);
  }
}
