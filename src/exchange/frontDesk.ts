/**
 * The transaction user of all accounts: a request within a dialog, and every answer, goes to whoever has the dialog or asked; a request from
 * outside to the account that it names, and to nobody's door where it names none.
 */
import type { Correspondence } from "../calls/legs/correspondence.ts";
import type { Log } from "../kernel/log.ts";
import type { Answers } from "../sip/answers.ts";
import type { TransactionFailure, TransactionId, TransactionUser } from "../sip/api.ts";
import type { Doorkeeper } from "../sip/auth/doorkeeper.ts";
import { accept, allow, inviteRefusal, refusalOf, supported } from "../sip/dialog/capabilities.ts";
import { fromOf, maxForwardsOf, requestUriOf, tagOf, toOf } from "../sip/message/access.ts";
import type { SipRequest, SipResponse } from "../sip/message/message.ts";
import type { Flow } from "../sip/transport/transport.ts";
import { carrierAt } from "./carriers.ts";
import type { Pbx } from "./pbx.ts";
import type { Roster } from "./roster.ts";

export interface FrontDeskWorld {
  readonly roster: Roster;
  readonly correspondence: Correspondence;
  readonly answers: Answers;
  /** Where those are asked for a password who name no account's domain: none is right. */
  readonly nobodysDoor: Doorkeeper;
  readonly log: Log;
}

/** Methods we know but do not serve outside a dialog; everything else is 501 (RFC 3261 §8.2.1, §21.5.2). */
const knownMethods = new Set([
  "ACK",
  "BYE",
  "CANCEL",
  "INFO",
  "MESSAGE",
  "NOTIFY",
  "PRACK",
  "PUBLISH",
  "REFER",
  "SUBSCRIBE",
  "UPDATE",
]);
/** Of a phone these are challenged whatever becomes of them. */
const challenged = new Set(["MESSAGE", "REFER", "SUBSCRIBE"]);

export class FrontDesk implements TransactionUser {
  readonly #world: FrontDeskWorld;

  constructor(world: FrontDeskWorld) {
    this.#world = world;
  }

  onRequest(tx: TransactionId, request: SipRequest, flow: Flow): void {
    const { correspondence, answers } = this.#world;
    if (tagOf(toOf(request)) !== undefined) {
      // RFC 3261 §12.2.2: a request with a To tag that matches no dialog is answered 481.
      if (!correspondence.request(tx, request)) answers.refuse(tx, request, 481);
      return;
    }
    const { scheme } = requestUriOf(request);
    if (scheme !== "sip" && scheme !== "sips" && scheme !== "tel") return answers.refuse(tx, request, 416);
    switch (request.method) {
      case "INVITE":
        return this.#invite(tx, request, flow);
      case "REGISTER":
        return this.#register(tx, request, flow);
      case "OPTIONS":
        return this.#options(tx, request);
      case "BYE":
      case "CANCEL":
        return answers.refuse(tx, request, 481);
      default:
        if (challenged.has(request.method) && !this.#admits(tx, request, flow)) return;
        answers.answer(tx, request, knownMethods.has(request.method) ? 405 : 501, [["Allow", allow]]);
    }
  }

  onAck(request: SipRequest): void {
    this.#world.correspondence.ack(request);
  }

  onCancel(tx: TransactionId, cancel: SipRequest): void {
    this.#world.correspondence.cancelled(tx, cancel);
  }

  onResponse(tx: TransactionId, response: SipResponse): void {
    this.#world.correspondence.response(tx, response);
  }

  onFailure(tx: TransactionId, cause: TransactionFailure): void {
    this.#world.correspondence.failed(tx, cause);
  }

  onServerFailure(tx: TransactionId, cause: TransactionFailure): void {
    // The usage's own timers end a leg whose 2xx is never acknowledged; a lost refusal leaves nothing behind.
    this.#world.log.debug({ tx, cause }, "a response could not be delivered");
  }

  #invite(tx: TransactionId, request: SipRequest, flow: Flow): void {
    const { roster, answers, nobodysDoor } = this.#world;
    const refusal = inviteRefusal(request);
    if (refusal !== undefined) return answers.answer(tx, request, refusal.status, refusal.headers);
    // We forward the call as a proxy would (RFC 3261 §16.3 step 3).
    if (maxForwardsOf(request) === 0) return answers.refuse(tx, request, 483);
    const carrier = carrierAt(roster, request, flow);
    const pbx = carrier?.pbx ?? this.#accountOf(request);
    if (pbx === undefined) nobodysDoor.admit(tx, request, flow);
    else pbx.reception.invite(tx, request, flow, carrier?.trunk);
  }

  #register(tx: TransactionId, request: SipRequest, flow: Flow): void {
    const pbx = this.#accountOf(request);
    if (pbx === undefined) this.#world.nobodysDoor.admit(tx, request, flow);
    else pbx.reception.register(tx, request, flow);
  }

  /** RFC 3261 §11.2: as an INVITE would be answered, as far as it does not tell who there is. */
  #options(tx: TransactionId, request: SipRequest): void {
    const { answers } = this.#world;
    const refusal = refusalOf(request);
    if (refusal !== undefined) return answers.answer(tx, request, refusal.status, refusal.headers);
    answers.answer(tx, request, 200, [
      ["Allow", allow],
      ["Supported", supported],
      ["Accept", accept],
    ]);
  }

  #admits(tx: TransactionId, request: SipRequest, flow: Flow): boolean {
    const pbx = this.#accountOf(request);
    if (pbx === undefined) this.#world.nobodysDoor.admit(tx, request, flow);
    return pbx?.reception.admits(tx, request, flow) ?? false;
  }

  /**
   * Whose domain is called, or registered at; where that is nobody's, since a phone calls its proxy by its address, whose domain the sender
   * claims to be of.
   */
  #accountOf(request: SipRequest): Pbx | undefined {
    const { roster } = this.#world;
    const called = roster.ofHost(requestUriOf(request).host);
    const claimed = request.method === "REGISTER" ? undefined : roster.ofHost(fromOf(request).uri.host);
    return called ?? claimed ?? roster.ofHost(toOf(request).uri.host);
  }
}
