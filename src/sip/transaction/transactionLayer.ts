import { createHash } from "node:crypto";
import type { Entropy } from "../../kernel/entropy.ts";
import { TimerTable } from "../../kernel/timerTable.ts";
import type { TransactionId } from "../api.ts";
import { responseTo } from "../message/build.ts";
import type { SipRequest, SipResponse } from "../message/message.ts";
import type { Flow, Target } from "../transport/transport.ts";
import { inviteClient } from "./inviteClient.ts";
import { inviteServer } from "./inviteServer.ts";
import {
  heldTimers,
  type Machine,
  statusClass,
  step,
  type TransactionAction,
  type TransactionInput,
} from "./machine.ts";
import { acknowledgedKeys, acknowledges, clientKey, mergeKey, serverKey, toTag } from "./matching.ts";
import { nonInviteClient } from "./nonInviteClient.ts";
import { nonInviteServer } from "./nonInviteServer.ts";
import { ackFor, cancelFor } from "./sameBranch.ts";
import { firstInterval, nextInterval, retransmits, T2, type TimerName } from "./timers.ts";
import type {
  AnyTransaction,
  ClientTransaction,
  LayerCounts,
  LayerInput,
  LayerOutput,
  ServerTransaction,
} from "./transaction.ts";
import { TransactionTable } from "./transactionTable.ts";

/** The message that an input brought, for the actions that pass it on. */
type Brought = { readonly request: SipRequest; readonly flow: Flow } | { readonly response: SipResponse } | undefined;

export interface TransactionLayerOptions {
  /** For the To tags of the answers that the layer gives itself. */
  readonly entropy: Entropy;
  /** Above this many server transactions new requests are refused; those within a dialog only above a quarter more, so that calls can still end. */
  readonly maxServerTransactions: number;
}

/** A transaction's timer in the table: `A/17`. */
type Deadline = `${TimerName}/${TransactionId}`;

/** Seconds after which a refused peer may try again: by then half of the transactions of a burst are gone. */
const RETRY_AFTER = "16";

/**
 * All transactions of RFC 3261 §17: finds the one a message belongs to, drives its table, keeps its timers.
 * `handle(input, now) → outputs`, without I/O; nothing that a peer sends makes it throw.
 */
export class TransactionLayer {
  readonly #entropy: Entropy;
  readonly #maxServers: number;
  readonly #alive = new TransactionTable();
  readonly #timers = new TimerTable<Deadline>();
  #outputs: LayerOutput[] = [];
  #lastId: TransactionId = 0;
  #refused = 0;
  #strays = 0;

  constructor({ entropy, maxServerTransactions }: TransactionLayerOptions) {
    this.#entropy = entropy;
    this.#maxServers = maxServerTransactions;
  }

  get counts(): LayerCounts {
    return {
      clientTransactions: this.#alive.clients,
      serverTransactions: this.#alive.servers,
      timers: this.#timers.size,
      refused: this.#refused,
      strays: this.#strays,
    };
  }

  /** A number for the next client transaction. */
  reserve(): TransactionId {
    return ++this.#lastId;
  }

  /** When time alone will next change something, ms; undefined when it never will. */
  next(): number | undefined {
    return this.#timers.next();
  }

  handle(input: LayerInput, now: number): LayerOutput[] {
    this.#accept(input, now);
    this.#expire(now);
    const outputs = this.#outputs;
    this.#outputs = [];
    return outputs;
  }

  #accept(input: LayerInput, now: number): void {
    switch (input.in) {
      case "received":
        if (input.message.kind === "response") this.#receiveResponse(input.message, now);
        else if (input.message.method === "ACK") this.#receiveAck(input.message, input.flow, now);
        else this.#receiveRequest(input.message, input.flow, now);
        return;
      case "request":
        this.#openClient(input.tx, input.request, input.target, input.user ?? input.tx, now);
        return;
      case "cancel":
        this.#cancel(this.#alive.client(input.tx), input.reason, now);
        return;
      case "abandon":
        this.#abandon(this.#alive.client(input.tx), now);
        return;
      case "respond":
        this.#respond(this.#alive.server(input.tx), input.response, now);
        return;
      case "undelivered":
        this.#feed(this.#alive.find(input.tx), "transport error", now);
        return;
      case "time":
        return;
    }
  }

  #expire(now: number): void {
    for (let due = this.#timers.popDue(now); due !== undefined; due = this.#timers.popDue(now)) {
      const [timer, id] = due.split("/") as [TimerName, string];
      this.#feed(this.#alive.find(Number(id)), timer, now);
    }
  }

  // --- what comes from the wire -----------------------------------------------------------------------------------

  #receiveResponse(response: SipResponse, now: number): void {
    const tx = this.#alive.clientAt(clientKey(response));
    // §8.1.3.3: "If more than one Via header field value is present in a response, the UAC SHOULD discard the message." RFC 6026 §7.2 drops strays.
    if (tx === undefined || response.headers.all("Via").length > 1) {
      this.#strays++;
      return;
    }
    this.#feed(tx, statusClass(response.status), now, { response });
  }

  #receiveAck(request: SipRequest, flow: Flow, now: number): void {
    for (const key of acknowledgedKeys(request)) {
      const tx = this.#alive.serverAt(key);
      if (tx !== undefined && acknowledges(request, tx.response)) {
        this.#feed(tx, "ack", now, { request, flow });
        return;
      }
    }
    this.#outputs.push({ out: "ack", request, flow });
  }

  #receiveRequest(request: SipRequest, flow: Flow, now: number): void {
    const key = serverKey(request);
    const known = this.#alive.serverAt(key);
    if (known !== undefined) this.#repeat(known, flow, now);
    else if (this.#isFullFor(request)) this.#refuse(request, flow);
    else if (request.method === "CANCEL") this.#receiveCancel(key, request, flow, now);
    else this.#receiveNew(key, request, flow, now);
  }

  /** §18.2.2: what is answered goes where the request came from, and a NAT may have changed the peer's port since it came first. */
  #repeat(tx: ServerTransaction, flow: Flow, now: number): void {
    const isMoved = flow.transport === "udp" && tx.flow.transport === "udp" && flow.address === tx.flow.address;
    if (isMoved) tx.flow = flow;
    this.#feed(tx, "retransmission", now);
  }

  #receiveNew(key: string, request: SipRequest, flow: Flow, now: number): void {
    const merge = mergeKey(request);
    if (merge !== undefined && this.#alive.isMerged(merge)) {
      // §8.2.2.2: From tag, Call-ID and CSeq match an ongoing transaction, the branch does not: "the UAS core SHOULD generate a 482 (Loop Detected) response".
      this.#answer(this.#openServer(key, undefined, request, flow), request, 482, now);
      return;
    }
    const tx = this.#openServer(key, merge, request, flow);
    // §17.2.1: "The server transaction MUST generate a 100 (Trying) response unless it knows that the TU will [answer] within 200 ms."
    if (request.method === "INVITE") this.#respond(tx, responseTo(request, 100), now);
    this.#outputs.push({ out: "request", tx: tx.id, request, flow });
  }

  /** §9.2. Only an INVITE is ever cancelled; a CANCEL of anything else is one that matches nothing. */
  #receiveCancel(key: string, request: SipRequest, flow: Flow, now: number): void {
    const tx = this.#openServer(key, undefined, request, flow);
    const invite = this.#alive.serverAt(serverKey(request, "INVITE"));
    if (invite === undefined) {
      // "If the UAS did not find a matching transaction […], it SHOULD respond to the CANCEL with a 481."
      this.#answer(tx, request, 481, now);
      return;
    }
    // "the To tag of the response to the CANCEL and the To tag in the response to the original request SHOULD be the same."
    this.#answer(tx, request, 200, now, invite.response && toTag(invite.response));
    // "If [it] has already sent a final response for the original request, the CANCEL request has no effect."
    if (invite.state === inviteServer.initial) this.#outputs.push({ out: "cancel", tx: invite.id, request });
  }

  #isFullFor(request: SipRequest): boolean {
    const limit = toTag(request) === undefined ? this.#maxServers : this.#maxServers * 1.25;
    return this.#alive.servers >= limit;
  }

  /** Answers without a transaction (§8.2.7): the To tag is made of the branch, so that it is the same for a retransmission. */
  #refuse(request: SipRequest, flow: Flow): void {
    this.#refused++;
    const response = responseTo(request, 503, undefined, {
      toTag: statelessTag(request),
      headers: [["Retry-After", RETRY_AFTER]],
    });
    this.#outputs.push({ out: "sendBack", tx: undefined, response, flow });
  }

  // --- opening and answering --------------------------------------------------------------------------------------

  #openClient(
    id: TransactionId,
    request: SipRequest,
    target: Target,
    user: TransactionId | undefined,
    now: number,
  ): void {
    const machine: Machine = request.method === "INVITE" ? inviteClient : nonInviteClient;
    const reliable = target.transport !== "udp";
    const state = machine.initial;
    const tx: ClientTransaction = {
      side: "client",
      id,
      machine,
      state,
      reliable,
      interval: 0,
      request,
      target,
      key: clientKey(request),
      user,
      abandoned: false,
      cancelReason: undefined,
    };
    this.#alive.add(tx);
    for (const action of machine.opening) this.#performForClient(tx, action, undefined, now);
  }

  #cancel(tx: ClientTransaction | undefined, reason: string | undefined, now: number): void {
    if (tx === undefined) return;
    tx.cancelReason = reason;
    this.#feed(tx, "cancel", now);
  }

  #abandon(tx: ClientTransaction | undefined, now: number): void {
    if (tx === undefined) return;
    tx.abandoned = true;
    if (tx.machine === inviteClient) this.#feed(tx, "cancel", now);
  }

  #openServer(key: string, merge: string | undefined, request: SipRequest, flow: Flow): ServerTransaction {
    const machine: Machine = request.method === "INVITE" ? inviteServer : nonInviteServer;
    const tx: ServerTransaction = {
      side: "server",
      id: this.reserve(),
      machine,
      state: machine.initial,
      reliable: flow.transport !== "udp",
      interval: 0,
      flow,
      key,
      mergeKey: merge,
      response: undefined,
    };
    this.#alive.add(tx);
    return tx;
  }

  #respond(tx: ServerTransaction | undefined, response: SipResponse, now: number): void {
    this.#feed(tx, statusClass(response.status), now, { response });
    // §8.2.7: a flood of unauthenticated requests "could create massive amounts of transaction state": a challenge leaves none.
    // Sent again, the request is challenged again; only an INVITE's challenge is repeated until it is acknowledged.
    if (tx === undefined || response.status !== 401 || tx.machine !== nonInviteServer) return;
    this.#enter(tx, "terminated");
    this.#alive.delete(tx);
  }

  /** An answer that the layer gives itself. */
  #answer(tx: ServerTransaction, request: SipRequest, status: number, now: number, tag?: string): void {
    this.#respond(tx, responseTo(request, status, undefined, { toTag: tag ?? this.#entropy.hex(8) }), now);
  }

  // --- driving the tables -----------------------------------------------------------------------------------------

  #feed(tx: AnyTransaction | undefined, input: TransactionInput, now: number, brought?: Brought): void {
    const transition = tx && step(tx.machine, tx.state, input);
    if (tx === undefined || transition === undefined) return;
    if (transition.to !== undefined) this.#enter(tx, transition.to);
    for (const action of transition.actions) {
      if (tx.side === "client") this.#performForClient(tx, action, brought, now);
      else this.#performForServer(tx, action, brought, now);
    }
    if (tx.state === "terminated") this.#alive.delete(tx);
  }

  #enter(tx: AnyTransaction, state: string): void {
    const held = heldTimers(tx.machine, state);
    for (const timer of heldTimers(tx.machine, tx.state)) {
      if (!held.includes(timer)) this.#timers.clear(deadline(timer, tx));
    }
    tx.state = state;
  }

  #performForClient(tx: ClientTransaction, action: TransactionAction, brought: Brought, now: number): void {
    const response = brought && "response" in brought ? brought.response : undefined;
    switch (action.do) {
      case "send":
        this.#outputs.push({ out: "send", tx: tx.id, request: tx.request, target: tx.target });
        return;
      case "acknowledge":
        // §17.1.1.3: "The ACK MUST be sent to the same address, port, and transport to which the original request was sent."
        this.#outputs.push({ out: "send", tx: tx.id, request: ackFor(tx.request, response!), target: tx.target });
        return;
      case "sendCancel":
        this.#openClient(this.reserve(), cancelFor(tx.request, tx.cancelReason), tx.target, undefined, now);
        return;
      case "deliver":
        if (tx.user !== undefined && (!tx.abandoned || isSuccessToInvite(tx, response!))) {
          const { id: attempt, target, user } = tx;
          this.#outputs.push({ out: "response", tx: user, response: response!, attempt, target });
        }
        return;
      case "fail":
        if (tx.user !== undefined && !tx.abandoned)
          this.#outputs.push({ out: "failure", tx: tx.user, cause: action.cause, attempt: tx.id });
        return;
      default:
        this.#performTimer(tx, action, now);
    }
  }

  #performForServer(tx: ServerTransaction, action: TransactionAction, brought: Brought, now: number): void {
    switch (action.do) {
      case "send":
        if (brought && "response" in brought) tx.response = brought.response;
        if (tx.response) this.#outputs.push({ out: "sendBack", tx: tx.id, response: tx.response, flow: tx.flow });
        return;
      case "deliver":
        if (brought && "request" in brought) this.#outputs.push({ out: "ack", ...brought });
        return;
      case "fail":
        this.#outputs.push({ out: "serverFailure", tx: tx.id, cause: action.cause });
        return;
      case "acknowledge":
      case "sendCancel":
        throw new Error(`a server transaction cannot ${action.do}`);
      default:
        this.#performTimer(tx, action, now);
    }
  }

  #performTimer(tx: AnyTransaction, action: Extract<TransactionAction, { do: "start" | "repeat" }>, now: number): void {
    const interval =
      action.do === "start"
        ? firstInterval(action.timer, tx.reliable)
        : action.interval === "T2"
          ? T2
          : nextInterval(action.timer, tx.interval);
    if (interval === undefined) return;
    if (retransmits(action.timer)) tx.interval = interval;
    this.#timers.set(deadline(action.timer, tx), now + interval);
  }
}

const isSuccessToInvite = (tx: ClientTransaction, { status }: SipResponse): boolean =>
  tx.machine === inviteClient && status >= 200 && status < 300;

const deadline = (timer: TimerName, tx: AnyTransaction): Deadline => `${timer}/${tx.id}`;

const statelessTag = (request: SipRequest): string =>
  createHash("sha256").update(serverKey(request)).digest("hex").slice(0, 16);
