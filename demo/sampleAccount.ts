/** The account of the demo, made through the REST API; the same again when it is there already. */

import type { TestTrunk } from "../lab/phone/trunk.ts";
import {
  emailOf,
  ensureAgent,
  ensureNumber,
  ensureSupervisor,
  ensureTrunk,
  type Voip,
  voipOf,
} from "../lab/ponto/account.ts";
import type { Api } from "../lab/ponto/api.ts";
import type { Agent } from "../src/accounts/directory/shapes.ts";

const seats = { Ana: "1001", Bruno: "1002", Clara: "1003", Davi: "1004" } as const;

export type SeatName = keyof typeof seats;

export interface Sample {
  /** The number that the customer calls; Ana answers it. */
  readonly number: string;
  readonly seats: Readonly<Record<SeatName, { readonly agent: Agent; readonly voip: Voip }>>;
  readonly supervisorEmail: string;
}

export async function sampleAccount(admin: Api, trunk: TestTrunk, supervisorPassword: string): Promise<Sample> {
  const seatOf = async (name: SeatName): Promise<{ agent: Agent; voip: Voip }> => {
    const agent = await ensureAgent(admin, name, seats[name]);
    return { agent, voip: await voipOf(admin, agent) };
  };
  const made = {
    Ana: await seatOf("Ana"),
    Bruno: await seatOf("Bruno"),
    Clara: await seatOf("Clara"),
    Davi: await seatOf("Davi"),
  };
  await ensureSupervisor(admin, "Clara", supervisorPassword);
  // As the server keeps it (E.164), so that a second start finds it again.
  const number = "+551130004000";
  await ensureNumber(admin, number, await ensureTrunk(admin, "Operadora", trunk), made.Ana.agent);
  return { number, seats: made, supervisorEmail: emailOf("Clara") };
}
