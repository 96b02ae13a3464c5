/**
 * A caller and its callees back to back, in virtual time, over a seeded network. Transactions are ideal: they deliver each request and each
 * response once, after a delay of its own. What its sender repeats by itself, the 2xx to an INVITE, its ACK and reliable provisionals, may be lost.
 */
import { type Entropy, seededEntropy } from "../../../src/kernel/entropy.ts";
import { InviteUsage } from "../../../src/sip/dialog/inviteUsage.ts";
import type { UsageInput, UsageOutput } from "../../../src/sip/dialog/usage.ts";
import { cseqOf, tagOf, toOf } from "../../../src/sip/message/access.ts";
import { responseTo } from "../../../src/sip/message/build.ts";
import { Headers } from "../../../src/sip/message/headers.ts";
import type { SipRequest, SipResponse } from "../../../src/sip/message/message.ts";
import { noBody, type SipMessage, textBody } from "../../../src/sip/message/message.ts";
import { parseMessage } from "../../../src/sip/message/parse.ts";
import { serialize } from "../../../src/sip/message/serialize.ts";
import type { Target } from "../../../src/sip/transport/transport.ts";
import { VirtualTime } from "../../support/virtualTime.ts";

export interface Network {
  readonly seed: number;
  /** How many callees the INVITE is forked to. */
  readonly forks?: number;
  /** The longest delay, ms. */
  readonly delay?: number;
  /** The share of 2xx, ACKs and reliable provisionals that are lost, percent. */
  readonly loss?: number;
  /** How long each end takes to answer an offer within the dialog, ms; without it nobody does. */
  readonly thinks?: number;
}

interface Peer {
  readonly usage: InviteUsage;
  readonly outputs: UsageOutput[];
  readonly timers: Map<string, () => void>;
}

interface Transaction {
  readonly from: string;
  readonly token: string;
  readonly request: SipRequest;
  /** Per callee: the final response sent, if any. */
  readonly finals: Map<string, SipResponse>;
  /** The first final response that came back. */
  arrived: SipResponse | undefined;
  provisional: boolean;
  cancelled: boolean;
}

const target: Target = { transport: "udp", host: "192.0.2.1", port: 5060 };

export class SimulatedCall {
  readonly time = new VirtualTime();
  readonly callees: readonly string[];
  /** Final responses to requests that a test injected. */
  readonly injected: number[] = [];
  readonly #network: Network;
  readonly #entropy: Entropy;
  readonly #peers = new Map<string, Peer>();
  readonly #transactions = new Map<number, Transaction>();
  #last = 0;

  constructor(network: Network) {
    this.#network = network;
    this.#entropy = seededEntropy(network.seed);
    this.callees = Array.from({ length: network.forks ?? 1 }, (_, i) => `callee${i}`);
    const options = { target, requestUri: "sip:b@192.0.2.1", from: "<sip:a@a>", to: "<sip:b@b>", callId: "c" };
    const contact = "<sip:a@192.0.2.2>";
    this.#add(
      "caller",
      InviteUsage.uac({ ...options, localTag: "caller", contact, sdp: "v=0", headers: [] }, this.#entropy),
    );
  }

  /** A whole number of ms from 0 to `below` - 1. */
  random(below: number): number {
    return this.#entropy.uint32() % below;
  }

  /** Gives `peer` an input after `delay` ms, if it exists then. */
  later(delay: number, peer: string, input: UsageInput): void {
    this.time.at(this.time.now() + delay, () => this.#input(peer, input));
  }

  outputsOf(peer: string): readonly UsageOutput[] {
    return this.#peers.get(peer)?.outputs ?? [];
  }

  get peers(): readonly string[] {
    return [...this.#peers.keys()];
  }

  isClosed(peer: string): boolean {
    return this.#peers.get(peer)?.usage.closed ?? true;
  }

  /** Requests that had no final response; a second one throws at once. */
  get unanswered(): string[] {
    return [...this.#transactions.values()]
      .filter(({ finals }) => finals.size === 0)
      .map(({ from, request }) => `${from}: ${request.method}`);
  }

  /** Sends a re-INVITE, UPDATE, … to `peer` as if by the other side, and acknowledges what a re-INVITE gets. */
  inject(peer: string, otherTag: string, method: string, sequence: number): void {
    const request: SipRequest = {
      kind: "request",
      method,
      uri: "sip:x@192.0.2.1",
      headers: Headers.of([
        ["Via", "SIP/2.0/UDP 192.0.2.3;branch=z9hG4bKx"],
        ["From", `<sip:x@x>;tag=${otherTag}`],
        ["To", `<sip:y@y>;tag=${peer}`],
        ["Call-ID", "c"],
        ["CSeq", `${sequence} ${method}`],
        ["Content-Type", "application/sdp"],
      ]),
      body: textBody("v=0"),
    };
    this.#send("test", `test:${sequence}`, request);
  }

  #add(tag: string, usage: InviteUsage): void {
    this.#peers.set(tag, { usage, outputs: [], timers: new Map() });
  }

  #input(tag: string, input: UsageInput): void {
    const peer = this.#peers.get(tag);
    if (peer === undefined) return;
    for (const output of peer.usage.handle(input, this.time.now())) {
      peer.outputs.push(output);
      this.#perform(tag, peer, output);
    }
  }

  #perform(tag: string, peer: Peer, output: UsageOutput): void {
    switch (output.out) {
      case "send":
        this.#send(tag, output.token, output.request);
        break;
      case "respond":
        this.#respond(tag, output.tx, output.response);
        break;
      case "ack":
        this.#unreliably(() => this.#input(tagOf(toOf(output.request)) ?? "", { in: "ack", request: output.request }));
        break;
      case "cancel":
        for (const transaction of this.#transactions.values())
          if (transaction.from === tag && transaction.token === output.token) this.#cancel(transaction);
        break;
      case "setTimer":
        peer.timers.get(output.name)?.();
        peer.timers.set(
          output.name,
          this.time.at(output.at, () => this.#input(tag, { in: "timer", name: output.name })),
        );
        break;
      case "clearTimer":
        peer.timers.get(output.name)?.();
        break;
      case "offered":
      case "offerWanted":
        if (this.#network.thinks !== undefined)
          this.later(this.random(this.#network.thinks), tag, { in: "answerOffer", sdp: `${tag} answers` });
    }
  }

  #send(from: string, token: string, sent: SipRequest): void {
    this.#last += 1;
    const tx = this.#last;
    const headers = sent.headers.clone().set("Via", `SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK${tx}`);
    const request = onTheWire({ ...sent, headers });
    this.#transactions.set(tx, {
      from,
      token,
      request,
      finals: new Map(),
      arrived: undefined,
      provisional: false,
      cancelled: false,
    });
    const tag = tagOf(toOf(request));
    if (tag === undefined) for (const callee of this.callees) this.#reliably(() => this.#called(callee, tx, request));
    else this.#reliably(() => this.#requested(tag, tx, request));
  }

  #called(callee: string, tx: number, invite: SipRequest): void {
    this.#add(
      callee,
      InviteUsage.uas({ tx, invite, target, localTag: callee, contact: `<sip:${callee}@192.0.2.1>` }, this.#entropy),
    );
    this.#respond(callee, tx, responseTo(invite, 100));
  }

  #requested(tag: string, tx: number, request: SipRequest): void {
    const peer = this.#peers.get(tag);
    if (peer !== undefined && !peer.usage.closed) this.#input(tag, { in: "request", tx, request });
    else this.#respond(tag, tx, responseTo(request, 481));
  }

  #respond(by: string, tx: number, response: SipResponse): void {
    const transaction = this.#transactions.get(tx);
    if (transaction === undefined) throw new Error(`a response to nothing: ${response.status}`);
    const invite = transaction.request.method === "INVITE";
    const before = transaction.finals.get(by);
    if (before !== undefined && !(invite && before === response))
      throw new Error(`a second answer: ${response.status}`);
    if (response.status >= 200) transaction.finals.set(by, response);
    const travels = invite && (response.headers.get("RSeq") !== undefined || Math.floor(response.status / 100) === 2);
    const arrive = () => this.#arrived(transaction, onTheWire(response));
    if (travels) this.#unreliably(arrive);
    else this.#reliably(arrive);
  }

  /** What a client transaction lets through: nothing after a failure, only further 2xx after a 2xx. */
  #arrived(transaction: Transaction, response: SipResponse): void {
    const { arrived, from, token } = transaction;
    const success = response.status >= 200 && response.status < 300;
    if (arrived !== undefined && (arrived.status >= 300 || !success)) return;
    if (response.status >= 200) transaction.arrived = response;
    else this.#provisional(transaction);
    if (from === "test") this.#injectedAnswered(transaction, response);
    else this.#input(from, { in: "response", token, response });
  }

  #injectedAnswered({ request }: Transaction, response: SipResponse): void {
    if (response.status < 200) return;
    this.injected.push(response.status);
    if (request.method !== "INVITE" || response.status >= 300) return;
    const headers = request.headers
      .clone()
      .set("CSeq", `${cseqOf(request).number} ACK`)
      .delete("Content-Type");
    const ack: SipRequest = { ...request, method: "ACK", headers, body: noBody };
    this.#unreliably(() => this.#input(tagOf(toOf(request)) ?? "", { in: "ack", request: ack }));
  }

  /** "If no provisional response has been received, the CANCEL request MUST NOT be sent" (§9.1). */
  #cancel(transaction: Transaction): void {
    transaction.cancelled = true;
    if (transaction.provisional) this.#sendCancel(transaction);
  }

  #provisional(transaction: Transaction): void {
    if (transaction.cancelled && !transaction.provisional) this.#sendCancel(transaction);
    transaction.provisional = true;
  }

  #sendCancel(transaction: Transaction): void {
    for (const callee of this.callees)
      this.#reliably(() => {
        if (!transaction.finals.has(callee)) this.#input(callee, { in: "cancelled" });
      });
  }

  #reliably(work: () => void): void {
    this.time.at(this.time.now() + 1 + this.random(this.#network.delay ?? 50), work);
  }

  #unreliably(work: () => void): void {
    if (this.random(100) >= (this.#network.loss ?? 0)) this.#reliably(work);
  }
}

/** The message as whoever gets it reads it. */
function onTheWire<M extends SipMessage>(message: M): M {
  const parsed = parseMessage(serialize(message));
  if (!parsed.ok || parsed.value.kind !== message.kind) throw new Error(`unreadable: ${JSON.stringify(parsed)}`);
  return parsed.value as M;
}
