/**
 * One transfer, from the asking to its outcome: `handle(input) → steps`. An agent, the transferor, gives the other party of its
 * call (the home call) to somebody else: to whom the home call itself rings (blind), or to whom the transferor speaks, or is about to
 * speak, in a call of their own, the consultation (attended). Who carries the steps out, and on which calls, is in `transfers.ts`.
 */
import { withPhrase } from "../../sip/message/reasonPhrases.ts";

/** What becomes of a call that a transfer concerns. */
export type TransferEvent =
  /** A provisional answer of whoever is rung. */
  | { readonly now: "progress"; readonly status: number; readonly reason: string }
  /** Home: somebody whom it rang has taken the transferor's place. Consultation: it was answered. */
  | { readonly now: "answered" }
  /** Home: nobody takes the transferor's place. */
  | { readonly now: "failed"; readonly status: number; readonly reason: string }
  /** The transferor's leg has gone. */
  | { readonly now: "left" }
  /** The call is over. */
  | { readonly now: "over"; readonly status: number; readonly reason: string };

export type TransferInput =
  | { readonly in: "home" | "consultation"; readonly event: TransferEvent }
  | { readonly in: "complete" }
  | { readonly in: "cancel" };

export type TransferStep =
  /** The transferor's phone is told how far its REFER has come. */
  | { readonly step: "report"; readonly status: number; readonly reason: string }
  /** The home call has another party now. */
  | { readonly step: "announce" }
  /** The other party of the consultation takes the transferor's place in the home call. */
  | { readonly step: "merge" }
  /** The transferor leaves the consultation, which rings on. */
  | { readonly step: "leaveConsultation" }
  /** The transferor talks on in the home call. */
  | { readonly step: "resume" }
  /** The transferor has hung up, and whom it gave the call to does not take it: its phone is rung. */
  | { readonly step: "recall" }
  | { readonly step: "endHome" }
  | { readonly step: "endConsultation" }
  /** The consultation is a call like any other from now on. */
  | { readonly step: "freeConsultation" }
  /** The transfer is over, for good or ill. */
  | { readonly step: "conclude" };

/**
 * `ringing`: the home call rings whom it was given to. `consulting`: the transferor, on loan to the consultation, rings or speaks there.
 * `awaiting`: the transfer completes when the consultation is answered. `recalling`: the transferor is rung again.
 */
export type TransferPhase = "ringing" | "consulting" | "awaiting" | "recalling" | "over";

const reached = { step: "report", status: 200, reason: "OK" } as const;
const gaveUp = { step: "report", ...withPhrase(487) } as const;
const conclude = { step: "conclude" } as const;

export class Transfer {
  #phase: TransferPhase;
  /** The transferor still has its leg in the home call, or comes back to it. */
  #present: boolean;
  #answered = false;

  constructor(phase: "ringing" | "consulting" | "awaiting") {
    this.#phase = phase;
    this.#present = phase !== "consulting";
  }

  get phase(): TransferPhase {
    return this.#phase;
  }

  handle(input: TransferInput): TransferStep[] {
    if (this.#phase === "over") return [];
    const steps = this.#take(input);
    if (steps.some(({ step }) => step === "conclude")) this.#phase = "over";
    return steps;
  }

  #take(input: TransferInput): TransferStep[] {
    switch (input.in) {
      case "home":
        return this.#home(input.event);
      case "consultation":
        return this.#consultation(input.event);
      case "complete":
        return this.#phase === "consulting" ? this.#complete([{ step: "leaveConsultation" }]) : [];
      case "cancel":
        return this.#cancel();
    }
  }

  #home(event: TransferEvent): TransferStep[] {
    switch (event.now) {
      case "progress":
        return this.#phase === "ringing" ? [{ step: "report", status: event.status, reason: event.reason }] : [];
      case "answered":
        if (this.#phase === "ringing") return [reached, { step: "announce" }, conclude];
        return this.#phase === "recalling" ? [conclude] : [];
      case "failed":
        if (this.#phase === "ringing") return this.#fail(event);
        return this.#phase === "recalling" ? [{ step: "endHome" }, conclude] : [];
      case "left":
        this.#present = false;
        return [];
      case "over":
        return this.#homeOver();
    }
  }

  /** The party to be given away has hung up, or somebody has hung up for it. */
  #homeOver(): TransferStep[] {
    switch (this.#phase) {
      case "ringing":
        return [gaveUp, conclude];
      case "awaiting":
        return [gaveUp, conclude, { step: "endConsultation" }];
      case "consulting":
        return [{ step: "freeConsultation" }, conclude];
      default:
        return [conclude];
    }
  }

  #consultation(event: TransferEvent): TransferStep[] {
    switch (event.now) {
      case "progress":
        return this.#phase === "awaiting" ? [{ step: "report", status: event.status, reason: event.reason }] : [];
      case "answered":
        this.#answered = true;
        return this.#phase === "awaiting" ? [reached, { step: "merge" }, { step: "announce" }, conclude] : [];
      case "left":
        // Hanging up while consulting gives the call away.
        return this.#phase === "consulting" ? this.#complete([]) : [];
      case "over":
        // A consultation on loan has given the transferor back before it ended.
        if (this.#phase === "consulting") return [conclude];
        return this.#phase === "awaiting" ? this.#fail(event) : [];
      default:
        return [];
    }
  }

  /** @param leaving what makes the transferor leave a consultation that still rings */
  #complete(leaving: readonly TransferStep[]): TransferStep[] {
    if (this.#answered) return [{ step: "merge" }, { step: "announce" }, conclude];
    this.#phase = "awaiting";
    return [...leaving];
  }

  #cancel(): TransferStep[] {
    switch (this.#phase) {
      case "ringing":
        return this.#fail(withPhrase(487));
      case "consulting":
        return [{ step: "endConsultation" }];
      case "awaiting":
        return [...this.#fail(withPhrase(487)), { step: "endConsultation" }];
      default:
        return [];
    }
  }

  /** A failed transfer gives the party back to the transferor. */
  #fail({ status, reason }: { readonly status: number; readonly reason: string }): TransferStep[] {
    const told: TransferStep = { step: "report", status, reason };
    if (this.#present) return [told, { step: "resume" }, conclude];
    this.#phase = "recalling";
    return [told, { step: "recall" }];
  }
}
