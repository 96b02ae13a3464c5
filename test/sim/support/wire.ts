/** What passed between the exchange and the far ends, as the figures of the RFCs draw it. */
import { callIdOf, cseqOf } from "../../../src/sip/message/access.ts";
import type { SipMessage } from "../../../src/sip/message/message.ts";
import { parseMessage } from "../../../src/sip/message/parse.ts";
import type { Endpoint, VirtualNet } from "../../support/virtualNet.ts";

/** A SIP message, when it is sent for the first time. */
export interface Sent {
  /** By the exchange, not by a far end. */
  readonly ours: boolean;
  /** Address of the far end. */
  readonly far: string;
  readonly text: string;
  /** Undefined for what cannot be read. */
  readonly message: SipMessage | undefined;
  /** It got there, then or when it was sent again. */
  readonly arrived: boolean;
}

const SIP_PORT = 5060;
/** What RFC 5626 §3.5.1 has for keeping alive. */
const isKeepAlive = (data: Buffer): boolean => data.length <= 4;

export class Wire {
  readonly #server: string;
  /** By what is the same whenever it is sent again. */
  readonly #sent = new Map<string, Sent>();

  constructor(net: VirtualNet, server: string) {
    this.#server = server;
    net.watch((data, from, to, arrives) => this.#see(data, from, to, arrives));
  }

  /** Every message, in the order of sending, without what was sent again. */
  get sent(): readonly Sent[] {
    return [...this.#sent.values()];
  }

  /** `> INVITE` is what the far end sent, `< 180 INVITE` what the exchange did; in the order of sending. */
  ladder(far: string, callId?: string): string[] {
    return this.sent
      .filter(({ far: other, message }) => other === far && (callId === undefined || callId === idOf(message)))
      .map(({ ours, message }) => `${ours ? "<" : ">"} ${message === undefined ? "?" : nameOf(message)}`);
  }

  #see(data: Buffer, from: Endpoint, to: Endpoint, arrives: boolean): void {
    if (from.port !== SIP_PORT || isKeepAlive(data)) return;
    const ours = from.address === this.#server;
    if (!ours && to.address !== this.#server) return;
    const far = (ours ? to : from).address;
    const text = data.toString("utf8");
    // An ACK is sent again with another branch (RFC 3261 §13.2.2.4).
    const key = `${ours} ${far} ${text.startsWith("ACK ") ? text.replace(/branch=[^;\r]*/, "") : text}`;
    const before = this.#sent.get(key);
    const message = before === undefined ? read(data) : before.message;
    this.#sent.set(key, { ours, far, text, message, arrived: arrives || before?.arrived === true });
  }
}

/** `INVITE`, `180 INVITE` */
export const nameOf = (message: SipMessage): string =>
  message.kind === "request" ? message.method : `${message.status} ${cseqOf(message).method}`;

const idOf = (message: SipMessage | undefined): string | undefined =>
  message === undefined ? undefined : callIdOf(message);

function read(data: Buffer): SipMessage | undefined {
  const parsed = parseMessage(data);
  return parsed.ok ? parsed.value : undefined;
}
