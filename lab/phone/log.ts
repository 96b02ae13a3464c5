import type { SipMessage } from "../sip/message.ts";
import type { Peer } from "../sip/wire.ts";

export interface Logged {
  readonly direction: "sent" | "received";
  /** On the scale of `performance.now()`. */
  readonly at: number;
  readonly peer: Peer;
  readonly message: SipMessage;
}

/** Every message a phone sent or received, repeated ones too. */
export class SipLog {
  readonly #keep: number;
  readonly entries: Logged[] = [];

  constructor(keep: number) {
    this.#keep = keep;
  }

  add(direction: "sent" | "received", message: SipMessage, peer: Peer): void {
    this.entries.push({ direction, at: performance.now(), peer, message });
    if (this.entries.length > 2 * this.#keep) this.entries.splice(0, this.#keep);
  }

  /** Requests received, of one method or of all. */
  requests(method?: string): readonly SipMessage[] {
    return this.#of("received").filter((message) =>
      method === undefined ? message.method !== undefined : message.method === method,
    );
  }

  /** Responses received to requests of one method. */
  responses(method: string): readonly SipMessage[] {
    return this.#of("received").filter((message) => message.status !== undefined && message.cseq.method === method);
  }

  sent(method: string): readonly SipMessage[] {
    return this.#of("sent").filter((message) => message.method === method);
  }

  /** One line a message, for the eye. */
  toString(): string {
    return this.entries
      .map(
        ({ direction, at, message }) =>
          `${at.toFixed(0).padStart(8)} ${direction === "sent" ? "→" : "←"} ${message.startLine}`,
      )
      .join("\n");
  }

  #of(direction: "sent" | "received"): readonly SipMessage[] {
    return this.entries.filter((entry) => entry.direction === direction).map(({ message }) => message);
  }
}
