/**
 * Whom what comes is for: which legs each dialog is among, and who waits for the answer to each request of ours. The legs of all accounts
 * stand here, so that a message finds its own at once, however many accounts there are.
 */
import type { TransactionFailure, TransactionId } from "../../sip/api.ts";
import { usageKey } from "../../sip/dialog/usage.ts";
import { callIdOf, tagOf, toOf } from "../../sip/message/access.ts";
import type { SipRequest, SipResponse } from "../../sip/message/message.ts";

/** Who has dialogs, and INVITEs that it has not answered yet. */
export interface Correspondent {
  /** A request that names one of its dialogs. */
  request(tx: TransactionId, request: SipRequest): void;
  ack(request: SipRequest): void;
  cancelled(invite: TransactionId, cancel: SipRequest): void;
}

/** Who has sent a request. */
export interface Asker {
  response(tx: TransactionId, response: SipResponse): void;
  failed(tx: TransactionId, cause: TransactionFailure): void;
}

export class Correspondence {
  /** By Call-ID and our tag. */
  readonly dialogs = new Map<string, Correspondent>();
  /** INVITEs that came, as long as their leg lives. */
  readonly invitations = new Map<TransactionId, Correspondent>();
  /** Requests of ours that may still be answered. */
  readonly requests = new Map<TransactionId, Asker>();

  /** Of everything that somebody is told of, for leak checks. */
  get size(): number {
    return this.dialogs.size + this.invitations.size + this.requests.size;
  }

  /** @returns false where no dialog of ours is named. */
  request(tx: TransactionId, request: SipRequest): boolean {
    const correspondent = this.#ofDialog(request);
    correspondent?.request(tx, request);
    return correspondent !== undefined;
  }

  ack(request: SipRequest): void {
    this.#ofDialog(request)?.ack(request);
  }

  cancelled(invite: TransactionId, cancel: SipRequest): void {
    this.invitations.get(invite)?.cancelled(invite, cancel);
  }

  response(tx: TransactionId, response: SipResponse): void {
    this.requests.get(tx)?.response(tx, response);
  }

  failed(tx: TransactionId, cause: TransactionFailure): void {
    this.requests.get(tx)?.failed(tx, cause);
  }

  #ofDialog(request: SipRequest): Correspondent | undefined {
    const key = keyOfDialog(request);
    return key === undefined ? undefined : this.dialogs.get(key);
  }
}

/** The dialog that a request names, by the tag that we gave it; undefined for one outside dialogs. */
export function keyOfDialog(request: SipRequest): string | undefined {
  const tag = tagOf(toOf(request));
  return tag === undefined ? undefined : usageKey(callIdOf(request), tag);
}
