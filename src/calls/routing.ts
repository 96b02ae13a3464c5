/** Whom a call reaches: dialled number → plan, by the account's directory and the phones that are registered. */
import type { Directory } from "../accounts/directory.ts";
import type { Agent, Trunk } from "../accounts/shapes.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Binding } from "../sip/registrar/bindings.ts";
import type { Target } from "../sip/transport/transport.ts";
import { autoAnswerHeaders } from "./autoAnswer.ts";
import { contactUri, nameAddr } from "./callerId.ts";
import type { CallAgent, CallPlan, Refusal } from "./callPlan.ts";
import { type HuntTarget, ringing } from "./hunt.ts";
import { TrunkHunt } from "./trunkHunt.ts";
import { isFull, type TrunkLoad, trunksToTry } from "./trunks/toTry.ts";
import { trunkTarget } from "./trunkTarget.ts";

export interface RoutingWorld extends TrunkLoad {
  readonly directory: Directory;
  readonly domain: string;
  readonly bindingsOf: (extension: string) => readonly Binding[];
  readonly localFor: (target: Target) => { address: string; port: number };
  /** The agent's phone belongs to a monitor right now: direct calls find it busy (U5). */
  readonly isMonitoring: (agentId: string) => boolean;
}

interface Caller {
  readonly number: string;
  readonly name: string | null;
}

const notFound: Refusal = { status: 404, reason: "Not Found" };
const busyHere: Refusal = { status: 486, reason: "Busy Here" };
const unavailable: Refusal = { status: 480, reason: "Temporarily Unavailable" };

export const callAgent = ({ id, name, extension, email }: Agent): CallAgent => ({ id, name, extension, email });

export class Routing {
  readonly #world: RoutingWorld;

  constructor(world: RoutingWorld) {
    this.#world = world;
  }

  /** A trunk's call to one of the account's numbers. */
  fromTrunk(trunk: Trunk, dialled: string, caller: Caller): Result<CallPlan, Refusal> {
    const { directory } = this.#world;
    const number = directory.numberFor(dialled, trunk.id);
    const agent = number?.destination.type === "agent" ? directory.agent(number.destination.id) : undefined;
    if (agent === undefined) return err(notFound);
    // Not 503: the trunk's other side would take all of us for out of service (RFC 3261 §21.5.4).
    if (isFull(trunk, this.#world)) return err(busyHere);
    return this.#toAgent(agent, caller, {
      direction: "inbound",
      customer: caller,
      agent: callAgent(agent),
      callingAgent: undefined,
      callerSide: "customer",
      trunkId: trunk.id,
      callerTargets: undefined,
    });
  }

  /** An agent dials: another extension wins over a number with an outbound route. `click`: ring the agent first. */
  fromAgent(agent: Agent, dialled: string, click = false): Result<CallPlan, Refusal> {
    const callerTargets = click ? this.phonesOf(agent, { number: dialled, name: null }) : undefined;
    const colleague = this.#world.directory.agentByExtension(dialled);
    if (colleague !== undefined) {
      if (colleague.id === agent.id) return err(busyHere);
      const caller = { number: agent.extension, name: agent.name };
      return this.#toAgent(colleague, caller, {
        direction: "internal",
        customer: caller,
        agent: callAgent(colleague),
        callingAgent: callAgent(agent),
        callerSide: "customer",
        trunkId: undefined,
        callerTargets,
      });
    }
    return this.#toTrunks(agent, dialled, callerTargets);
  }

  /** The registered phones of an agent, as targets for an INVITE. */
  phonesOf(agent: Agent, caller: Caller, headers: readonly (readonly [string, string])[] = []): HuntTarget[] {
    const { domain, bindingsOf } = this.#world;
    return bindingsOf(agent.extension).map((binding) =>
      this.#dialTarget(binding.target, {
        requestUri: binding.contact,
        from: nameAddr(caller.name, caller.number, domain),
        to: nameAddr(agent.name, agent.extension, domain),
        contactUser: caller.number,
        headers,
        trunkId: undefined,
        agent: callAgent(agent),
      }),
    );
  }

  #toAgent(agent: Agent, caller: Caller, plan: Omit<CallPlan, "hunt">): Result<CallPlan, Refusal> {
    if (!agent.voip.enabled) return err({ ...unavailable, plan });
    if (agent.voip.doNotDisturb || this.#world.isMonitoring(agent.id)) return err({ ...busyHere, plan });
    const autoAnswer = agent.voip.autoAnswer === "all" ? autoAnswerHeaders(this.#world.domain) : [];
    const phones = this.phonesOf(agent, caller, autoAnswer);
    if (phones.length === 0) return err({ ...unavailable, plan });
    return ok({ ...plan, hunt: ringing(phones) });
  }

  #toTrunks(
    agent: Agent,
    dialled: string,
    callerTargets: readonly HuntTarget[] | undefined,
  ): Result<CallPlan, Refusal> {
    const { directory } = this.#world;
    const digits = dialled.replace(/[\s().-]/g, "");
    if (!/^\+?[0-9]{1,32}$/.test(digits)) return err(notFound);
    const routed = directory.routeFor(digits);
    if (routed === undefined) return err(notFound);
    const { route, number } = routed;
    const trunks = route.trunkIds.map((id) => directory.trunk(id)).filter((trunk) => trunk !== undefined);
    const call = { number: route.prepend + number.slice(route.strip), callerId: route.callerId ?? agent.extension };
    const targets = trunksToTry(trunks, this.#world)
      .map((trunk) => trunkTarget(trunk, call, this.#world))
      .filter((target) => target !== undefined);
    if (targets[0] === undefined) return err({ status: 503, reason: "No Trunk Available" });
    return ok({
      direction: "outbound",
      customer: { number: digits, name: null },
      agent: callAgent(agent),
      callingAgent: undefined,
      callerSide: "agent",
      trunkId: targets[0].trunkId,
      callerTargets,
      hunt: new TrunkHunt(targets.map((target) => ({ ...target, agent: undefined }))),
    });
  }

  #dialTarget(
    target: Target,
    invite: Omit<HuntTarget, "target" | "contact" | "localAddress"> & { readonly contactUser: string },
  ): HuntTarget {
    const local = this.#world.localFor(target);
    const { contactUser, ...rest } = invite;
    return { ...rest, target, localAddress: local.address, contact: contactUri(contactUser, local, target.transport) };
  }
}
