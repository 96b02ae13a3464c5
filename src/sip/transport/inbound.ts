/** From parsed bytes to what the stack gets: the source is written into requests, and what is no message is answered or dropped. */
import { createHash } from "node:crypto";
import { isSameAddress, withoutZone } from "../../kernel/addresses.ts";
import type { Log } from "../../kernel/log.ts";
import type { Result } from "../../kernel/result.ts";
import { topVia } from "../message/access.ts";
import { responseTo } from "../message/build.ts";
import { withSource } from "../message/fields.ts";
import type { SipMessage, SipRequest, SipResponse } from "../message/message.ts";
import type { ParseProblem } from "../message/parse.ts";
import { Allowance } from "./allowance.ts";
import { type Count, whatIs } from "./counting.ts";
import type { Flow, OnMessage } from "./transport.ts";

/** Refusals and log lines a second for what cannot be read: a flood of garbage costs no more than this. */
const REFUSALS_PER_SECOND = 100;
const LOG_LINES_PER_SECOND = 1;

export interface InboundOptions {
  readonly onMessage: OnMessage;
  readonly answer: (response: SipResponse, flow: Flow) => void;
  readonly now: () => number;
  readonly log: Log;
  readonly count: Count;
}

export class Inbound {
  readonly #options: InboundOptions;
  readonly #refusals = new Allowance(REFUSALS_PER_SECOND);
  readonly #logLines = new Allowance(LOG_LINES_PER_SECOND);

  constructor(options: InboundOptions) {
    this.#options = options;
  }

  take(parsed: Result<SipMessage, ParseProblem>, flow: Flow): void {
    if (parsed.ok) this.#pass(parsed.value, flow);
    else this.refuse(parsed.error, flow);
  }

  #pass(message: SipMessage, flow: Flow): void {
    const { count, onMessage } = this.#options;
    count("in", flow.transport, whatIs(message));
    // §8.1.3.3: "If more than one Via header field value is present in a response, the UAC SHOULD discard the message." It is not ours.
    if (message.kind === "response" && message.headers.all("Via").length > 1) return;
    if (message.kind === "request") markSource(message, flow);
    onMessage(message, flow);
  }

  /** Answers a request that could not be understood, without a transaction (§8.2.7); all else is dropped. */
  refuse({ status, reason, request }: ParseProblem, flow: Flow): void {
    const { count, log, now, answer } = this.#options;
    count("in", flow.transport, "malformed");
    const { transport, address, port } = flow;
    if (this.#logLines.take(now())) log.debug({ transport, address, port, status, reason }, "a malformed message came");
    if (request === undefined || !this.#refusals.take(now())) return;
    answer(responseTo(request, status, reason, { toTag: statelessTag(request) }), flow);
  }
}

/**
 * RFC 3261 §18.2.1: when the host of sent-by is a name or another address than the source, "the server MUST add a 'received' parameter".
 * RFC 3581 §4: when the client asks with `rport`, both are filled in. A `received` of the client's own making never stays.
 */
function markSource(request: SipRequest, flow: Flow): void {
  const via = topVia(request);
  if (via.rport === undefined && via.received === undefined && isSameAddress(via.host, flow.address)) return;
  request.headers.setFirst("Via", withSource(via, withoutZone(flow.address), flow.port));
}

/** §8.2.7: the same request gets the same tag again, though nothing is remembered. */
function statelessTag({ headers }: SipRequest): string {
  const hash = createHash("sha256");
  for (const name of ["Via", "Call-ID", "From", "CSeq"]) hash.update(`${headers.get(name)}\n`);
  return hash.digest("hex").slice(0, 16);
}
