import { cseqOf } from "../../../src/sip/message/access.ts";
import type { SipRequest, SipResponse } from "../../../src/sip/message/message.ts";

/** A phone's half of RFC 3262: numbers its own reliable provisionals, and knows which of the exchange's to acknowledge. */
export class Reliability {
  #rseq = 4711;
  #waiting: number | undefined;
  #last: number | undefined;

  /** A provisional of the phone's waits for its PRACK. */
  get waits(): boolean {
    return this.#waiting !== undefined;
  }

  /** What makes the phone's next provisional reliable. */
  next(): readonly (readonly [name: string, value: string])[] {
    this.#rseq += 1;
    this.#waiting = this.#rseq;
    return [
      ["Require", "100rel"],
      ["RSeq", `${this.#rseq}`],
    ];
  }

  /** @returns whether the PRACK was for what waits */
  acknowledged(prack: SipRequest): boolean {
    const matches = this.#waiting !== undefined && prack.headers.get("RAck")?.startsWith(`${this.#waiting} `) === true;
    if (matches) this.#waiting = undefined;
    return matches;
  }

  /** The RAck for a response of the exchange; undefined for one that is not reliable, or not next. */
  rackFor(response: SipResponse): string | undefined {
    const rseq = Number(response.headers.get("RSeq"));
    if (!response.headers.all("Require").includes("100rel") || rseq !== (this.#last ?? rseq - 1) + 1) return undefined;
    this.#last = rseq;
    const { number, method } = cseqOf(response);
    return `${rseq} ${number} ${method}`;
  }
}
