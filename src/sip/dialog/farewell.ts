import { cseqOf } from "../message/access.ts";
import type { SipResponse } from "../message/message.ts";
import { T1 } from "../transaction/timers.ts";
import type { Credentials } from "./credentials.ts";
import type { Dialog, Outgoing } from "./dialog.ts";
import type { Outbox } from "./outbox.ts";
import type { RequestToken } from "./usage.ts";

/** How long a BYE lets a NOTIFY go first, ms: two retransmissions over UDP. */
const PATIENCE = 4 * T1;

/** Our BYEs (§15.1.1): one for the leg, and one for each further fork that answered. */
export class Farewell {
  readonly #outbox: Outbox;
  readonly #credentials: Credentials;
  /** The BYE of our leg, while something that it must not overtake is under way. */
  #held: (() => void) | undefined;
  #sent = 0;
  readonly #underWay = new Map<RequestToken, Outgoing>();

  constructor(outbox: Outbox, credentials: Credentials) {
    this.#outbox = outbox;
    this.#credentials = credentials;
  }

  /** Sends a BYE. @param reason the value of Reason (RFC 3326). */
  bye(dialog: Dialog, reason?: string): void {
    this.#send(dialog.request("BYE", reason === undefined ? [] : [["Reason", reason]]));
  }

  /** Sends the BYE once `release` is called, or when the timer `farewell` fires. */
  hold(dialog: Dialog, reason: string | undefined, now: number): void {
    this.#held = () => this.bye(dialog, reason);
    this.#outbox.setTimer("farewell", now + PATIENCE);
  }

  /** Nothing is in its way any more. */
  release(): void {
    const bye = this.#held;
    this.forget();
    bye?.();
  }

  /** The peer was first: no BYE is needed. */
  forget(): void {
    this.#held = undefined;
    this.#outbox.clearTimer("farewell");
  }

  /** Any final response ends the matter, 481 and 408 as well as 200 (§15.1.1); only a challenge is worth another try. */
  response(token: RequestToken, response: SipResponse): void {
    const sent = this.#underWay.get(token);
    if (sent === undefined || response.status < 200) return;
    this.failed(token);
    // The BYE is the dialog's last request, so the number after its own is free.
    const again = this.#credentials.retry(response, sent.request, cseqOf(sent.request).number + 1);
    if (again !== undefined) this.#send({ request: again, target: sent.target });
  }

  /** No final response came, or it could not be sent: the peer is gone, and so is the dialog. */
  failed(token: RequestToken): void {
    if (this.#underWay.delete(token)) this.#outbox.settle(token);
  }

  #send(bye: Outgoing): void {
    this.#sent += 1;
    const token = `bye:${this.#sent}`;
    this.#underWay.set(token, bye);
    this.#outbox.send(token, bye);
  }
}
