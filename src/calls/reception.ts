/**
 * The transaction user: receives every request from outside and decides who sent it and where it belongs —
 * a dialog that lives, the registrar, a new call, or a refusal.
 */
import type { Directory } from "../accounts/directory.ts";
import type { Agent, Trunk } from "../accounts/shapes.ts";
import type { Scheduler } from "../kernel/clock.ts";
import type { Entropy } from "../kernel/entropy.ts";
import type { Log } from "../kernel/log.ts";
import type { Result } from "../kernel/result.ts";
import type { SipStack, TransactionFailure, TransactionId, TransactionUser } from "../sip/api.ts";
import type { Authenticator } from "../sip/auth/authenticator.ts";
import { allow, inviteRefusal, refusalOf, sdpOf } from "../sip/dialog/capabilities.ts";
import { fromOf, maxForwardsOf, requestUriOf, tagOf, toOf } from "../sip/message/access.ts";
import { responseTo } from "../sip/message/build.ts";
import type { NameAddr } from "../sip/message/fields.ts";
import { parseNameAddr } from "../sip/message/fields.ts";
import type { SipRequest, SipResponse } from "../sip/message/message.ts";
import type { Bindings } from "../sip/registrar/bindings.ts";
import type { Registrar } from "../sip/registrar/registrar.ts";
import type { Flow, Target } from "../sip/transport/transport.ts";
import { contactUri } from "./callerId.ts";
import type { CallPlan, Refusal } from "./callPlan.ts";
import type { Routing } from "./routing.ts";
import type { Switchboard } from "./switchboard.ts";
import type { Usages } from "./usages.ts";

export interface ReceptionWorld {
  readonly stack: SipStack;
  readonly usages: Usages;
  readonly switchboard: Switchboard;
  readonly routing: Routing;
  readonly directory: Directory;
  readonly bindings: Bindings;
  readonly registrar: Registrar;
  readonly authenticator: Authenticator;
  readonly scheduler: Scheduler;
  readonly entropy: Entropy;
  readonly log: Log;
  readonly isDraining: () => boolean;
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
        if (challenged.has(request.method) && this.#sender(tx, request) === undefined) return;
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
    this.#world.usages.response(tx, response);
  }

  onFailure(tx: TransactionId, cause: TransactionFailure): void {
    this.#world.usages.failed(tx, cause);
  }

  onServerFailure(tx: TransactionId, cause: TransactionFailure): void {
    // The usage's own timers end a leg whose 2xx is never acknowledged; a lost refusal leaves nothing behind.
    this.#world.log.debug({ tx, cause }, "a response could not be delivered");
  }

  #register(tx: TransactionId, request: SipRequest, flow: Flow): void {
    const { registrar, scheduler, stack, log } = this.#world;
    const agent = this.#sender(tx, request);
    if (agent === undefined) return;
    // RFC 3261 §10.3 step 4: the user must be "authorized to modify registrations for this address-of-record".
    if (unescaped(toOf(request)) !== agent.extension) return this.#refuse(tx, request, 403);
    const response = registrar.register(request, flow, agent.extension, scheduler.wall());
    log.debug({ extension: agent.extension, status: response.status, address: flow.address }, "REGISTER");
    stack.respond(tx, response);
  }

  #options(tx: TransactionId, request: SipRequest): void {
    const refusal = refusalOf(request);
    if (refusal !== undefined) return this.#answer(tx, request, refusal.status, refusal.headers);
    this.#answer(tx, request, 200, [
      ["Allow", allow],
      ["Accept", "application/sdp"],
    ]);
  }

  #invite(tx: TransactionId, request: SipRequest, flow: Flow): void {
    const refusal = inviteRefusal(request);
    if (refusal !== undefined) return this.#answer(tx, request, refusal.status, refusal.headers);
    // We forward the call as a proxy would (RFC 3261 §16.3 step 3), with a fresh count: the loop ends here.
    if (maxForwardsOf(request) === 0) return this.#refuse(tx, request, 483);
    const trunk = this.#trunkAt(flow);
    const agent = trunk === undefined ? this.#sender(tx, request) : undefined;
    if (trunk === undefined && agent === undefined) return;
    if (this.#world.isDraining()) return this.#refuse(tx, request, 503);
    const dialled = unescapedUser(requestUriOf(request).user ?? "");
    const plan =
      trunk === undefined
        ? this.#world.routing.fromAgent(agent!, dialled)
        : this.#world.routing.fromTrunk(trunk, dialled, callerOf(request));
    this.#connect(tx, request, flow, dialled, plan);
  }

  #connect(tx: TransactionId, request: SipRequest, flow: Flow, dialled: string, plan: Result<CallPlan, Refusal>): void {
    const { stack, usages, switchboard, entropy, log } = this.#world;
    if (!plan.ok) {
      log.info({ dialled, status: plan.error.status, address: flow.address }, "call refused");
      switchboard.report(plan.error);
      return this.#refuse(tx, request, plan.error.status, plan.error.reason);
    }
    const target = backAlong(flow);
    const local = stack.localFor(target);
    const usage = usages.accept({
      tx,
      invite: request,
      target,
      localTag: entropy.hex(8),
      contact: contactUri(dialled, local, flow.transport),
    });
    const call = switchboard.connect(plan.value, {
      usage,
      offer: sdpOf(request),
      localAddress: local.address,
      signallingAddress: flow.address,
    });
    if (!call.ok) usages.input(usage, { in: "refuse", ...call.error });
  }

  /** The agent whose phone sent this, or undefined after the challenge or refusal has been sent. */
  #sender(tx: TransactionId, request: SipRequest): Agent | undefined {
    const { authenticator, directory, scheduler, log } = this.#world;
    const verdict = authenticator.check(request, scheduler.now());
    if (!verdict.authenticated) {
      if (verdict.refused)
        log.warn({ method: request.method, user: fromOf(request).uri.user }, "wrong SIP credentials");
      this.#answer(tx, request, 401, verdict.challenges);
      return undefined;
    }
    const agent = directory.agentByExtension(verdict.user);
    if (agent === undefined) this.#refuse(tx, request, 403);
    return agent;
  }

  /** The trunk that a source address belongs to; the exact source of a phone's binding is never a trunk. */
  #trunkAt(flow: Flow): Trunk | undefined {
    if (this.#world.bindings.isPhoneSource(flow.address, flow.port)) return undefined;
    const matches = this.#world.directory
      .trunks()
      .filter(({ host, port }) => host === flow.address && (port === null || port === flow.port));
    return matches.find(({ port }) => port !== null) ?? matches[0];
  }

  #refuse(tx: TransactionId, request: SipRequest, status: number, reason?: string): void {
    this.#world.stack.respond(tx, responseTo(request, status, reason, { toTag: this.#world.entropy.hex(8) }));
  }

  #answer(
    tx: TransactionId,
    request: SipRequest,
    status: number,
    headers: readonly (readonly [string, string])[],
  ): void {
    const toTag = this.#world.entropy.hex(8);
    this.#world.stack.respond(tx, responseTo(request, status, undefined, { toTag, headers }));
  }
}

const backAlong = ({ transport, address, port, connection }: Flow): Target => ({
  transport,
  host: address,
  port,
  ...(connection === undefined ? {} : { connection }),
});

/** Who calls, as a trunk says: P-Asserted-Identity (RFC 3325 §9.1) before From. */
function callerOf(request: SipRequest): { number: string; name: string | null } {
  const asserted = request.headers.get("P-Asserted-Identity");
  const from = (asserted === undefined ? undefined : parseNameAddr(asserted)) ?? fromOf(request);
  return { number: unescaped(from) || "anonymous", name: from.displayName ?? null };
}

const unescaped = (address: NameAddr): string => unescapedUser(address.uri.user ?? "");

/** RFC 3261 §19.1.4: an escape and the character it stands for mean the same. A user's parameters (`;phone-context`) are left off. */
function unescapedUser(user: string): string {
  const bare = user.split(";", 1)[0]!;
  try {
    return decodeURIComponent(bare);
  } catch {
    return bare;
  }
}
