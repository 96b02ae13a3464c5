/** Our INFO requests within a dialog, of the kind that was there before packages (RFC 2976; RFC 6086 §2 calls it "legacy INFO usage"). */
import { type SipResponse, textBody } from "../message/message.ts";
import { type Credentials, isChallenge } from "./credentials.ts";
import type { Dialog, Outgoing } from "./dialog.ts";
import type { Outbox } from "./outbox.ts";
import type { InfoBody, RequestToken } from "./usage.ts";

/** How many may wait; whoever does not answer them does not want more. */
const MOST_WAITING = 32;

/** An INFO, and what it says instead where the peer does not read the first (415). */
interface Info {
  readonly dialog: Dialog;
  readonly bodies: readonly InfoBody[];
}

/** One at a time: one that was overtaken "MUST be rejected with a 500 (Server Internal Error) response" (RFC 3261 §12.2.2). */
export class Infos {
  readonly #outbox: Outbox;
  readonly #credentials: Credentials;
  #waiting: Info[] = [];
  #underWay: (Info & Outgoing & { readonly token: RequestToken }) | undefined;
  /** Media types that the peer has refused. */
  readonly #unread = new Set<string>();
  #sent = 0;

  constructor(outbox: Outbox, credentials: Credentials) {
    this.#outbox = outbox;
    this.#credentials = credentials;
  }

  /** @param bodies the same in different forms, the best first */
  send(dialog: Dialog, bodies: readonly InfoBody[]): void {
    if (this.#waiting.length === MOST_WAITING) return;
    this.#waiting.push({ dialog, bodies });
    this.#next();
  }

  /** @returns "gone" when the peer does not know the dialog any more (RFC 3261 §12.2.1.2). */
  response(token: RequestToken, response: SipResponse): "gone" | undefined {
    const sent = this.#underWay;
    if (token !== sent?.token || response.status < 200) return undefined;
    this.#settle(token);
    if (this.#outbox.over) return undefined;
    const { status } = response;
    if (status === 481 || status === 408) return "gone";
    const again = isChallenge(response)
      ? this.#credentials.retry(response, sent.request, sent.dialog.nextSequence())
      : undefined;
    if (again !== undefined) this.#transmit({ ...sent, request: again });
    else if (status === 415) this.#sayOtherwise(sent);
    else this.#next();
    return undefined;
  }

  /** No final response came, or it could not be sent. What it said is not said any more: it is too late for it. */
  failed(token: RequestToken): void {
    if (token !== this.#underWay?.token) return;
    this.#settle(token);
    this.#next();
  }

  #next(): void {
    if (this.#underWay !== undefined || this.#outbox.over) return;
    for (let info = this.#waiting.shift(); info !== undefined; info = this.#waiting.shift()) {
      const body = info.bodies.find(({ contentType }) => !this.#unread.has(contentType));
      if (body === undefined) continue;
      const headers = [["Content-Type", body.contentType]] as const;
      this.#transmit({ ...info, ...info.dialog.request("INFO", headers, textBody(body.text)) });
      return;
    }
  }

  #sayOtherwise(sent: Info & Outgoing): void {
    this.#unread.add(sent.request.headers.get("Content-Type") ?? "");
    this.#waiting.unshift({ dialog: sent.dialog, bodies: sent.bodies });
    this.#next();
  }

  #transmit(info: Info & Outgoing): void {
    this.#sent += 1;
    const token = `info:${this.#sent}`;
    this.#underWay = { ...info, token };
    this.#outbox.send(token, info);
  }

  #settle(token: RequestToken): void {
    this.#underWay = undefined;
    this.#outbox.settle(token);
  }
}
