/** Receives an account's requests from outside dialogs: registrations of its phones and trunks, and new calls. */
import type { Directory } from "../accounts/directory/directory.ts";
import type { Agent, DtmfMethod, SrtpPolicy, Trunk } from "../accounts/directory/shapes.ts";
import type { Scheduler } from "../kernel/clock.ts";
import type { Entropy } from "../kernel/entropy.ts";
import type { Log } from "../kernel/log.ts";
import type { Result } from "../kernel/result.ts";
import type { Answers } from "../sip/answers.ts";
import type { SipStack, TransactionId } from "../sip/api.ts";
import type { Doorkeeper } from "../sip/auth/doorkeeper.ts";
import { allows, sdpOf } from "../sip/dialog/capabilities.ts";
import { replacesOf } from "../sip/dialog/referrals/replaces.ts";
import type { Replaces } from "../sip/dialog/usage.ts";
import type { Guard } from "../sip/guard/guard.ts";
import { requestUriOf, toOf } from "../sip/message/access.ts";
import { parseNameAddr } from "../sip/message/fields.ts";
import type { SipRequest } from "../sip/message/message.ts";
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

export interface ReceptionWorld {
  readonly stack: SipStack;
  readonly usages: Usages;
  readonly switchboard: Switchboard;
  readonly routing: Routing;
  readonly directory: Directory;
  readonly registrar: Registrar;
  readonly door: Doorkeeper;
  readonly guard: Guard;
  readonly answers: Answers;
  readonly scheduler: Scheduler;
  readonly entropy: Entropy;
  readonly log: Log;
  readonly isDraining: () => boolean;
  /** SRTP keys may be sent over UDP and TCP. */
  readonly srtpWithoutTls: boolean;
}

/** Who sent a request, by digest: the phone of an agent, or a trunk that registers with us. */
type Sender = { readonly username: string } & ({ readonly agent: Agent } | { readonly trunk: Trunk });

/** Whom an INVITE asks for, which is the user of our Contact, and what may be spoken with whoever sends it. */
interface Asks extends Pick<IncomingCaller, "codecs"> {
  readonly dialled: string;
  readonly srtp: SrtpPolicy;
  /** Its trunk's setting; left out for a phone. */
  readonly dtmf?: DtmfMethod;
}

export class Reception {
  readonly #world: ReceptionWorld;

  constructor(world: ReceptionWorld) {
    this.#world = world;
  }

  /** Whether a request comes from a phone or trunk of the account; if not, it has been challenged or refused. */
  admits(tx: TransactionId, request: SipRequest, flow: Flow): boolean {
    return this.#sender(tx, request, flow) !== undefined;
  }

  register(tx: TransactionId, request: SipRequest, flow: Flow): void {
    const { registrar, scheduler, stack, answers, log } = this.#world;
    const sender = this.#sender(tx, request, flow);
    if (sender === undefined) return;
    const { username } = sender;
    // RFC 3261 §10.3 step 4: the user must be "authorized to modify registrations for this address-of-record".
    if (unescaped(toOf(request)) !== username) return answers.refuse(tx, request, 403);
    const response = registrar.register(request, flow, username, scheduler.wall());
    log.debug({ user: username, status: response.status, address: flow.address }, "REGISTER");
    stack.respond(tx, response);
  }

  /** @param known the trunk that it comes from, by its address; undefined: whoever it is has to prove it. */
  invite(tx: TransactionId, request: SipRequest, flow: Flow, known: Trunk | undefined): void {
    const { usages, guard, answers, routing, isDraining } = this.#world;
    if (usages.sentBefore(request)) return answers.refuse(tx, request, 482);
    if (known !== undefined) guard.proved(request, flow.address);
    const sender = known === undefined ? this.#sender(tx, request, flow) : { trunk: known };
    if (sender === undefined) return;
    if (isDraining()) return answers.refuse(tx, request, 503);
    const replaces = replacesOf(request);
    if (!replaces.ok) return answers.refuse(tx, request, replaces.error.status, replaces.error.reason);
    if ("agent" in sender && replaces.value !== undefined)
      return this.#replace(tx, request, flow, sender.agent, replaces.value);
    if ("agent" in sender) {
      const dialled = unescapedUser(requestUriOf(request).user ?? "");
      const caller = { dialled, codecs: sender.agent.voip.codecs, srtp: sender.agent.voip.srtp };
      return this.#connect(tx, request, flow, caller, routing.fromAgent(sender.agent, dialled));
    }
    // RFC 3891 §3: whoever replaces a dialog must be authorized to; nobody outside the account is.
    if (replaces.value !== undefined) return answers.refuse(tx, request, 403);
    const dialled = dialledOn(sender.trunk, request);
    const caller = { dialled, codecs: codecsOf(sender.trunk), srtp: sender.trunk.srtp, dtmf: sender.trunk.dtmf };
    this.#connect(tx, request, flow, caller, routing.fromTrunk(sender.trunk, dialled, callerOf(request)));
  }

  #replace(tx: TransactionId, request: SipRequest, flow: Flow, agent: Agent, replaces: Replaces): void {
    const { switchboard, answers } = this.#world;
    const end = endToTake(switchboard, replaces, callAgent(agent));
    if (!end.ok) return answers.refuse(tx, request, end.error.status, end.error.reason);
    const caller = this.#accept(tx, request, flow, { dialled: agent.extension, ...agent.voip });
    const taken = switchboard.replace(end.value.call, end.value.side, callAgent(agent), caller);
    if (!taken.ok) this.#refuseCaller(caller, agent.extension, taken.error);
  }

  #connect(tx: TransactionId, request: SipRequest, flow: Flow, asks: Asks, plan: Result<CallPlan, Refusal>): void {
    const { switchboard, answers, log } = this.#world;
    if (!plan.ok) {
      log.info({ dialled: asks.dialled, status: plan.error.status, address: flow.address }, "call refused");
      switchboard.report(plan.error);
      return answers.refuse(tx, request, plan.error.status, plan.error.reason);
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
    const { door, directory, answers } = this.#world;
    const username = door.admit(tx, request, flow);
    if (username === undefined) return undefined;
    const agent = directory.agentByExtension(username);
    if (agent !== undefined) return { username, agent };
    const trunk = directory.trunkByUsername(username);
    if (trunk !== undefined) return { username, trunk };
    answers.refuse(tx, request, 403);
    return undefined;
  }
}
