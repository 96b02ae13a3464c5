import type { Scheduler } from "../kernel/clock.ts";
import type { Entropy } from "../kernel/entropy.ts";
import { causeOf } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import type { SipStack, TransactionId, TransactionUser } from "./api.ts";
import { responseTo } from "./message/build.ts";
import type { SipMessage, SipRequest, SipResponse } from "./message/message.ts";
import type { LayerCounts, LayerInput, UserOutput, WireOutput } from "./transaction/transaction.ts";
import { TransactionLayer } from "./transaction/transactionLayer.ts";
import type { Flow, OnMessage, SendFailure, Target, Transport } from "./transport/transport.ts";

export interface StackOptions {
  readonly scheduler: Scheduler;
  readonly entropy: Entropy;
  readonly log: Log;
  /** Above this many server transactions at a time new requests get 503; at 32 s each this allows about 600 requests a second. */
  readonly maxServerTransactions?: number;
}

/** The stack with what its owner needs beside what the TU sees. */
export interface OwnedStack extends SipStack {
  /** Where the transport delivers what it has parsed. Messages before `start` are dropped: their senders send them again. */
  readonly receive: OnMessage;
  /** Joins the transport below and the TU above, each of which needs the stack first. Once. */
  start(transport: Transport, user: TransactionUser): void;
  /** What is alive, for leak checks and metrics. */
  counts(): LayerCounts;
}

export function createStack(options: StackOptions): OwnedStack {
  return new Stack(options);
}

const DEFAULT_MAX_SERVER_TRANSACTIONS = 20_000;

/** The driver of the transaction layer: performs what it puts out, wakes it when a timer is due, and tells the TU from its own loop. */
class Stack implements OwnedStack {
  readonly #scheduler: Scheduler;
  readonly #entropy: Entropy;
  readonly #log: Log;
  readonly #layer: TransactionLayer;
  #joined: { readonly transport: Transport; readonly user: TransactionUser } | undefined;
  readonly #news: UserOutput[] = [];
  #telling = false;
  #closed = false;
  #wake: { readonly at: number; readonly cancel: () => void } | undefined;

  constructor({ scheduler, entropy, log, maxServerTransactions }: StackOptions) {
    this.#scheduler = scheduler;
    this.#entropy = entropy;
    this.#log = log;
    this.#layer = new TransactionLayer({
      entropy,
      maxServerTransactions: maxServerTransactions ?? DEFAULT_MAX_SERVER_TRANSACTIONS,
    });
  }

  start(transport: Transport, user: TransactionUser): void {
    if (this.#joined !== undefined) throw new Error("the stack has been started before");
    this.#joined = { transport, user };
  }

  readonly receive: OnMessage = (message: SipMessage, flow: Flow): void => {
    if (this.#joined === undefined) return;
    this.#handle({ in: "received", message, flow });
    this.#tell();
  };

  request(request: SipRequest, target: Target): TransactionId {
    const tx = this.#layer.reserve();
    this.#obey({ in: "request", tx, request: this.#withVia(request, target), target });
    return tx;
  }

  ack(request: SipRequest, target: Target): void {
    // No transaction, no retransmission: a lost ACK is asked for by the next 2xx (§13.2.2.4).
    this.#neighbours.transport.send(this.#withVia(request, target), target, (cause) => {
      this.#log.debug({ cause, target }, "an ACK could not be sent");
    });
  }

  cancel(tx: TransactionId): void {
    this.#obey({ in: "cancel", tx });
  }

  respond(tx: TransactionId, response: SipResponse): void {
    this.#obey({ in: "respond", tx, response });
  }

  localFor(target: Target): { address: string; port: number } {
    return this.#neighbours.transport.localFor(target);
  }

  counts(): LayerCounts {
    return this.#layer.counts;
  }

  /** Closes the transport; what is alive is left as it stands, without a word to the TU. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#news.length = 0;
    this.#wake?.cancel();
    this.#wake = undefined;
    await this.#joined?.transport.close();
  }

  get #neighbours(): { readonly transport: Transport; readonly user: TransactionUser } {
    if (this.#joined === undefined) throw new Error("the stack has not been started");
    return this.#joined;
  }

  // --- the loop ---------------------------------------------------------------------------------------------------

  /** What the TU wants is done at once, but what it causes the TU to be told waits for the loop: no call to the stack calls the TU back. */
  #obey(input: LayerInput): void {
    this.#handle(input);
    this.#planWake();
  }

  #handle(input: LayerInput): void {
    if (this.#closed) return;
    for (const output of this.#layer.handle(input, this.#scheduler.now())) {
      if (output.out === "send" || output.out === "sendBack") this.#send(output, this.#neighbours.transport);
      else this.#news.push(output);
    }
  }

  #send(output: WireOutput, transport: Transport): void {
    const failed = (cause: SendFailure): void => {
      this.#log.debug({ cause, tx: output.tx }, "a SIP message could not be sent");
      if (output.tx === undefined) return;
      this.#handle({ in: "undelivered", tx: output.tx });
      this.#tell();
    };
    if (output.out === "send") transport.send(output.request, output.target, failed);
    else transport.sendBack(output.response, output.flow, failed);
  }

  /**
   * Keeps one wake-up, never later than the earliest timer. News that a call of the TU uncovers comes of a timer that
   * was due, so the wake-up that tells it is due as well.
   */
  #planWake(): void {
    if (this.#closed) return;
    const at = this.#layer.next();
    if (at === undefined || (this.#wake !== undefined && this.#wake.at <= at)) return;
    this.#wake?.cancel();
    const cancel = this.#scheduler.at(at, () => {
      this.#wake = undefined;
      try {
        this.#handle({ in: "time" });
      } finally {
        this.#tell();
      }
    });
    this.#wake = { at, cancel };
  }

  #tell(): void {
    if (this.#telling) return;
    this.#telling = true;
    try {
      for (let news = this.#news.shift(); news !== undefined; news = this.#news.shift()) this.#tellOne(news);
    } finally {
      this.#telling = false;
      this.#planWake();
    }
  }

  /** A defect of the TU's costs the message that brought it to light, and nothing else. */
  #tellOne(news: UserOutput): void {
    try {
      tellUser(this.#neighbours.user, news);
    } catch (error) {
      this.#log.error(
        { event: "fault", place: `sip ${news.out}`, cause: causeOf(error) },
        "a SIP message set off a defect",
      );
      // RFC 3261 §21.5.1; a request left without an answer would hold its transaction for ever.
      if (news.out === "request")
        this.respond(news.tx, responseTo(news.request, 500, undefined, { toTag: this.#entropy.hex(8) }));
    }
  }

  // --- Via --------------------------------------------------------------------------------------------------------

  /** The request with the top Via of a new transaction, and with Max-Forwards. Content-Length is counted when it is serialised. */
  #withVia(request: SipRequest, target: Target): SipRequest {
    const { address, port } = this.#neighbours.transport.localFor(target);
    const host = address.includes(":") ? `[${address}]` : address;
    // §8.1.1.7: "the branch ID inserted by an element compliant with this specification MUST always begin with the characters "z9hG4bK"."
    const branch = `z9hG4bK${this.#entropy.hex(12)}`;
    const headers = request.headers.clone();
    // RFC 3581 §3: "the client […] inserts an "rport" parameter into the topmost Via header field value of requests".
    headers.prepend("Via", `SIP/2.0/${target.transport.toUpperCase()} ${host}:${port};rport;branch=${branch}`);
    if (headers.get("Max-Forwards") === undefined) headers.append("Max-Forwards", "70");
    return { ...request, headers };
  }
}

function tellUser(user: TransactionUser, news: UserOutput): void {
  switch (news.out) {
    case "request":
      user.onRequest(news.tx, news.request, news.flow);
      return;
    case "ack":
      user.onAck(news.request, news.flow);
      return;
    case "cancel":
      user.onCancel(news.tx, news.request);
      return;
    case "response":
      user.onResponse(news.tx, news.response);
      return;
    case "failure":
      user.onFailure(news.tx, news.cause);
      return;
    case "serverFailure":
      user.onServerFailure(news.tx, news.cause);
      return;
  }
}
