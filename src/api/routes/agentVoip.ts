/** What a person needs to set up an agent's phone. */

import type { FastifyInstance } from "fastify";
import type { Agent } from "../../accounts/directory/shapes.ts";
import { uriHost } from "../../kernel/addresses.ts";
import { isAdministrator, isOwnAgent, permits } from "../access.ts";
import { actorOf, type Caller, callerOf } from "../authentication.ts";
import type { Desk } from "../desk.ts";
import type { Api } from "../options.ts";
import { found, Refusal, unwrap } from "../problems.ts";
import { agentVoipSchema } from "../schemas/agents.ts";
import { idParams, noFields, ref } from "../schemas/schema.ts";

interface ById {
  Params: { id: string };
}

const tags = ["agents"];

export function agentVoipRoutes(app: FastifyInstance, { sip }: Api): void {
  const ownAgent = ({ user, desk }: Caller, id: string): Agent => {
    const agent = desk.account.directory.agent(id);
    if (isAdministrator(user) || isOwnAgent(user, agent)) return found(agent);
    throw new Refusal(agent !== undefined && permits(user, "dashboard") ? "forbidden" : "not_found");
  };

  const voip = ({ account }: Desk, { extension }: Agent, token: string | undefined) => {
    const { host, port } = sip.registrar();
    return {
      extension,
      token: token ?? null,
      sipUri: `sip:${extension}@${account.domain}`,
      registrar: `${uriHost(host)}:${port}`,
      transports: sip.transports,
    };
  };

  app.get<ById>(
    "/agents/:id/voip",
    {
      config: { access: "user", problems: ["forbidden"] },
      schema: { tags, summary: "How to set up the phone", params: idParams, response: { 200: ref(agentVoipSchema) } },
    },
    async (request) => {
      const caller = callerOf(request);
      const agent = ownAgent(caller, request.params.id);
      return voip(caller.desk, agent, caller.desk.account.directory.voipToken(agent.extension));
    },
  );

  app.post<ById>(
    "/agents/:id/voip/token",
    {
      config: { access: "user" },
      schema: {
        tags,
        summary: "A new token; the old one stops working",
        params: idParams,
        body: noFields,
        response: { 200: ref(agentVoipSchema) },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const agent = ownAgent(caller, request.params.id);
      const token = unwrap(await caller.desk.account.renewVoipToken(agent.id, actorOf(request)));
      return voip(caller.desk, agent, token);
    },
  );
}
