import type { SipStack, TransactionFailure, TransactionId } from "../../sip/api.ts";
import type { SipRequest, SipResponse } from "../../sip/message/message.ts";
import type { Target } from "../../sip/transport/transport.ts";
import type { Asker, Correspondence } from "../legs/correspondence.ts";

/** How a request of ours ended. */
export type RequestEnd =
  | { readonly in: "response"; readonly response: SipResponse }
  | { readonly in: "failed"; readonly cause: TransactionFailure };

/** An account's requests outside dialogs, REGISTER and OPTIONS: who waits for the answer to which. */
export class OwnRequests implements Asker {
  readonly #stack: SipStack;
  readonly #correspondence: Correspondence;
  readonly #waiting = new Map<TransactionId, (end: RequestEnd) => void>();

  constructor(stack: SipStack, correspondence: Correspondence) {
    this.#stack = stack;
    this.#correspondence = correspondence;
  }

  /** @param ended called once, later; never after `close`. */
  send(request: SipRequest, target: Target, ended: (end: RequestEnd) => void): void {
    const tx = this.#stack.request(request, target);
    this.#waiting.set(tx, ended);
    this.#correspondence.requests.set(tx, this);
  }

  response(tx: TransactionId, response: SipResponse): void {
    if (response.status >= 200) this.#end(tx, { in: "response", response });
  }

  failed(tx: TransactionId, cause: TransactionFailure): void {
    this.#end(tx, { in: "failed", cause });
  }

  /** Nobody waits any more. */
  close(): void {
    for (const tx of this.#waiting.keys()) this.#correspondence.requests.delete(tx);
    this.#waiting.clear();
  }

  #end(tx: TransactionId, end: RequestEnd): void {
    const ended = this.#waiting.get(tx);
    this.#waiting.delete(tx);
    this.#correspondence.requests.delete(tx);
    ended?.(end);
  }
}
