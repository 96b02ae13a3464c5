import t from "tap";
import { ensureAgent } from "../../lab/ponto/account.ts";
import type { AgentLiveView } from "../../src/calls/live/views.ts";
import { eventually } from "../support/eventually.ts";
import { metric } from "../support/metrics.ts";
import { Baresip } from "./support/baresip.ts";
import { Desk } from "./support/desk.ts";
import { needs } from "./support/tools.ts";

const skip = needs("baresip");

t.test("baresip registers over UDP and TCP, and a wrong token is refused", { skip }, async (t) => {
  const desk = await Desk.open(t);
  const status = async (id: string): Promise<string | undefined> =>
    (await desk.admin.list<AgentLiveView>("/v1/agents/live")).find((live) => live.id === id)?.status;

  for (const [transport, extension] of [
    ["udp", "1001"],
    ["tcp", "1002"],
  ] as const) {
    const { agent } = await desk.seat(`Agent${extension}`, extension, { transport });
    await eventually(async () => (await status(agent.id)) === "available", `${extension} to be available`);
  }

  const eva = await ensureAgent(desk.admin, "Eva", "1003");
  const registrar = desk.server.now.sip;
  const refused = await Baresip.start(t, { user: "1003", password: "wrong", registrar });
  // baresip tries a dozen challenges, each of which comes later than the one before; three are enough to see.
  const isRefused = async () => (await metric(desk.admin, "ponto_sip_auth_failures_total")) >= 3;
  await eventually(isRefused, "three wrong answers to challenges", 20_000);
  t.notMatch((await refused.command("reginfo")).data, /OK/);
  t.equal(await status(eva.id), "offline");
});
