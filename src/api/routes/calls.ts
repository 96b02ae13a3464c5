/** Live calls and agents. */
import type { FastifyInstance } from "fastify";
import type { PageRequest } from "../../accounts/account.ts";
import type { CallView } from "../../calls/live/views.ts";
import type { Problem } from "../../kernel/problem.ts";
import type { Result } from "../../kernel/result.ts";
import { found, Refusal, unwrap } from "../answers/problems.ts";
import { isAdministrator, isOwnAgent, isOwnCall, permits } from "../callers/access.ts";
import { type Caller, callerOf } from "../callers/caller.ts";
import type { Api } from "../options.ts";
import { pageOf } from "../requests/paging.ts";
import { agentLiveSchema, callSchema, newCall, newTransfer } from "../schemas/calls.ts";
import { idParams, MAX_PAGE, noFields, pageOfSchema, pageQuery, ref } from "../schemas/schema.ts";
import { refuseWhileShuttingDown } from "./health.ts";

interface ById {
  Params: { id: string };
}

const tags = ["calls"];

export function callRoutes(app: FastifyInstance, api: Api): void {
  /** A call that the caller may act on: the administrator's any, else that of their own agent. */
  const ownCall = (caller: Caller, id: string): CallView => {
    const { calls, account } = caller.desk;
    const call = found(calls.call(caller, id));
    if (isAdministrator(caller.user) || isOwnCall(caller.user, call, account.directory)) return call;
    throw new Refusal(permits(caller.user, "dashboard") ? "forbidden" : "not_found");
  };

  app.get<{ Querystring: PageRequest }>(
    "/calls",
    {
      config: { access: "dashboard" },
      schema: { tags, querystring: pageQuery(MAX_PAGE), response: { 200: pageOfSchema(callSchema) } },
    },
    async (request) => {
      const caller = callerOf(request);
      return pageOf(caller.desk.calls.calls(caller), request.query, ({ startedAt, id }) => `${startedAt} ${id}`);
    },
  );

  app.get<ById>(
    "/calls/:id",
    { config: { access: "dashboard" }, schema: { tags, params: idParams, response: { 200: ref(callSchema) } } },
    async (request) => {
      const caller = callerOf(request);
      return found(caller.desk.calls.call(caller, request.params.id));
    },
  );

  app.post<{ Body: { agentId: string; to: string } }>(
    "/calls",
    {
      config: { access: "user", problems: ["agent_not_found", "shutting_down", "unavailable"] },
      schema: { tags, summary: "Click to call", body: newCall, response: { 201: ref(callSchema) } },
      preHandler: refuseWhileShuttingDown(api),
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { agentId, to } = request.body;
      const agent = caller.desk.account.directory.agent(agentId);
      const mine = isAdministrator(caller.user) || isOwnAgent(caller.user, agent);
      if (agent === undefined || (!mine && !permits(caller.user, "dashboard"))) throw new Refusal("agent_not_found");
      if (!mine) throw new Refusal("forbidden");
      const call = unwrap(caller.desk.calls.dial(caller, agentId, to));
      reply.code(201).header("location", `/v1/calls/${call.id}`);
      return call;
    },
  );

  app.delete<ById>(
    "/calls/:id",
    {
      config: { access: "user" },
      schema: { tags, summary: "Hang up", params: idParams, response: { 204: { type: "null" } } },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      unwrap(caller.desk.calls.hangUp(caller, ownCall(caller, request.params.id).id));
      return reply.code(204).send();
    },
  );

  const action = (path: string, summary: string, act: (caller: Caller, id: string) => Result<CallView, Problem>) =>
    app.post<ById>(
      `/calls/:id/${path}`,
      {
        config: { access: "user", problems: ["conflict", "call_not_live"] },
        schema: { tags, summary, params: idParams, body: noFields, response: { 200: ref(callSchema) } },
      },
      async (request) => {
        const caller = callerOf(request);
        return unwrap(act(caller, ownCall(caller, request.params.id).id));
      },
    );
  app.post<ById & { Body: { to: string; type: "blind" | "attended" } }>(
    "/calls/:id/transfer",
    {
      config: {
        access: "user",
        problems: [
          "agent_not_in_call",
          "call_not_live",
          "already_transferring",
          "target_not_found",
          "target_busy",
          "target_unavailable",
          "shutting_down",
        ],
      },
      schema: {
        tags,
        summary: "Transfer",
        params: idParams,
        body: newTransfer,
        response: { 200: ref(callSchema) },
      },
      preHandler: refuseWhileShuttingDown(api),
    },
    async (request) => {
      const caller = callerOf(request);
      return unwrap(caller.desk.calls.transfer(caller, ownCall(caller, request.params.id).id, request.body));
    },
  );

  const decision = (decided: "complete" | "cancel", summary: string) =>
    app.post<ById>(
      `/calls/:id/transfer/${decided}`,
      {
        config: { access: "user", problems: ["no_transfer"] },
        schema: { tags, summary, params: idParams, body: noFields, response: { 200: ref(callSchema) } },
      },
      async (request) => {
        const caller = callerOf(request);
        return unwrap(caller.desk.calls.decideTransfer(caller, ownCall(caller, request.params.id).id, decided));
      },
    );
  decision("complete", "Complete an attended transfer");
  decision("cancel", "Cancel a transfer");

  action("hold", "Hold", (caller, id) => caller.desk.calls.hold(caller, id));
  action("resume", "Resume", (caller, id) => caller.desk.calls.resume(caller, id));
  action("recording/pause", "Record silence", (caller, id) => caller.desk.calls.pauseRecording(caller, id, true));
  action("recording/resume", "Record again", (caller, id) => caller.desk.calls.pauseRecording(caller, id, false));

  app.get<{ Querystring: PageRequest }>(
    "/agents/live",
    {
      config: { access: "dashboard" },
      schema: {
        tags: ["agents"],
        summary: "What each agent is doing",
        querystring: pageQuery(MAX_PAGE),
        response: { 200: pageOfSchema(agentLiveSchema) },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      return pageOf(caller.desk.calls.agentsLive(caller), request.query, ({ extension, id }) => `${extension} ${id}`);
    },
  );
}
