/** The things of an account that scripts need again and again, made through the REST API. */
import type { Agent, PhoneNumber, Trunk, User } from "../../src/accounts/directory/shapes.ts";
import { type PhoneOptions, TestPhone } from "../phone/phone.ts";
import type { TestTrunk } from "../phone/trunk.ts";
import type { Peer } from "../sip/wire.ts";
import type { Api } from "./api.ts";

/** What a phone must know to register as an agent. */
export interface Voip {
  readonly extension: string;
  readonly token: string;
  readonly sipUri: string;
  readonly registrar: string;
  readonly transports: readonly string[];
}

/**
 * A thing of a list: changed to what is wanted if one with the same key is there, created otherwise.
 * @param path of the list, `/v1/agents`.
 */
export async function ensure<T extends { readonly id: string }, K extends keyof T>(
  api: Api,
  path: string,
  key: K,
  wanted: Partial<T> & Pick<T, K>,
  onlyAtCreation: object = {},
): Promise<T> {
  const known = (await api.list<T>(path)).find((one) => one[key] === wanted[key]);
  return known === undefined
    ? await api.post<T>(path, { ...wanted, ...onlyAtCreation })
    : await api.patch<T>(`${path}/${known.id}`, wanted);
}

export const ensureAgent = (admin: Api, name: string, extension: string): Promise<Agent> =>
  ensure<Agent, "extension">(admin, "/v1/agents", "extension", { name, email: emailOf(name), extension });

/** A user who may watch the dashboard and monitor in every mode. */
export const ensureSupervisor = (admin: Api, name: string, password: string): Promise<User> =>
  ensure<User, "email">(
    admin,
    "/v1/users",
    "email",
    {
      email: emailOf(name),
      name,
      screens: { agentsDashboard: true },
      monitoring: { passive: true, semiActive: true, active: true, groupIds: null },
    },
    { password },
  );

/** A trunk known by the exact address of the lab's end of it. */
export const ensureTrunk = (admin: Api, name: string, end: TestTrunk): Promise<Trunk> =>
  ensure<Trunk, "name">(admin, "/v1/trunks", "name", {
    name,
    host: end.host,
    port: end.port,
    transport: end.transport,
    auth: "ip",
  });

export const ensureNumber = (admin: Api, number: string, trunk: Trunk, agent: Agent): Promise<PhoneNumber> =>
  ensure<PhoneNumber, "number">(admin, "/v1/numbers", "number", {
    number,
    trunkId: trunk.id,
    destination: { type: "agent", id: agent.id },
  });

export const voipOf = (admin: Api, agent: Agent): Promise<Voip> => admin.get(`/v1/agents/${agent.id}/voip`);

/** A phone registered as the agent. */
export async function phoneOf(
  admin: Api,
  agent: Agent,
  server: Peer,
  options: Partial<PhoneOptions> = {},
): Promise<TestPhone> {
  const { extension, token } = await voipOf(admin, agent);
  const phone = await TestPhone.start({ user: extension, password: token, server, ...options });
  await phone.register();
  return phone;
}

export const emailOf = (name: string): string => `${name.toLowerCase()}@example.com`;
