/** Agents with phones, groups and a carrier, and a way to write down whom a call rings. */
import type { Agent } from "../../../src/accounts/directory/shapes.ts";
import type { CallPlan, Refusal } from "../../../src/calls/hunts/callPlan.ts";
import { type HuntEnd, type HuntStep, isHuntEnd, type StepOutcome } from "../../../src/calls/hunts/hunt.ts";
import { Routing, type RoutingWorld } from "../../../src/calls/hunts/routing.ts";
import { silentLog } from "../../../src/kernel/log.ts";
import type { Result } from "../../../src/kernel/result.ts";
import type { Binding } from "../../../src/sip/registrar/bindings.ts";
import { Account } from "../../sim/support/account.ts";

export const bindingOf = (aor: string, host: string, userAgent?: string): Binding => ({
  key: `${aor} ${host}`,
  aor,
  contact: `sip:${aor}@${host}:5062`,
  callId: "c",
  cseq: 1,
  registeredAt: 0,
  expiresAt: 1e12,
  source: { transport: "udp", address: host, port: 5062 },
  target: { transport: "udp", host, port: 5062 },
  userAgent,
  instance: undefined,
});

export const customer = { number: "11988887777", name: "Fulano" };

/** Dialled by the customer, to reach the agent or group of the place's first number. */
export const NUMBER = "1130004000";

type Standing = number | "busy" | "away";

/** Ana 1001, Bruno 1002, Clara 1003, Davi 1004: each has a phone and is available since the time named by `standings`. */
export class Place {
  readonly account = new Account();
  readonly standings = new Map<string, Standing>();
  readonly trunk = this.account.trunk("Carrier", "192.0.2.1");
  readonly routing: Routing;

  constructor(world: Partial<RoutingWorld> = {}) {
    for (const [name, extension] of [
      ["Ana", "1001"],
      ["Bruno", "1002"],
      ["Clara", "1003"],
      ["Davi", "1004"],
    ] as const)
      this.voip(name, extension);
    this.account.route("0", [this.trunk], { strip: 1 });
    this.routing = new Routing({
      directory: this.account.directory,
      domain: "ponto.local",
      srtpWithoutTls: false,
      log: silentLog,
      bindingsOf: (aor) => {
        const agent = this.account.directory.agentByExtension(aor);
        return agent === undefined || this.#standing(agent) === "away"
          ? []
          : [bindingOf(aor, `10.0.0.${aor.slice(-1)}`)];
      },
      localFor: () => ({ address: "10.0.0.254", port: 5060 }),
      isMonitoring: () => false,
      idleSince: (id) => this.standings.get(id) ?? 0,
      trunkService: () => "in",
      callsOnTrunk: () => 0,
      mediaAddress: "10.0.0.1",
      echoes: () => 0,
      ...world,
    });
  }

  /** Sets an agent's VoIP settings. */
  voip(name: string, extension: string, voip: Parameters<Account["agent"]>[2] = {}): Agent {
    return this.account.agent(name, extension, voip);
  }

  agents(...names: string[]): Agent[] {
    return names.map((name) => this.account.agentNamed(name));
  }

  fromCustomer(): Result<CallPlan, Refusal> {
    return this.routing.fromTrunk(this.trunk, NUMBER, customer);
  }

  #standing(agent: Agent): Standing {
    return this.standings.get(agent.id) ?? 0;
  }
}

/** How a step comes out: a status, a 3xx with its contacts, or nobody answers in time. */
export type Came = number | "timeout" | { readonly status: number; readonly contacts: readonly string[] };

const outcomeOf = (came: Came): StepOutcome => {
  if (came === "timeout") return { status: 480, reason: "", contacts: [], timedOut: true, rang: false };
  const { status, contacts } = typeof came === "number" ? { status: came, contacts: [] } : came;
  return { status, reason: "", contacts, timedOut: false, rang: false };
};

const said = (step: HuntStep | HuntEnd): string => {
  if (isHuntEnd(step)) return `${step.status}`;
  const users = step.targets.map(({ requestUri }) => /:([^@]*)@/.exec(requestUri)![1]);
  return `${users.join("+")}${step.ringMs === undefined ? "" : ` ${step.ringMs / 1000} s`}`;
};

/** Whom a call rings if things come like this, and for how long, and what the caller is told in the end: `1001 25 s, 1002, 486`. */
export function walk(plan: Result<CallPlan, Refusal>, came: readonly Came[]): string {
  if (!plan.ok) return `${plan.error.status}`;
  const steps = [plan.value.hunt.next(undefined)];
  for (const outcome of came) {
    if (isHuntEnd(steps.at(-1)!)) break;
    steps.push(plan.value.hunt.next(outcomeOf(outcome)));
  }
  return steps.map(said).join(", ");
}
