import { isIP } from "node:net";
import { uriHost } from "../kernel/addresses.ts";
import type { Scheduler } from "../kernel/clock.ts";
import type { Entropy } from "../kernel/entropy.ts";
import { causeOf } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import type { SipStack, TransactionId, TransactionUser } from "./api.ts";
import { Conversations } from "./locate/conversations.ts";
import { type Attempt, Deliveries, type DeliveryInput } from "./locate/deliveries.ts";
import { type Locator, noNames } from "./locate/locator.ts";
import { responseTo } from "./message/build.ts";
import type { SipMessage, SipRequest, SipResponse } from "./message/message.ts";
import type { LayerCounts, LayerInput, UserOutput, WireOutput } from "./transaction/transaction.ts";
import { TransactionLayer } from "./transaction/transactionLayer.ts";
import { transportsFor } from "./transport/largeRequest.ts";
import type { Flow, OnMessage, SendFailure, Target, Transport } from "./transport/transport.ts";

export interface StackOptions {
  readonly scheduler: Scheduler;
  readonly entropy: Entropy;
  readonly log: Log;
  /** Finds next hops given by name; without it only addresses can be reached. */
  readonly locator?: Locator;
  /** Above this many server transactions at a time new requests get 503; at 32 s and 2.5 kB each this allows about 2,000 requests a second, and 165 MB. */
  readonly maxServerTransactions?: number;
}

/** The stack with what its owner needs beside what the TU sees. */
export interface OwnedStack extends SipStack {
  /** Where the transport delivers what it has parsed. Messages before `start` are dropped: their senders send them again. */
  readonly receive: OnMessage;
  /** Joins the transport below and the TU above, each of which needs the stack first. Once. */
  start(transport: Transport, user: TransactionUser): void;
  /** Who finds the next hops given by name; closed with the stack. */
  readonly locator: Locator;
  /** What is alive, for leak checks and metrics. */
  counts(): LayerCounts;
}

export function createStack(options: StackOptions): OwnedStack {
  return new Stack(options);
}

const DEFAULT_MAX_SERVER_TRANSACTIONS = 65_536;

/** The driver of the transaction layer: performs what it puts out, wakes it when a timer is due, and tells the TU from its own loop. */
class Stack implements OwnedStack {
  readonly #scheduler: Scheduler;
  readonly #entropy: Entropy;
  readonly #log: Log;
  readonly #layer: TransactionLayer;
  readonly locator: Locator;
  readonly #deliveries: Deliveries;
  readonly #conversations = new Conversations();
  #joined: { readonly transport: Transport; readonly user: TransactionUser } | undefined;
  readonly #news: UserOutput[] = [];
  #telling = false;
  #closed = false;
  #wake: { readonly at: number; readonly cancel: () => void } | undefined;

  constructor({ scheduler, entropy, log, locator = noNames, maxServerTransactions }: StackOptions) {
    this.#scheduler = scheduler;
    this.#entropy = entropy;
    this.#log = log;
    this.locator = locator;
    this.#layer = new TransactionLayer({
      entropy,
      maxServerTransactions: maxServerTransactions ?? DEFAULT_MAX_SERVER_TRANSACTIONS,
    });
    this.#deliveries = new Deliveries(() => this.#layer.reserve());
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
    const attempts = isPlace(target) ? attemptsAt(request, [target]) : undefined;
    if (attempts?.length === 1) {
      const only = attempts[0]!.target;
      this.#obey({ in: "request", tx, request: this.#withVia(request, only), target: only });
      return tx;
    }
    this.#deliver({ in: "open", tx, request });
    if (attempts !== undefined) this.#deliver({ in: "located", tx, attempts });
    else this.#locate(tx, request, target);
    this.#planWake();
    return tx;
  }

  ack(request: SipRequest, target: Target): void {
    const partner = isPlace(target) ? target : this.#conversations.partnerOf(request);
    if (partner !== undefined) this.#sendAck(request, partner);
    else
      this.locator.locate(target, ([first]) => {
        if (first !== undefined && !this.#closed) this.#sendAck(request, first);
      });
  }

  cancel(tx: TransactionId, reason?: string): void {
    if (!this.#deliveries.has(tx)) return this.#obey({ in: "cancel", tx, reason });
    this.#deliver({ in: "cancel", tx, reason });
    this.#planWake();
  }

  respond(tx: TransactionId, response: SipResponse): void {
    this.#obey({ in: "respond", tx, response });
  }

  localFor(target: Target): { address: string; port: number } {
    const place = isPlace(target) ? undefined : this.locator.addressesOf(target.host)[0];
    return this.#neighbours.transport.localFor(place === undefined ? target : { ...target, host: place });
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
    this.locator.close();
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
      else if (output.out === "response" || output.out === "failure") this.#deliver({ in: "outcome", outcome: output });
      else this.#news.push(output);
    }
  }

  /** Carries a request on its way to one of several places a step further. */
  #deliver(input: DeliveryInput): void {
    if (input.in === "outcome" && input.outcome.out === "response" && input.outcome.attempt !== input.outcome.tx)
      this.#conversations.answered(input.outcome.response, input.outcome.target);
    for (const output of this.#deliveries.handle(input, this.#scheduler.now())) {
      switch (output.out) {
        case "try": {
          const { tx: user, attempt: tx, target } = output;
          this.#handle({ in: "request", tx, user, request: this.#withVia(output.request, target), target });
          break;
        }
        case "cancel":
          this.#handle({ in: "cancel", tx: output.attempt, reason: output.reason });
          break;
        case "abandon":
          this.#handle({ in: "abandon", tx: output.attempt });
          break;
        case "avoid":
          this.locator.avoid(output.target, output.forMs);
          break;
        case "tell":
          this.#news.push(output.outcome);
      }
    }
  }

  #locate(tx: TransactionId, request: SipRequest, target: Target): void {
    this.locator.locate(target, (found) => {
      if (this.#closed) return;
      const partner = this.#conversations.partnerOf(request);
      const others = found.filter((each) => partner === undefined || !isSamePlace(each, partner));
      const attempts = attemptsAt(request, partner === undefined ? others : [partner, ...others]);
      this.#deliver({ in: "located", tx, attempts });
      this.#tell();
    });
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

  #sendAck(request: SipRequest, target: Target): void {
    // No transaction, no retransmission: a lost ACK is asked for by the next 2xx (§13.2.2.4).
    this.#neighbours.transport.send(this.#withVia(request, target), target, (cause) => {
      this.#log.debug({ cause, target }, "an ACK could not be sent");
    });
  }

  /**
   * Keeps one wake-up, never later than the earliest timer. News that a call of the TU uncovers comes of a timer that
   * was due, so the wake-up that tells it is due as well.
   */
  #planWake(): void {
    if (this.#closed) return;
    const at = earliest(
      this.#news.length > 0 && !this.#telling ? this.#scheduler.now() : undefined,
      this.#layer.next(),
      this.#deliveries.next(),
    );
    if (at === undefined || (this.#wake !== undefined && this.#wake.at <= at)) return;
    this.#wake?.cancel();
    const cancel = this.#scheduler.at(at, () => {
      this.#wake = undefined;
      try {
        this.#handle({ in: "time" });
        this.#deliver({ in: "time" });
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
    // §8.1.1.7: "the branch ID inserted by an element compliant with this specification MUST always begin with the characters "z9hG4bK"."
    const branch = `z9hG4bK${this.#entropy.hex(12)}`;
    const headers = request.headers.clone();
    // RFC 3581 §3: "the client […] inserts an "rport" parameter into the topmost Via header field value of requests".
    headers.prepend(
      "Via",
      `SIP/2.0/${target.transport.toUpperCase()} ${uriHost(address)}:${port};rport;branch=${branch}`,
    );
    if (headers.get("Max-Forwards") === undefined) headers.append("Max-Forwards", "70");
    return { ...request, headers };
  }
}

/** Whether it can be sent to as it is: an address, or a connection that somebody opened to us. */
const isPlace = ({ host, connection }: Target): boolean => isIP(host) !== 0 || connection !== undefined;

const isSamePlace = (a: Target, b: Target): boolean =>
  a.transport === b.transport && a.host === b.host && a.port === b.port;

/** The places in order, each by what may carry the request there. */
const attemptsAt = (request: SipRequest, places: readonly Target[]): Attempt[] =>
  places.flatMap((place) =>
    transportsFor(request, place).map((transport, i) => ({ target: { ...place, transport }, instead: i > 0 })),
  );

const earliest = (...times: readonly (number | undefined)[]): number | undefined => {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
};

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
