/** A floor of many agents, some of whom have phones and change their status when told. */
import { TestPhone } from "../lab/phone/phone.ts";
import { voipOf } from "../lab/ponto/account.ts";
import type { Api } from "../lab/ponto/api.ts";
import type { Peer } from "../lab/sip/wire.ts";
import type { Agent } from "../src/accounts/directory/shapes.ts";
import { inTurns } from "./traffic/inTurns.ts";

export interface Floor {
  /** The next agent's status becomes another one: an event for everybody who watches. */
  change(): Promise<void>;
  close(): Promise<void>;
}

/** They come first in the list: half of them are within sight, which is the dearer half. */
const WITH_PHONES = 40;

export async function openFloor(api: Api, sip: Peer, count: number): Promise<Floor> {
  const agents = await inTurns(count, (i) => {
    const name = `Agente ${String(i).padStart(4, "0")}`;
    return api.post<Agent>("/v1/agents", { name, email: `agent${i}@example.com` });
  });
  const changing = agents.slice(0, WITH_PHONES);
  const phones = await inTurns(changing.length, async (i) => {
    const { extension, token } = await voipOf(api, changing[i]!);
    const phone = await TestPhone.start({ user: extension, password: token, server: sip });
    await phone.register();
    return phone;
  });
  let turns = 0;
  return {
    change: async () => {
      const agent = changing[turns % changing.length]!;
      const doNotDisturb = Math.floor(turns / changing.length) % 2 === 0;
      turns++;
      await api.patch(`/v1/agents/${agent.id}/voip`, { doNotDisturb });
    },
    close: async () => void (await Promise.all(phones.map((phone) => phone.close()))),
  };
}
