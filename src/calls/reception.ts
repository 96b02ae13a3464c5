/**
 * The transaction user: receives every request from outside and decides who sent it and where it belongs —
 * a dialog that lives, the registrar, a new call, or a refusal.
 */
import type { Directory } from "../accounts/directory/directory.ts";
import type { Agent, DtmfMethod, SrtpPolicy, Trunk } from "../accounts/directory/shapes.ts";
import type { Scheduler } from "../kernel/clock.ts";
import type { Entropy } from "../kernel/entropy.ts";
import type { Log } from "../kernel/log.ts";
import type { Result } from "../kernel/result.ts";
import type { SipStack, TransactionFailure, TransactionId, TransactionUser } from "../sip/api.ts";
import type { Authenticator } from "../sip/auth/authenticator.ts";
import { accept, allow, allows, inviteRefusal, refusalOf, sdpOf, supported } from "../sip/dialog/capabilities.ts";
import { replacesOf } from "../sip/dialog/referrals/replaces.ts";
import type { Replaces } from "../sip/dialog/usage.ts";
import type { Guard } from "../sip/guard/guard.ts";
import { maxForwardsOf, requestUriOf, tagOf, toOf } from "../sip/message/access.ts";
import { responseTo } from "../sip/message/build.ts";
import { parseNameAddr } from "../sip/message/fields.ts";
import type { HeaderList } from "../sip/message/headers.ts";
import type { SipRequest, SipResponse } from "../sip/message/message.ts";
import type { Registrar } from "../sip/registrar/registrar.ts";
import type { Flow } from "../sip/transport/transport.ts";
import { wayBack } from "../sip/transport/wayBack.ts";
import type { CallPlan, Refusal } from "./hunts/callPlan.ts";
import { withinHops } from "./hunts/hops.ts";
import { callAgent } from "./hunts/phones.ts";
import type { Routing } from "./hunts/routing.ts";
import { contactUri } from "./legs/callerId.ts";
import { mediaSecurity } from "./legs/mediaSecurity.ts";
import type { Usages } from "./legs/usages.ts";
import type { IncomingCaller } from "./switchboard/callMaker.ts";
import type { Switchboard } from "./switchboard/switchboard.ts";
import { endToTake } from "./transfers/replacement.ts";
import { codecsOf } from "./trunks/codecs.ts";
import { callerOf, dialledOn, unescaped, unescapedUser } from "./trunks/inbound.ts";
import type { OwnRequests } from "./trunks/ownRequests.ts";
import type { Trunks } from "./trunks/trunks.ts";

export interface ReceptionWorld {
  readonly stack: SipStack;
  readonly usages: Usages;
  readonly switchboard: Switchboard;
  readonly routing: Routing;
  readonly directory: Directory;
  readonly trunks: Trunks;
  readonly requests: OwnRequests;
  readonly registrar: Registrar;
  readonly authenticator: Authenticator;
  readonly guard: Guard;
  readonly scheduler: Scheduler;
  readonly entropy: Entropy;
  readonly log: Log;
  readonly isDraining: () => boolean;
  /** SRTP keys may be sent over UDP and TCP. */
  readonly srtpWithoutTls: boolean;
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
/** Who sent a request, by digest: the phone of an agent, or a trunk that registers with us. */
type Sender = { readonly username: string } & ({ readonly agent: Agent } | { readonly trunk: Trunk });

/** Of a phone these are challenged whatever becomes of them. */
const challenged = new Set(["MESSAGE", "REFER", "SUBSCRIBE"]);

/** Whom an INVITE asks for, which is the user of our Contact, and what may be spoken with whoever sends it. */
interface Asks extends Pick<IncomingCaller, "codecs"> {
  readonly dialled: string;
  readonly srtp: SrtpPolicy;
  /** Its trunk's setting; left out for a phone. */
  readonly dtmf?: DtmfMethod;
}

export class Reception implements TransactionUser {
  readonly #world: ReceptionWorld;

  constructor(world: ReceptionWorld) {
    this.#world = world;
  }

  onRequest(tx: TransactionId, request: SipRequest, flow: Flow): void {
    if (tagOf(toOf(request)) !== undefined) {
      // RFC 3261 §12.2.2: a request with a To tag that matches no dialog is answered 481.
      if (!this.#world.usages.request(tx, request)) this.#refuse(tx, request, 481);
      return;
    }
    const { scheme } = requestUriOf(request);
    if (scheme !== "sip" && scheme !== "sips" && scheme !== "tel") return this.#refuse(tx, request, 416);
    switch (request.method) {
      case "INVITE":
        return this.#invite(tx, request, flow);
      case "REGISTER":
        return this.#register(tx, request, flow);
      case "OPTIONS":
        return this.#options(tx, request);
      case "BYE":
      case "CANCEL":
        return this.#refuse(tx, request, 481);
      default:
        if (challenged.has(request.method) && this.#sender(tx, request, flow) === undefined) return;
        if (knownMethods.has(request.method)) this.#answer(tx, request, 405, [["Allow", allow]]);
        else this.#answer(tx, request, 501, [["Allow", allow]]);
    }
  }

  onAck(request: SipRequest): void {
    this.#world.usages.ack(request);
  }

  onCancel(tx: TransactionId, cancel: SipRequest): void {
    this.#world.usages.cancelled(tx, cancel);
  }

  onResponse(tx: TransactionId, response: SipResponse): void {
    if (!this.#world.requests.response(tx, response)) this.#world.usages.response(tx, response);
  }

  onFailure(tx: TransactionId, cause: TransactionFailure): void {
    if (!this.#world.requests.failed(tx, cause)) this.#world.usages.failed(tx, cause);
  }

  onServerFailure(tx: TransactionId, cause: TransactionFailure): void {
    // The usage's own timers end a leg whose 2xx is never acknowledged; a lost refusal leaves nothing behind.
    this.#world.log.debug({ tx, cause }, "a response could not be delivered");
  }

  #register(tx: TransactionId, request: SipRequest, flow: Flow): void {
    const { registrar, scheduler, stack, log } = this.#world;
    const sender = this.#sender(tx, request, flow);
    if (sender === undefined) return;
    const { username } = sender;
    // RFC 3261 §10.3 step 4: the user must be "authorized to modify registrations for this address-of-record".
    if (unescaped(toOf(request)) !== username) return this.#refuse(tx, request, 403);
    const response = registrar.register(request, flow, username, scheduler.wall());
    log.debug({ user: username, status: response.status, address: flow.address }, "REGISTER");
    stack.respond(tx, response);
  }

  #options(tx: TransactionId, request: SipRequest): void {
    const refusal = refusalOf(request);
    if (refusal !== undefined) return this.#answer(tx, request, refusal.status, refusal.headers);
    this.#answer(tx, request, 200, [
      ["Allow", allow],
      ["Supported", supported],
      ["Accept", accept],
    ]);
  }

  #invite(tx: TransactionId, request: SipRequest, flow: Flow): void {
    const refusal = inviteRefusal(request);
    if (refusal !== undefined) return this.#answer(tx, request, refusal.status, refusal.headers);
    // We forward the call as a proxy would (RFC 3261 §16.3 steps 3 and 4).
    if (maxForwardsOf(request) === 0) return this.#refuse(tx, request, 483);
    if (this.#world.usages.sentBefore(request)) return this.#refuse(tx, request, 482);
    const known = this.#world.trunks.at(flow);
    if (known !== undefined) this.#world.guard.proved(request, flow.address);
    const sender = known === undefined ? this.#sender(tx, request, flow) : { trunk: known };
    if (sender === undefined) return;
    if (this.#world.isDraining()) return this.#refuse(tx, request, 503);
    const replaces = replacesOf(request);
    if (!replaces.ok) return this.#refuse(tx, request, replaces.error.status, replaces.error.reason);
    const { routing } = this.#world;
    if ("agent" in sender && replaces.value !== undefined)
      return this.#replace(tx, request, flow, sender.agent, replaces.value);
    if ("agent" in sender) {
      const dialled = unescapedUser(requestUriOf(request).user ?? "");
      const caller = { dialled, codecs: sender.agent.voip.codecs, srtp: sender.agent.voip.srtp };
      return this.#connect(tx, request, flow, caller, routing.fromAgent(sender.agent, dialled));
    }
    // RFC 3891 §3: whoever replaces a dialog must be authorized to; nobody outside the account is.
    if (replaces.value !== undefined) return this.#refuse(tx, request, 403);
    const dialled = dialledOn(sender.trunk, request);
    const caller = { dialled, codecs: codecsOf(sender.trunk), srtp: sender.trunk.srtp, dtmf: sender.trunk.dtmf };
    this.#connect(tx, request, flow, caller, routing.fromTrunk(sender.trunk, dialled, callerOf(request)));
  }

  #replace(tx: TransactionId, request: SipRequest, flow: Flow, agent: Agent, replaces: Replaces): void {
    const { switchboard } = this.#world;
    const end = endToTake(switchboard, replaces, callAgent(agent));
    if (!end.ok) return this.#refuse(tx, request, end.error.status, end.error.reason);
    const caller = this.#accept(tx, request, flow, { dialled: agent.extension, ...agent.voip });
    const taken = switchboard.replace(end.value.call, end.value.side, callAgent(agent), caller);
    if (!taken.ok) this.#refuseCaller(caller, agent.extension, taken.error);
  }

  #connect(tx: TransactionId, request: SipRequest, flow: Flow, asks: Asks, plan: Result<CallPlan, Refusal>): void {
    const { switchboard, log } = this.#world;
    if (!plan.ok) {
      log.info({ dialled: asks.dialled, status: plan.error.status, address: flow.address }, "call refused");
      switchboard.report(plan.error);
      return this.#refuse(tx, request, plan.error.status, plan.error.reason);
    }
    const caller = this.#accept(tx, request, flow, asks);
    const within = { ...plan.value, hunt: withinHops(plan.value.hunt, request) };
    const call = switchboard.connect(within, caller);
    if (!call.ok) this.#refuseCaller(caller, asks.dialled, call.error);
  }

  #refuseCaller({ usage, signallingAddress }: IncomingCaller, dialled: string, refusal: Refusal): void {
    const { status, reason, detail } = refusal;
    this.#world.log.info({ dialled, status, address: signallingAddress, detail }, "call refused");
    this.#world.usages.input(usage, { in: "refuse", status, reason });
  }

  /** A usage for an INVITE, and what it brings. */
  #accept(tx: TransactionId, request: SipRequest, flow: Flow, { dialled, codecs, srtp, dtmf }: Asks): IncomingCaller {
    const { stack, usages, entropy } = this.#world;
    const contact = parseNameAddr(request.headers.get("Contact") ?? "");
    const target = wayBack(contact?.uri, flow);
    const local = stack.localFor(target);
    const usage = usages.accept({
      tx,
      invite: request,
      target,
      localTag: entropy.hex(8),
      contact: contactUri(dialled, local, flow.transport, request.uri),
    });
    const security = mediaSecurity(srtp, flow.transport, this.#world);
    return {
      usage,
      offer: sdpOf(request),
      localAddress: local.address,
      signallingAddress: flow.address,
      codecs,
      security,
      keys: { dtmf, takesInfo: allows(request, "INFO") },
    };
  }

  /** Who proved to have sent this, or undefined after the challenge or refusal has been sent. */
  #sender(tx: TransactionId, request: SipRequest, flow: Flow): Sender | undefined {
    const { authenticator, guard, directory, scheduler } = this.#world;
    const verdict = authenticator.check(request, flow.address, scheduler.now());
    if (!verdict.authenticated) {
      const answer = (): void => this.#answer(tx, request, 401, verdict.challenges);
      if (verdict.refused === undefined) answer();
      else guard.wrongPassword(request, flow.address, verdict.refused, answer);
      return undefined;
    }
    guard.proved(request, flow.address, verdict.user);
    const username = verdict.user;
    const agent = directory.agentByExtension(username);
    if (agent !== undefined) return { username, agent };
    const trunk = directory.trunkByUsername(username);
    if (trunk !== undefined) return { username, trunk };
    this.#refuse(tx, request, 403);
    return undefined;
  }

  #refuse(tx: TransactionId, request: SipRequest, status: number, reason?: string): void {
    this.#world.stack.respond(tx, responseTo(request, status, reason, { toTag: this.#world.entropy.hex(8) }));
  }

  #answer(tx: TransactionId, request: SipRequest, status: number, headers: HeaderList): void {
    const toTag = this.#world.entropy.hex(8);
    this.#world.stack.respond(tx, responseTo(request, status, undefined, { toTag, headers }));
  }
}
