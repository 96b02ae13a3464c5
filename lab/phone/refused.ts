import type { SipMessage } from "../sip/message.ts";

/** A request was answered with a failure. */
export class Refused extends Error {
  readonly status: number;
  readonly response: SipMessage;

  constructor(response: SipMessage) {
    super(`${response.cseq.method} was answered ${response.startLine.slice(8)}`);
    this.name = "Refused";
    this.status = response.status ?? 0;
    this.response = response;
  }
}
