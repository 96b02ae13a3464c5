/** Calls through the server for a load generator: an agent, a number and, when monitored, a supervisor for each. */

import type { PhoneCall } from "../lab/phone/call.ts";
import { answers } from "../lab/phone/manners.ts";
import type { TestPhone } from "../lab/phone/phone.ts";
import { TestTrunk } from "../lab/phone/trunk.ts";
import { ensureTrunk, phoneOf } from "../lab/ponto/account.ts";
import type { Api } from "../lab/ponto/api.ts";
import type { Peer } from "../lab/sip/wire.ts";
import type { Agent, PhoneNumber, Trunk, User } from "../src/accounts/shapes.ts";
import type { MonitoringView } from "../src/calls/live/views.ts";

/** Ringing two hundred phones at once would measure something else. */
const AT_ONCE = 8;
const LAW = ["PCMA"] as const;

export interface Pair {
  readonly customer: PhoneCall;
  readonly agent: PhoneCall;
}

interface Seat {
  readonly agent: Agent;
  readonly phone: TestPhone;
}

export class Callers {
  readonly #admin: Api;
  readonly #server: Peer;
  readonly #trunk: TestTrunk;
  readonly #trunkRow: Trunk;
  readonly #agents: Seat[] = [];
  readonly #supervisors: (Seat & { readonly api: Api })[] = [];

  static async open(admin: Api, server: Peer): Promise<Callers> {
    const trunk = await TestTrunk.start({ server, paced: false, codecs: LAW, keep: 100 });
    return new Callers(admin, server, trunk, await ensureTrunk(admin, "Load", trunk));
  }

  private constructor(admin: Api, server: Peer, trunk: TestTrunk, row: Trunk) {
    this.#admin = admin;
    this.#server = server;
    this.#trunk = trunk;
    this.#trunkRow = row;
  }

  /** `count` calls, each from a customer on the trunk to an agent of its own. */
  async call(count: number): Promise<readonly Pair[]> {
    while (this.#agents.length < count) this.#agents.push(await this.#newAgent(this.#agents.length));
    return await inTurns(count, async (i) => {
      const customer = await this.#trunk.call(numberOf(i), `119${String(i).padStart(8, "0")}`);
      const [, agent] = await Promise.all([customer.answered(), this.#agents[i]!.phone.incoming()]);
      return { customer, agent };
    });
  }

  /** An active monitor on each of the first `count` agents. @returns the monitors' legs. */
  async monitor(count: number): Promise<readonly PhoneCall[]> {
    while (this.#supervisors.length < count) {
      this.#supervisors.push(await this.#newSupervisor(this.#supervisors.length));
    }
    return await inTurns(count, async (i) => {
      const { api, phone } = this.#supervisors[i]!;
      await api.post<MonitoringView>("/v1/monitorings", { agentId: this.#agents[i]!.agent.id, mode: "active" });
      const leg = await phone.incoming();
      await leg.until(() => leg.state === "connected", "the monitor's phone to be connected");
      return leg;
    });
  }

  /** Ends the calls, and with them their monitorings. */
  async hangUp(pairs: readonly Pair[], monitors: readonly PhoneCall[]): Promise<void> {
    await inTurns(pairs.length, async (i) => {
      await pairs[i]!.customer.bye();
      await pairs[i]!.agent.ended();
    });
    await Promise.all(monitors.map((leg) => leg.ended()));
    const legs = [...pairs.flatMap(({ customer, agent }) => [customer, agent]), ...monitors];
    await Promise.all(legs.map((leg) => leg.phone.forget(leg)));
  }

  async close(): Promise<void> {
    const phones = [...this.#agents, ...this.#supervisors].map(({ phone }) => phone);
    await Promise.all([this.#trunk, ...phones].map((phone) => phone.close()));
  }

  async #newAgent(i: number): Promise<Seat> {
    const seat = await this.#seat(`Agent${i}`, `agent${i}@example.com`, 20_000 + i);
    await this.#admin.post<PhoneNumber>("/v1/numbers", {
      number: numberOf(i),
      trunkId: this.#trunkRow.id,
      destination: { type: "agent", id: seat.agent.id },
    });
    return seat;
  }

  /** API keys stand in for passwords: hashing two hundred of them for signing in would take a minute. */
  async #newSupervisor(i: number): Promise<Seat & { readonly api: Api }> {
    const email = `supervisor${i}@example.com`;
    const seat = await this.#seat(`Supervisor${i}`, email, 40_000 + i);
    const user = await this.#admin.post<User>("/v1/users", {
      email,
      name: `Supervisor${i}`,
      password: "never-used-to-sign-in",
      screens: { agentsDashboard: true },
      monitoring: { passive: true, semiActive: true, active: true },
    });
    const { key } = await this.#admin.post<{ key: string }>("/v1/api-keys", { name: email, userId: user.id });
    return { ...seat, api: this.#admin.as(key) };
  }

  async #seat(name: string, email: string, extension: number): Promise<Seat> {
    const agent = await this.#admin.post<Agent>("/v1/agents", { name, email, extension: String(extension) });
    const options = { manner: answers, paced: false, codecs: LAW, keep: 100 } as const;
    return { agent, phone: await phoneOf(this.#admin, agent, this.#server, options) };
  }
}

const numberOf = (i: number): string => `1130${String(600_000 + i)}`;

/** Does `work` for 0 … count − 1, a few at a time, and gives the results in order. */
export async function inTurns<T>(count: number, work: (i: number) => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  for (let from = 0; from < count; from += AT_ONCE) {
    const turn = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, k) => work(from + k));
    results.push(...(await Promise.all(turn)));
  }
  return results;
}
