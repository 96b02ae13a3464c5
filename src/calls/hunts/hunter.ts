/** Makes the hunts of one call, and of whatever it is passed on to. */
import type { Directory } from "../../accounts/directory/directory.ts";
import type { Agent } from "../../accounts/directory/shapes.ts";
import { comparableNumber } from "../../accounts/lines/e164.ts";
import type { HeaderList } from "../../sip/message/headers.ts";
import type { Caller } from "../trunks/inbound.ts";
import { type TrunkLoad, trunksToTry } from "../trunks/toTry.ts";
import { trunkTarget } from "../trunks/trunkTarget.ts";
import { AgentHunt } from "./agentHunt.ts";
import { type Destination, destinationOf, outwardNumber } from "./dialPlan.ts";
import { type Diversion, type DiversionReason, diversionHeaders } from "./diversion.ts";
import { type EchoWorld, echoHunt } from "./echo.ts";
import { type Availability, GroupHunt } from "./groupHunt.ts";
import type { Hunt } from "./hunt.ts";
import { type PhoneWorld, phonesOf } from "./phones.ts";
import { Tried } from "./tried.ts";
import { TrunkHunt } from "./trunkHunt.ts";

export interface HunterWorld extends PhoneWorld, TrunkLoad, EchoWorld {
  readonly directory: Directory;
  /** The agent's phone belongs to a monitor right now: calls find it busy (U5). */
  readonly isMonitoring: (agentId: string) => boolean;
  /** Since when the agent has been available, wall clock, ms; what it is doing instead. */
  readonly idleSince: (agentId: string) => number | "busy" | "away";
}

/** What the phones that are rung are told of the call. */
export interface HuntedCall {
  readonly caller: Caller;
  /** For INVITEs to phones of the account; trunks are not told. */
  readonly headers: HeaderList;
}

type NumberDestination = Extract<Destination, { to: "number" }>;

export class Hunter {
  readonly #world: HunterWorld;
  readonly #call: HuntedCall;
  readonly #tried: Tried;
  readonly #diversions: readonly Diversion[];

  constructor(world: HunterWorld, call: HuntedCall, tried = new Tried(), diversions: readonly Diversion[] = []) {
    this.#world = world;
    this.#call = call;
    this.#tried = tried;
    this.#diversions = diversions;
  }

  /** The agent is not to be rung: it is the one who calls. */
  leaveOut(agent: Agent): this {
    this.#tried.add(agent.id);
    return this;
  }

  /** The hunt for a destination; undefined where the call has been there already. */
  to(destination: Destination): Hunt | undefined {
    const whom = this.#nameOf(destination);
    if (this.#tried.has(whom)) return undefined;
    this.#tried.add(whom);
    switch (destination.to) {
      case "agent":
        return this.#agent(destination.agent.id);
      case "group":
        return this.#group(destination.group.id);
      case "echo":
        return echoHunt(destination.extension, this.#world);
      case "number":
        return this.#number(destination);
    }
  }

  #agent(id: string): Hunt {
    const { directory, isMonitoring } = this.#world;
    return new AgentHunt({
      agent: () => directory.agent(id),
      phones: (agent) => this.#phones(agent),
      isMonitoring: () => isMonitoring(id),
      noAnswerMs: () => directory.settings().forwarding.noAnswerSeconds * 1000,
      onward: (dialled, reason) => this.#onward(dialled, id, reason),
    });
  }

  #group(id: string): Hunt {
    const { directory } = this.#world;
    return new GroupHunt({
      group: () => directory.group(id),
      availability: (agentId) => this.#availability(agentId),
      phones: (agent) => this.#phones(agent),
      tried: this.#tried,
    });
  }

  #number(destination: NumberDestination): Hunt {
    const { route } = destination;
    const { directory, domain } = this.#world;
    const diversions = diversionHeaders(this.#diversions, domain);
    const callerId = route.callerId ?? this.#call.caller.number;
    return new TrunkHunt(route.trunkIds, outwardNumber(destination), {
      toTry: (ids) =>
        trunksToTry(
          ids.map((id) => directory.trunk(id)).filter((trunk) => trunk !== undefined),
          this.#world,
        ),
      target: (trunk, called) => {
        const target = trunkTarget(trunk, { number: called, callerId }, this.#world);
        return target && { ...target, headers: [...target.headers, ...diversions] };
      },
    });
  }

  /** Where the calls of an agent go on to. */
  #onward(dialled: string, agentId: string, reason: DiversionReason): Hunt | undefined {
    const { directory } = this.#world;
    const agent = directory.agent(agentId);
    const destination = destinationOf(dialled, directory);
    if (agent === undefined || destination === undefined || !this.#tried.hop()) return undefined;
    // Whoever calls an agent has nothing to say to themselves.
    if (destination.to === "echo") return undefined;
    // A number outside knows the agent by a number that leads to it, if there is one.
    const number = directory.numberOf(agentId)?.number ?? agent.extension;
    const diversions = [...this.#diversions, { number, reason }];
    return new Hunter(this.#world, this.#call, this.#tried, diversions).to(destination);
  }

  #phones(agent: Agent) {
    const { caller, headers } = this.#call;
    return phonesOf(agent, { caller, headers, autoAnswer: agent.voip.autoAnswer === "all" }, this.#world);
  }

  #availability(agentId: string): Availability {
    const { directory, bindingsOf, isMonitoring, idleSince } = this.#world;
    const agent = directory.agent(agentId);
    if (agent === undefined || !agent.voip.enabled || bindingsOf(agent.extension).length === 0) return { is: "away" };
    if (agent.voip.doNotDisturb || isMonitoring(agentId)) return { is: "busy" };
    const since = idleSince(agentId);
    return typeof since === "number" ? { is: "free", agent, since } : { is: since };
  }

  #nameOf(destination: Destination): string {
    switch (destination.to) {
      case "agent":
        return destination.agent.id;
      case "group":
        return destination.group.id;
      case "echo":
        return destination.extension;
      case "number": {
        const { country } = this.#world.directory.settings();
        return comparableNumber(destination.dialled, country) ?? destination.dialled;
      }
    }
  }
}
