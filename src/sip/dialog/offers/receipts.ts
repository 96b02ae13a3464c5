/** Reliable provisional responses to our INVITEs, and our PRACKs for them (RFC 3262 §4). */
import { cseqOf } from "../../message/access.ts";
import type { SipResponse } from "../../message/message.ts";
import { requires } from "../capabilities.ts";
import { type Credentials, isChallenge } from "../credentials.ts";
import type { Dialog, Outgoing } from "../dialog.ts";
import type { Outbox } from "../outbox.ts";
import type { RequestToken } from "../usage.ts";

/** The RSeq of a response that is sent reliably; undefined for every other. "If the response is a 100 (Trying) … this option tag MUST be ignored." */
export function rseqOf(response: SipResponse): number | undefined {
  if (response.status <= 100 || response.status >= 200 || !requires(response, "100rel")) return undefined;
  const value = response.headers.get("RSeq") ?? "";
  return /^\d{1,10}$/.test(value) ? Number(value) : undefined;
}

/** Their order within one dialog, for one INVITE. */
export class Receipts {
  #last: number | undefined;

  /**
   * Whether this one is next. A later one "MUST NOT be acknowledged with a PRACK, and MUST NOT be processed further": the one before
   * is lost and comes again. Neither is one that came before; our PRACK for it is on its way.
   */
  isNext(rseq: number): boolean {
    if (this.#last !== undefined && rseq !== this.#last + 1) return false;
    this.#last = rseq;
    return true;
  }
}

interface Prack extends Outgoing {
  readonly dialog: Dialog;
}

/** Our PRACKs, each until its final response. What that says changes nothing: the INVITE goes on. */
export class Pracks {
  readonly #outbox: Outbox;
  readonly #credentials: Credentials;
  readonly #underWay = new Map<RequestToken, Prack>();
  #sent = 0;

  constructor(outbox: Outbox, credentials: Credentials) {
    this.#outbox = outbox;
    this.#credentials = credentials;
  }

  /** Acknowledges a response that is next in `dialog`. */
  acknowledge(dialog: Dialog, response: SipResponse, rseq: number): void {
    const { number, method } = cseqOf(response);
    this.#send({ dialog, ...dialog.request("PRACK", [["RAck", `${rseq} ${number} ${method}`]]) });
  }

  response(token: RequestToken, response: SipResponse): void {
    const sent = this.#underWay.get(token);
    if (sent === undefined || response.status < 200) return;
    this.failed(token);
    if (!isChallenge(response)) return;
    const request = this.#credentials.retry(response, sent.request, sent.dialog.nextSequence());
    if (request !== undefined) this.#send({ ...sent, request });
  }

  failed(token: RequestToken): void {
    if (this.#underWay.delete(token)) this.#outbox.settle(token);
  }

  #send(prack: Prack): void {
    this.#sent += 1;
    const token = `prack:${this.#sent}`;
    this.#underWay.set(token, prack);
    this.#outbox.send(token, prack);
  }
}
