/** The things of an account that calls need, made through the REST API as they are needed, and kept for all calls to come. */
import { voipOf } from "../../lab/ponto/account.ts";
import type { Api } from "../../lab/ponto/api.ts";
import type { Peer } from "../../lab/sip/wire.ts";
import type { Agent, PhoneNumber, Trunk, User } from "../../src/accounts/directory/shapes.ts";
import { inTurns } from "./inTurns.ts";
import { Phone } from "./phone.ts";
import type { SipPeer } from "./sipPeer.ts";

/** An agent whose phone is registered. */
export interface Seat {
  readonly agent: Agent;
  readonly extension: string;
}

/** An agent who is called under a number. */
export interface CalledSeat extends Seat {
  readonly number: string;
}

/** An agent who is also a user with the right to monitor. */
export interface SupervisorSeat extends Seat {
  readonly api: Api;
}

export class Directory {
  readonly #admin: Api;
  readonly #server: Peer;
  /** All phones are behind this socket, and all numbers behind that one. */
  readonly #phones: SipPeer;
  readonly #trunk: Trunk;
  readonly #prefix: number;
  readonly #called: CalledSeat[] = [];
  readonly #supervisors: SupervisorSeat[] = [];

  /** @param prefix of one digit, which keeps the extensions of several directories apart */
  static async open(admin: Api, server: Peer, phones: SipPeer, trunk: SipPeer, prefix = 2): Promise<Directory> {
    const row = await admin.post<Trunk>("/v1/trunks", {
      name: `Load ${prefix}`,
      host: "127.0.0.1",
      port: trunk.port,
      transport: "udp",
      auth: "ip",
    });
    return new Directory(admin, server, phones, row, prefix);
  }

  private constructor(admin: Api, server: Peer, phones: SipPeer, trunk: Trunk, prefix: number) {
    this.#admin = admin;
    this.#server = server;
    this.#phones = phones;
    this.#trunk = trunk;
    this.#prefix = prefix;
  }

  /** At least so many agents with numbers. */
  async called(count: number): Promise<readonly CalledSeat[]> {
    const from = this.#called.length;
    this.#called.push(...(await inTurns(Math.max(0, count - from), (i) => this.#newCalled(from + i))));
    return this.#called;
  }

  /** At least so many supervisors. */
  async supervisors(count: number): Promise<readonly SupervisorSeat[]> {
    const from = this.#supervisors.length;
    this.#supervisors.push(...(await inTurns(Math.max(0, count - from), (i) => this.#newSupervisor(from + i))));
    return this.#supervisors;
  }

  async #newCalled(i: number): Promise<CalledSeat> {
    const seat = await this.#seat(`Agent${this.#prefix}${i}`, this.#prefix * 10_000 + i);
    const number = `11${this.#prefix}${String(3_000_000 + i)}`;
    await this.#admin.post<PhoneNumber>("/v1/numbers", {
      number,
      trunkId: this.#trunk.id,
      destination: { type: "agent", id: seat.agent.id },
    });
    return { ...seat, number };
  }

  /** API keys stand in for signing in, which hashes a password each time. */
  async #newSupervisor(i: number): Promise<SupervisorSeat> {
    const name = `Supervisor${this.#prefix}${i}`;
    const seat = await this.#seat(name, this.#prefix * 10_000 + 5000 + i);
    const user = await this.#admin.post<User>("/v1/users", {
      email: seat.agent.email,
      name,
      password: "never-used-to-sign-in",
      screens: { agentsDashboard: true },
      monitoring: { passive: true, semiActive: true, active: true },
    });
    const { key } = await this.#admin.post<{ key: string }>("/v1/api-keys", { name, userId: user.id });
    return { ...seat, api: this.#admin.as(key) };
  }

  async #seat(name: string, number: number): Promise<Seat> {
    const extension = String(number);
    const email = `${name.toLowerCase()}@example.com`;
    const agent = await this.#admin.post<Agent>("/v1/agents", { name, email, extension });
    const { token } = await voipOf(this.#admin, agent);
    const phone = new Phone(this.#phones, this.#server, { extension, token }, number);
    await new Promise<void>((resolve, reject) =>
      phone.register((took) =>
        took === undefined ? reject(new Error(`the phone ${extension} was refused`)) : resolve(),
      ),
    );
    return { agent, extension };
  }
}
