/** Answers to requests outside dialogs: each with a To tag of its own (RFC 3261 §8.2.6.2). */
import type { Entropy } from "../kernel/entropy.ts";
import type { SipStack, TransactionId } from "./api.ts";
import { responseTo } from "./message/build.ts";
import type { HeaderList } from "./message/headers.ts";
import type { SipRequest } from "./message/message.ts";

export class Answers {
  readonly #stack: Pick<SipStack, "respond">;
  readonly #entropy: Entropy;

  constructor(stack: Pick<SipStack, "respond">, entropy: Entropy) {
    this.#stack = stack;
    this.#entropy = entropy;
  }

  /** @param reason the usual phrase of the status unless given. */
  refuse(tx: TransactionId, request: SipRequest, status: number, reason?: string): void {
    this.#stack.respond(tx, responseTo(request, status, reason, { toTag: this.#entropy.hex(8) }));
  }

  answer(tx: TransactionId, request: SipRequest, status: number, headers: HeaderList): void {
    const toTag = this.#entropy.hex(8);
    this.#stack.respond(tx, responseTo(request, status, undefined, { toTag, headers }));
  }
}
