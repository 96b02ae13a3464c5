/**
 * Requests that may have to be tried at several places (RFC 3263 §4.3): each is one transaction to the TU, whatever it takes.
 * `handle(input, now) → outputs`; the transactions themselves are the transaction layer's.
 */
import { TimerTable } from "../../kernel/timerTable.ts";
import type { TransactionFailure, TransactionId } from "../api.ts";
import type { SipRequest, SipResponse } from "../message/message.ts";
import { retryAfterOf } from "../message/retryAfter.ts";
import type { UserOutput } from "../transaction/transaction.ts";
import type { Target } from "../transport/transport.ts";

/** What a client transaction tells the TU. */
export type Outcome = Extract<UserOutput, { readonly out: "response" | "failure" }>;

/** One place to try, and by what. */
export interface Attempt {
  readonly target: Target;
  /** Only where the one before could not be reached: the same place by other means. */
  readonly instead: boolean;
}

export type DeliveryInput =
  /** `tx` is the TU's number. */
  | { readonly in: "open"; readonly tx: TransactionId; readonly request: SipRequest }
  /** The places, in order; none where there is nobody. */
  | { readonly in: "located"; readonly tx: TransactionId; readonly attempts: readonly Attempt[] }
  | { readonly in: "outcome"; readonly outcome: Outcome }
  | { readonly in: "cancel"; readonly tx: TransactionId; readonly reason: string | undefined }
  /** Nothing but the passing of time. */
  | { readonly in: "time" };

export type DeliveryOutput =
  /** Opens the client transaction `attempt`, which the TU knows as `tx`. */
  | {
      readonly out: "try";
      readonly tx: TransactionId;
      readonly attempt: TransactionId;
      readonly request: SipRequest;
      readonly target: Target;
    }
  | { readonly out: "cancel"; readonly attempt: TransactionId; readonly reason: string | undefined }
  | { readonly out: "abandon"; readonly attempt: TransactionId }
  /** `forMs` undefined: as long as is usual. */
  | { readonly out: "avoid"; readonly target: Target; readonly forMs: number | undefined }
  | { readonly out: "tell"; readonly outcome: UserOutput };

interface Delivery {
  readonly tx: TransactionId;
  readonly request: SipRequest;
  /** What has not been tried. */
  left: readonly Attempt[];
  /** The client transactions so far; the last one is the one that counts. */
  readonly tried: TransactionId[];
  target: Target | undefined;
  /** What the TU has been told. Once it rings somewhere, the request stays there. */
  heard: "nothing" | "trying" | "ringing";
}

/**
 * How long a place may be silent while there is another one, ms: four transmissions over UDP.
 * Deviation: RFC 3263 §4.3 waits for timer B or F, by whose 32 seconds a caller has hung up.
 */
const PATIENCE_MS = 4_000;
/** What a peer may ask for with Retry-After, ms. */
const MAX_AVOID_MS = 300_000;

export class Deliveries {
  readonly #reserve: () => TransactionId;
  readonly #byTx = new Map<TransactionId, Delivery>();
  readonly #byAttempt = new Map<TransactionId, Delivery>();
  readonly #timers = new TimerTable<TransactionId>();
  #outputs: DeliveryOutput[] = [];

  /** @param reserve a number for the next client transaction. */
  constructor(reserve: () => TransactionId) {
    this.#reserve = reserve;
  }

  get size(): number {
    return this.#byTx.size;
  }

  /** Whether this request of the TU's is still on its way. */
  has(tx: TransactionId): boolean {
    return this.#byTx.has(tx);
  }

  /** When time alone will next change something, ms; undefined when it never will. */
  next(): number | undefined {
    return this.#timers.next();
  }

  handle(input: DeliveryInput, now: number): DeliveryOutput[] {
    this.#accept(input, now);
    const outputs = this.#outputs;
    this.#outputs = [];
    return outputs;
  }

  #accept(input: DeliveryInput, now: number): void {
    switch (input.in) {
      case "open": {
        const { tx, request } = input;
        this.#byTx.set(tx, { tx, request, left: [], tried: [], target: undefined, heard: "nothing" });
        return;
      }
      case "located": {
        // It may have been cancelled meanwhile.
        const delivery = this.#byTx.get(input.tx);
        if (delivery === undefined) return;
        delivery.left = input.attempts;
        if (!this.#tryNext(delivery, "transport", now)) this.#fail(delivery);
        return;
      }
      case "outcome":
        this.#learn(input.outcome, now);
        return;
      case "cancel":
        this.#cancel(this.#byTx.get(input.tx), input.reason);
        return;
      case "time":
        for (let due = this.#timers.popDue(now); due !== undefined; due = this.#timers.popDue(now))
          this.#loseToSilence(this.#byTx.get(due)!, now);
        return;
    }
  }

  // --- what becomes of an attempt ---------------------------------------------------------------------------------

  #learn(outcome: Outcome, now: number): void {
    const delivery = this.#byAttempt.get(outcome.attempt);
    if (delivery === undefined) this.#tell(outcome);
    else if (outcome.out === "failure") this.#learnFailure(delivery, outcome, now);
    else if (outcome.response.status < 200) this.#learnProvisional(delivery, outcome);
    else this.#learnFinal(delivery, outcome, outcome.response, now);
  }

  #learnFailure(delivery: Delivery, outcome: Extract<Outcome, { out: "failure" }>, now: number): void {
    this.#avoid(delivery);
    // "Failure also occurs if the transaction layer times out without ever having received any response, provisional or final".
    const anotherMay = outcome.cause === "transport" || delivery.heard === "nothing";
    if (anotherMay && this.#tryNext(delivery, outcome.cause, now)) return;
    this.#end(delivery);
    this.#tell(outcome);
  }

  #learnProvisional(delivery: Delivery, outcome: Extract<Outcome, { out: "response" }>): void {
    this.#timers.clear(delivery.tx);
    if (outcome.response.status > 100) delivery.heard = "ringing";
    else if (delivery.heard === "nothing") delivery.heard = "trying";
    this.#tell(outcome);
  }

  #learnFinal(delivery: Delivery, outcome: Outcome, response: SipResponse, now: number): void {
    // §4.3: "failure occurs if the transaction layer reports a 503 error response or a transport failure of some sort".
    if (response.status === 503) {
      const asked = retryAfterOf(response);
      this.#avoid(delivery, asked && Math.min(MAX_AVOID_MS, asked));
      if (this.#tryNext(delivery, "503", now)) return;
    }
    // A place that was given up has answered after all: the call is there, and the one that is asked now must stop ringing.
    const current = delivery.tried.at(-1)!;
    if (outcome.attempt !== current) this.#outputs.push({ out: "cancel", attempt: current, reason: undefined });
    this.#end(delivery);
    this.#tell(outcome);
  }

  #loseToSilence(delivery: Delivery, now: number): void {
    this.#avoid(delivery);
    const silent = delivery.tried.at(-1)!;
    if (this.#tryNext(delivery, "timeout", now)) this.#outputs.push({ out: "abandon", attempt: silent });
  }

  // --- going on and giving up -------------------------------------------------------------------------------------

  /**
   * §4.3: "the client SHOULD create a new request, which is identical to the previous, but has a different value of the Via branch ID […].
   * That request is sent to the next element in the list".
   * @returns false when there is none
   */
  #tryNext(delivery: Delivery, cause: TransactionFailure | "503", now: number): boolean {
    const at = cause === "transport" ? 0 : delivery.left.findIndex(({ instead }) => !instead);
    const next = delivery.left[at];
    if (next === undefined || delivery.heard === "ringing") return false;
    delivery.left = delivery.left.slice(at + 1);
    const { tx, request, tried } = delivery;
    const attempt = this.#reserve();
    tried.push(attempt);
    delivery.target = next.target;
    this.#byAttempt.set(attempt, delivery);
    this.#outputs.push({ out: "try", tx, attempt, request, target: next.target });
    if (delivery.left.some(({ instead }) => !instead)) this.#timers.set(tx, now + PATIENCE_MS);
    else this.#timers.clear(tx);
    return true;
  }

  #cancel(delivery: Delivery | undefined, reason: string | undefined): void {
    if (delivery === undefined) return;
    const attempt = delivery.tried.at(-1);
    // §9.1 takes back what was sent; of this nothing was.
    if (attempt === undefined) return this.#fail(delivery);
    // RFC 3263 §4: "a CANCEL for a particular SIP request MUST be sent to the same SIP server that the SIP request was delivered to."
    delivery.left = [];
    this.#timers.clear(delivery.tx);
    this.#outputs.push({ out: "cancel", attempt, reason });
  }

  /** There is nobody to send it to. */
  #fail(delivery: Delivery): void {
    this.#end(delivery);
    this.#tell({ out: "failure", tx: delivery.tx, cause: "transport", attempt: delivery.tx });
  }

  #end({ tx, tried }: Delivery): void {
    this.#byTx.delete(tx);
    for (const attempt of tried) this.#byAttempt.delete(attempt);
    this.#timers.clear(tx);
  }

  #avoid({ target }: Delivery, forMs?: number): void {
    this.#outputs.push({ out: "avoid", target: target!, forMs });
  }

  #tell(outcome: UserOutput): void {
    this.#outputs.push({ out: "tell", outcome });
  }
}
