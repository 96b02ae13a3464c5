import t from "tap";
import { ensureAgent } from "../../lab/ponto/account.ts";
import type { AgentLiveView } from "../../src/calls/views.ts";
import { eventually } from "../support/eventually.ts";
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
  t.equal(await refused.registered(), false);
  t.equal(await status(eva.id), "offline");
});
