/** Whom a call reaches: dialled number → plan, by the account's directory and the phones that are registered. */
import type { Agent, Trunk } from "../../accounts/directory/shapes.ts";
import { comparableNumber } from "../../accounts/lines/e164.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { HeaderList } from "../../sip/message/headers.ts";
import type { Caller } from "../trunks/inbound.ts";
import { isFull } from "../trunks/toTry.ts";
import type { CallPlan, Refusal } from "./callPlan.ts";
import { type Destination, destinationOf } from "./dialPlan.ts";
import { ECHO_NAME } from "./echo.ts";
import { type Hunt, type HuntTarget, isHuntEnd } from "./hunt.ts";
import { Hunter, type HunterWorld } from "./hunter.ts";
import { type Lookup, lookUp } from "./lookup.ts";
import { busyHere, notFound } from "./outcomes.ts";
import { callAgent, type PhoneCall, phonesOf } from "./phones.ts";

export type RoutingWorld = HunterWorld;

/** What an agent's call may have besides a number. */
export interface DialOptions {
  /** Click to call: the agent's own phones are rung first. */
  readonly click?: boolean;
  /** Somebody is wanted whom a call can be given to: not the echo. */
  readonly transfers?: boolean;
  /** Who is to be shown as the caller instead of the agent: the customer whom the agent transfers. */
  readonly onBehalfOf?: Caller;
  /** For the INVITEs to phones of the account: Referred-By. Trunks are not told. */
  readonly headers?: HeaderList;
}

export class Routing {
  readonly #world: RoutingWorld;

  constructor(world: RoutingWorld) {
    this.#world = world;
  }

  /** A trunk's call to one of the account's numbers. */
  fromTrunk(trunk: Trunk, dialled: string, caller: Caller): Result<CallPlan, Refusal> {
    const destination = this.#numberLeadsTo(dialled, trunk.id);
    if (destination === undefined) return err(notFound);
    // Not 503: the trunk's other side would take all of us for out of service (RFC 3261 §21.5.4).
    if (isFull(trunk, this.#world)) return err(busyHere);
    return planned(
      {
        direction: "inbound",
        customer: caller,
        agent: destination.to === "agent" ? callAgent(destination.agent) : undefined,
        callingAgent: undefined,
        callerSide: "customer",
        trunkId: trunk.id,
        ownNumber: this.#world.directory.numberFor(dialled, trunk.id)?.number ?? null,
        callerTargets: undefined,
      },
      () => new Hunter(this.#world, { caller, headers: [] }).to(destination),
    );
  }

  /** An agent dials: an extension, of another agent, a group or the echo, wins over a number with an outbound route. */
  fromAgent(agent: Agent, dialled: string, options: DialOptions = {}): Result<CallPlan, Refusal> {
    const destination = destinationOf(dialled, this.#world.directory);
    if (destination === undefined || (destination.to === "echo" && options.transfers === true)) return err(notFound);
    const caller = options.onBehalfOf ?? { number: agent.extension, name: agent.name };
    const hunt = () =>
      new Hunter(this.#world, { caller, headers: options.headers ?? [] }).leaveOut(agent).to(destination);
    const callerTargets = options.click === true ? this.#ownPhones(agent, dialled) : undefined;
    // The agent stays the agent: no other one has a part in the call.
    const itself = {
      agent: callAgent(agent),
      callingAgent: undefined,
      callerSide: "agent",
      trunkId: undefined,
      callerTargets,
    } as const;
    if (destination.to === "echo") {
      const customer = { number: destination.extension, name: ECHO_NAME };
      return planned({ ...itself, direction: "internal", customer, ownNumber: null }, hunt);
    }
    if (destination.to === "number") {
      const customer = { number: destination.dialled, name: null };
      const ownNumber = this.#shown(destination.route.callerId);
      return planned({ ...itself, direction: "outbound", customer, ownNumber }, hunt);
    }
    return planned(
      {
        direction: "internal",
        customer: caller,
        agent: destination.to === "agent" ? callAgent(destination.agent) : undefined,
        callingAgent: callAgent(agent),
        callerSide: "customer",
        trunkId: undefined,
        ownNumber: null,
        callerTargets,
      },
      hunt,
    );
  }

  /** What would become of a number that an agent dials now. */
  lookUp(dialled: string): Lookup {
    return lookUp(dialled, this.#world);
  }

  /** The registered phones of an agent, as targets of an INVITE: of a call that is nobody else's, and goes nowhere else. */
  phonesOf(agent: Agent, call: PhoneCall): HuntTarget[] {
    return phonesOf(agent, call, this.#world);
  }

  /** The number that a route shows, as the account's numbers are written. */
  #shown(callerId: string | null): string | null {
    return callerId === null
      ? null
      : (comparableNumber(callerId, this.#world.directory.settings().country) ?? callerId);
  }

  #ownPhones(agent: Agent, dialled: string): HuntTarget[] {
    const autoAnswer = agent.voip.autoAnswer === "all";
    return this.phonesOf(agent, { caller: { number: dialled, name: null }, autoAnswer });
  }

  #numberLeadsTo(dialled: string, trunkId: string): Destination | undefined {
    const { directory } = this.#world;
    const destination = directory.numberFor(dialled, trunkId)?.destination;
    if (destination === undefined) return undefined;
    if (destination.type === "group") {
      const group = directory.group(destination.id);
      return group && { to: "group", group };
    }
    const agent = directory.agent(destination.id);
    return agent && { to: "agent", agent };
  }
}

/** The plan of a call, unless nobody could be rung now. The hunt that the call gets begins when the call does: a caller's own phone may ring first. */
function planned(plan: Omit<CallPlan, "hunt">, hunt: () => Hunt | undefined): Result<CallPlan, Refusal> {
  const probe = hunt();
  // An agent who calls itself.
  if (probe === undefined) return err(busyHere);
  const first = probe.next(undefined);
  if (isHuntEnd(first)) return err({ status: first.status, reason: first.reason, plan });
  return ok({ ...plan, trunkId: plan.trunkId ?? first.targets[0]?.trunkId, hunt: hunt() ?? probe });
}
