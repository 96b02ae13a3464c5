import type { Test } from "tap";
import type { PhoneCall } from "../../lab/phone/call.ts";
import { answers } from "../../lab/phone/manners.ts";
import { type PhoneOptions, TestPhone } from "../../lab/phone/phone.ts";
import { TestTrunk } from "../../lab/phone/trunk.ts";
import {
  emailOf,
  ensureAgent,
  ensureNumber,
  ensureSupervisor,
  ensureTrunk,
  phoneOf,
  voipOf,
} from "../../lab/ponto/account.ts";
import type { Api } from "../../lab/ponto/api.ts";
import type { ServerOptions } from "../../lab/ponto/server.ts";
import type { Agent, Settings, User } from "../../src/accounts/directory/shapes.ts";
import type { ReportRow } from "../../src/accounts/journal/journal.ts";
import type { CallView, MonitoringView } from "../../src/calls/live/views.ts";
import type { MonitorMode } from "../../src/mixer/audibility.ts";
import { eventually } from "./eventually.ts";
import { recordingOf } from "./recording.ts";
import { type ServerUnderTest, startServer } from "./server.ts";

export const NUMBER = "1130004000";
export const CUSTOMER = "11988887777";
const PASSWORD = "senha-do-teste";

/** An agent of the account with its phone, registered. */
export interface Seat {
  readonly agent: Agent;
  readonly phone: TestPhone;
}

/** A seat whose agent is also a user that may monitor in every mode. */
export interface SupervisorSeat extends Seat {
  readonly user: User;
  /** The API as this user. */
  readonly api: Api;
}

/** A live call between a customer on the trunk and an agent. */
export interface LiveCall {
  readonly id: string;
  readonly customer: PhoneCall;
  readonly agent: PhoneCall;
}

export interface Monitoring {
  readonly id: string;
  readonly leg: PhoneCall;
}

export interface CentreOptions {
  readonly server?: Partial<ServerOptions>;
  readonly settings?: unknown;
  /** What every phone has in common. */
  readonly phones?: Partial<PhoneOptions>;
  /** Of the trunk's end, where customers call from. */
  readonly customer?: Partial<PhoneOptions>;
  /** Of Ana's phone. */
  readonly agent?: Partial<PhoneOptions>;
}

/**
 * A small call centre that works: a server, a trunk with a number, the agent Ana who is called on it, and the
 * supervisor Clara. Everything ends with the test.
 */
export async function centre(test: Test, options: CentreOptions = {}): Promise<Centre> {
  const server = await startServer(test, options.server);
  const admin = await server.now.administrator();
  if (options.settings !== undefined) await admin.patch<Settings>("/v1/settings", options.settings);
  const trunk = await TestTrunk.start({ server: server.now.sip, ...options.phones, ...options.customer });
  test.teardown(() => trunk.close());
  const place = new Centre(test, server, admin, trunk, options.phones ?? {});
  await place.open(options.agent);
  return place;
}

export class Centre {
  readonly server: ServerUnderTest;
  readonly admin: Api;
  readonly trunk: TestTrunk;
  readonly #test: Test;
  readonly #phones: Partial<PhoneOptions>;
  #ana: Seat | undefined;
  #clara: SupervisorSeat | undefined;

  constructor(test: Test, server: ServerUnderTest, admin: Api, trunk: TestTrunk, phones: Partial<PhoneOptions>) {
    this.#test = test;
    this.server = server;
    this.admin = admin;
    this.trunk = trunk;
    this.#phones = phones;
  }

  /** The agent who is called on the number; she answers at once. */
  get ana(): Seat {
    return this.#ana!;
  }

  /** The supervisor; her phone answers at once. */
  get clara(): SupervisorSeat {
    return this.#clara!;
  }

  async open(agent: Partial<PhoneOptions> = {}): Promise<void> {
    this.#ana = await this.seat("Ana", "1001", agent);
    this.#clara = await this.supervisor("Clara", "1003");
    const trunk = await ensureTrunk(this.admin, "Operadora", this.trunk);
    await ensureNumber(this.admin, NUMBER, trunk, this.ana.agent);
  }

  /** One more agent, with a phone that answers at once. */
  async seat(name: string, extension: string, options: Partial<PhoneOptions> = {}): Promise<Seat> {
    const agent = await ensureAgent(this.admin, name, extension);
    const phone = await phoneOf(this.admin, agent, this.server.now.sip, {
      manner: answers,
      ...this.#phones,
      ...options,
    });
    this.#test.teardown(() => phone.close());
    return { agent, phone };
  }

  /** One more user who may monitor, with an agent of the same e-mail and its phone. */
  async supervisor(name: string, extension: string, options: Partial<PhoneOptions> = {}): Promise<SupervisorSeat> {
    const seat = await this.seat(name, extension, options);
    const user = await ensureSupervisor(this.admin, name, PASSWORD);
    return { ...seat, user, api: await this.server.now.api.signIn(emailOf(name), PASSWORD, this.#phones.domain) };
  }

  /** A phone of the agent's that has not registered, with a token of its own choosing. */
  async stranger(agent: Agent, password: string): Promise<TestPhone> {
    const { extension } = await voipOf(this.admin, agent);
    const phone = await TestPhone.start({ user: extension, password, server: this.server.now.sip });
    this.#test.teardown(() => phone.close());
    return phone;
  }

  /** The customer calls the number, Ana answers, both are connected. */
  async call(customer = CUSTOMER): Promise<LiveCall> {
    const before = new Set((await this.calls()).map(({ id }) => id));
    const ours = await this.trunk.call(NUMBER, customer);
    const [, agent] = await Promise.all([ours.answered(), this.ana.phone.incoming()]);
    await agent.until(() => agent.state === "connected", "the agent's phone to be connected");
    const view = await eventually(
      async () => (await this.calls()).find(({ id, state }) => !before.has(id) && state === "answered"),
      "the call to be live",
    );
    return { id: view.id, customer: ours, agent };
  }

  /** The live calls, as the administrator sees them. */
  calls(): Promise<readonly CallView[]> {
    return this.admin.list<CallView>("/v1/calls");
  }

  /** A supervisor asks to monitor the call, and the monitor's phone is connected. */
  async monitor(call: LiveCall, mode: MonitorMode, who: SupervisorSeat = this.clara): Promise<Monitoring> {
    const { id } = await who.api.post<MonitoringView>("/v1/monitorings", { callId: call.id, mode });
    const leg = await who.phone.incoming();
    await this.monitoring(id, "connected", who);
    return { id, leg };
  }

  /** Changes the mode; @returns what the PATCH answered, which it does once the mode is in effect. */
  mode(monitoring: Monitoring, mode: MonitorMode, who: SupervisorSeat = this.clara): Promise<MonitoringView> {
    return who.api.patch<MonitoringView>(`/v1/monitorings/${monitoring.id}`, { mode });
  }

  /** The monitoring, once it is in the state. */
  monitoring(id: string, state: MonitoringView["state"], who: SupervisorSeat = this.clara): Promise<MonitoringView> {
    return eventually(async () => {
      const view = await who.api.get<MonitoringView>(`/v1/monitorings/${id}`);
      return view.state === state ? view : undefined;
    }, `the monitoring to be ${state}`);
  }

  /** The report row of a call that is over. */
  report(callId: string): Promise<ReportRow> {
    return eventually(
      async () => (await this.admin.list<ReportRow>("/v1/reports/calls")).find((row) => row.callId === callId),
      "the call's report row",
    );
  }

  /** The recording of a call that is over, downloaded. */
  recording(callId: string): ReturnType<typeof recordingOf> {
    return recordingOf(this.admin, callId);
  }
}
