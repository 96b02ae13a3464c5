/** Something of everything that an account can have. */
import type { Centre } from "./centre.ts";
import { eventually } from "./eventually.ts";

/** A call, a monitoring, a recording and one of everything else: their ids by what stands before them in a path. */
export async function furnish(c: Centre): Promise<Readonly<Record<string, string>>> {
  const call = await c.call();
  const monitoring = await c.monitor(call, "passive");
  const made = async (path: string, body: unknown) => (await c.admin.post<{ id: string }>(path, body)).id;
  const first = async (path: string) => (await c.admin.list<{ id: string }>(path))[0]!.id;
  const trunk = await first("/v1/trunks");
  return {
    users: c.clara.user.id,
    agents: c.ana.agent.id,
    trunks: trunk,
    numbers: await first("/v1/numbers"),
    groups: await made("/v1/groups", { name: "Sales", strategy: "all", agentIds: [c.ana.agent.id] }),
    routes: await made("/v1/routes", { prefix: "0", trunkIds: [trunk] }),
    "api-keys": await made("/v1/api-keys", { name: "robot" }),
    "sign-ins": await first("/v1/sign-ins"),
    calls: call.id,
    monitorings: monitoring.id,
    recordings: await eventually(() => first("/v1/recordings").catch(() => undefined), "a recording"),
  };
}
