/** What a person needs to set up an agent's phone, and what its user may set about it. */

import type { FastifyInstance } from "fastify";
import type { Patch } from "../../accounts/account.ts";
import type { Agent } from "../../accounts/directory/shapes.ts";
import { uriHost } from "../../kernel/addresses.ts";
import { problem } from "../../kernel/problem.ts";
import { found, ofPart, Refusal, unwrap } from "../answers/problems.ts";
import { isAdministrator, isOwnAgent, permits } from "../callers/access.ts";
import { actorOf, type Caller, callerOf } from "../callers/caller.ts";
import type { Desk } from "../desk.ts";
import type { Api } from "../options.ts";
import { agentVoipSchema, voipPatch } from "../schemas/agents.ts";
import { idParams, noFields, ref } from "../schemas/schema.ts";

interface ById {
  Params: { id: string };
}

const tags = ["agents"];

/** What is for agents themselves to decide. */
const personal = new Set(["doNotDisturb", "forwardTo"]);

export function agentVoipRoutes(app: FastifyInstance, { sip }: Api): void {
  const ownAgent = ({ user, desk }: Caller, id: string): Agent => {
    const agent = desk.account.directory.agent(id);
    if (isAdministrator(user) || isOwnAgent(user, agent)) return found(agent);
    throw new Refusal(agent !== undefined && permits(user, "dashboard") ? "forbidden" : "not_found");
  };

  const view = ({ account, calls }: Desk, { id, name, extension, voip }: Agent) => {
    const { host, port } = sip.registrar();
    const phone = calls.phone(id);
    return {
      extension,
      user: extension,
      token: account.directory.voipToken(extension) ?? null,
      displayName: name,
      realm: account.domain,
      sipUri: `sip:${extension}@${account.domain}`,
      server: host,
      port,
      registrar: `${uriHost(host)}:${port}`,
      transports: sip.transports,
      srtp: voip.srtp,
      voip,
      registered: phone?.registered ?? false,
      reachable: phone?.refusal === null,
      unreachable: phone?.refusal ?? null,
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
      return view(caller.desk, ownAgent(caller, request.params.id));
    },
  );

  app.patch<ById & { Body: Patch<Agent["voip"]> }>(
    "/agents/:id/voip",
    {
      config: { access: "user", problems: ["forbidden"] },
      schema: {
        tags,
        summary: "Change how the phone behaves; its own user: do-not-disturb and forwarding",
        params: idParams,
        body: voipPatch,
        response: { 200: ref(agentVoipSchema) },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { desk, user } = caller;
      const agent = ownAgent(caller, request.params.id);
      if (!isAdministrator(user) && !Object.keys(request.body).every((field) => personal.has(field))) {
        throw new Refusal(problem("forbidden", "Only do-not-disturb and forwarding are yours to change."));
      }
      const patch = { voip: request.body };
      const changed = await desk.writes.take(() => desk.account.agents.update(agent.id, patch, actorOf(request)));
      return view(desk, unwrap(ofPart("voip", changed)));
    },
  );

  app.post<ById>(
    "/agents/:id/voip/token",
    {
      config: { access: "user" },
      schema: {
        tags,
        summary: "A new token; with the old one a phone neither registers nor is called any more",
        params: idParams,
        body: noFields,
        response: { 200: ref(agentVoipSchema) },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const agent = ownAgent(caller, request.params.id);
      unwrap(await caller.desk.account.renewVoipToken(agent.id, actorOf(request)));
      return view(caller.desk, agent);
    },
  );
}
