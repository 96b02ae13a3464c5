import type { SipStack, TransactionFailure, TransactionId } from "../../sip/api.ts";
import type { SipRequest, SipResponse } from "../../sip/message/message.ts";
import type { Target } from "../../sip/transport/transport.ts";

/** How a request of ours ended. */
export type RequestEnd =
  | { readonly in: "response"; readonly response: SipResponse }
  | { readonly in: "failed"; readonly cause: TransactionFailure };

/** Our requests outside dialogs, REGISTER and OPTIONS: who waits for the answer to which. */
export class OwnRequests {
  readonly #stack: SipStack;
  readonly #waiting = new Map<TransactionId, (end: RequestEnd) => void>();

  constructor(stack: SipStack) {
    this.#stack = stack;
  }

  /** @param ended called once, later */
  send(request: SipRequest, target: Target, ended: (end: RequestEnd) => void): void {
    this.#waiting.set(this.#stack.request(request, target), ended);
  }

  /** @returns false for a transaction of somebody else */
  response(tx: TransactionId, response: SipResponse): boolean {
    if (response.status < 200) return this.#waiting.has(tx);
    return this.#end(tx, { in: "response", response });
  }

  failed(tx: TransactionId, cause: TransactionFailure): boolean {
    return this.#end(tx, { in: "failed", cause });
  }

  #end(tx: TransactionId, end: RequestEnd): boolean {
    const ended = this.#waiting.get(tx);
    this.#waiting.delete(tx);
    ended?.(end);
    return ended !== undefined;
  }
}
