import type { TransactionId } from "../api.ts";
import type { SipResponse } from "../message/message.ts";
import type { Outgoing } from "./dialog.ts";
import type { RequestToken, UsageEnd, UsageOutput, UsageTimer } from "./usage.ts";

/** The outputs that tell the call something while the leg goes on. */
export type CallOutput = Extract<
  UsageOutput,
  {
    readonly out:
      | "trying"
      | "progress"
      | "answered"
      | "established"
      | "offered"
      | "offerWanted"
      | "reanswered"
      | "unanswered"
      | "offerAnswered"
      | "offerRefused"
      | "info"
      | "referred";
  }
>;

/** Collects what an input leads to, and knows what of the usage is still under way: requests without a final response, and timers. */
export class Outbox {
  #outputs: UsageOutput[] = [];
  readonly #requests = new Set<RequestToken>();
  readonly #timers = new Set<UsageTimer>();
  #over = false;
  #closed = false;

  /** The leg is over for the call: `ended` or `refused` was given. */
  get over(): boolean {
    return this.#over;
  }

  get closed(): boolean {
    return this.#closed;
  }

  respond(tx: TransactionId, response: SipResponse): void {
    this.#outputs.push({ out: "respond", tx, response });
  }

  /** Sends a request, which is under way by this token until it is settled. */
  send(token: RequestToken, { request, target }: Outgoing): void {
    this.#requests.add(token);
    this.#outputs.push({ out: "send", token, request, target });
  }

  /** An ACK for a 2xx; nothing answers it. */
  ack({ request, target }: Outgoing): void {
    this.#outputs.push({ out: "ack", request, target });
  }

  /** @param reason the CANCEL's (RFC 3326) */
  cancel(token: RequestToken, reason?: string): void {
    this.#outputs.push({ out: "cancel", token, ...(reason === undefined ? {} : { reason }) });
  }

  /** Nothing more of the request needs to be waited for. */
  settle(token: RequestToken): void {
    this.#requests.delete(token);
  }

  setTimer(name: UsageTimer, at: number): void {
    this.#timers.add(name);
    this.#outputs.push({ out: "setTimer", name, at });
  }

  clearTimer(name: UsageTimer): void {
    if (this.#timers.delete(name)) this.#outputs.push({ out: "clearTimer", name });
  }

  /** Takes note that a timer fired. False when it had been cleared meanwhile. */
  fired(name: UsageTimer): boolean {
    return this.#timers.delete(name);
  }

  tell(output: CallOutput): void {
    if (!this.#over) this.#outputs.push(output);
  }

  /** The leg is over; said once, whatever else ends it. @param reason the Reason of the peer's BYE or CANCEL. */
  end(by: "peer" | "us", cause: UsageEnd, reason?: string): void {
    if (!this.#over) this.#outputs.push({ out: "ended", by, cause, ...(reason === undefined ? {} : { reason }) });
    this.#over = true;
  }

  /** The INVITE failed; said instead of `ended`. */
  refused(status: number, reason: string, response: SipResponse | undefined): void {
    if (!this.#over) this.#outputs.push({ out: "refused", status, reason, response });
    this.#over = true;
  }

  /** Hands the outputs out; the last ever is `closed`, once the leg is over and nothing is under way. */
  take(): UsageOutput[] {
    if (this.#over && !this.#closed && this.#requests.size === 0 && this.#timers.size === 0) {
      this.#closed = true;
      this.#outputs.push({ out: "closed" });
    }
    const outputs = this.#outputs;
    this.#outputs = [];
    return outputs;
  }
}
