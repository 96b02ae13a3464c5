/** Listening in, whispering, barging. Who may is decided by the calls, in the order that the contract gives. */
import type { FastifyInstance } from "fastify";
import type { PageRequest } from "../../accounts/account.ts";
import { invalid } from "../../accounts/configuration/paging.ts";
import type { MonitoringAsk } from "../../calls/live/callCentre.ts";
import type { MonitoringView } from "../../calls/live/views.ts";
import { found, Refusal, unwrap } from "../answers/problems.ts";
import { callerOf } from "../callers/caller.ts";
import type { Api } from "../options.ts";
import { pageOf } from "../requests/paging.ts";
import { modeAliases, monitoringPatch, monitoringSchema, newMonitoring } from "../schemas/calls.ts";
import { idParams, MAX_PAGE, pageOfSchema, pageQuery, ref } from "../schemas/schema.ts";
import { refuseWhileShuttingDown } from "./health.ts";

type Mode = MonitoringView["mode"];
type Alias = keyof typeof modeAliases;

interface ById {
  Params: { id: string };
}

const isAlias = (mode: Mode | Alias): mode is Alias => Object.hasOwn(modeAliases, mode);
const canonical = (mode: Mode | Alias): Mode => (isAlias(mode) ? modeAliases[mode] : mode);

const tags = ["monitorings"];

export function monitoringRoutes(app: FastifyInstance, api: Api): void {
  app.get<{ Querystring: PageRequest }>(
    "/monitorings",
    {
      config: { access: "user" },
      schema: { tags, querystring: pageQuery(MAX_PAGE), response: { 200: pageOfSchema(monitoringSchema) } },
    },
    async (request) => {
      const caller = callerOf(request);
      return pageOf(caller.desk.calls.monitorings(caller), request.query, ({ createdAt, id }) => `${createdAt} ${id}`);
    },
  );

  app.post<{ Body: Omit<MonitoringAsk, "mode"> & { mode: Mode | Alias } }>(
    "/monitorings",
    {
      config: {
        access: "user",
        problems: [
          "screen_not_permitted",
          "mode_not_permitted",
          "call_not_found",
          "agent_not_found",
          "agent_out_of_scope",
          "agent_not_in_call",
          "no_matching_agent",
          "monitor_voip_disabled",
          "self_monitoring",
          "call_not_live",
          "already_monitoring",
          "monitor_busy",
          "monitor_do_not_disturb",
          "monitor_not_registered",
          "shutting_down",
          "unavailable",
        ],
      },
      schema: {
        tags,
        summary: "Monitor a call",
        body: newMonitoring,
        response: { 202: ref(monitoringSchema), 200: ref(monitoringSchema) },
      },
      preHandler: refuseWhileShuttingDown(api),
    },
    async (request, reply) => {
      const { callId, agentId, mode } = request.body;
      if ((callId === undefined) === (agentId === undefined)) {
        throw new Refusal(invalid("callId", "give exactly one of callId and agentId"));
      }
      const caller = callerOf(request);
      const asked = unwrap(await caller.desk.calls.monitor(caller, { ...request.body, mode: canonical(mode) }));
      reply.code(asked.created ? 202 : 200).header("location", `/v1/monitorings/${asked.monitoring.id}`);
      return asked.monitoring;
    },
  );

  app.get<ById>(
    "/monitorings/:id",
    { config: { access: "user" }, schema: { tags, params: idParams, response: { 200: ref(monitoringSchema) } } },
    async (request) => {
      const caller = callerOf(request);
      return found(caller.desk.calls.monitoring(caller, request.params.id));
    },
  );

  app.patch<ById & { Body: { mode: Mode | Alias } }>(
    "/monitorings/:id",
    {
      config: { access: "user", problems: ["mode_not_permitted", "agent_out_of_scope", "monitoring_ended"] },
      schema: {
        tags,
        summary: "Change the mode",
        params: idParams,
        body: monitoringPatch,
        response: { 200: ref(monitoringSchema) },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      return unwrap(await caller.desk.calls.changeMode(caller, request.params.id, canonical(request.body.mode)));
    },
  );

  app.delete<ById>(
    "/monitorings/:id",
    {
      config: { access: "user", problems: ["monitoring_ended"] },
      schema: { tags, summary: "Stop", params: idParams, response: { 200: ref(monitoringSchema) } },
    },
    async (request) => {
      const caller = callerOf(request);
      return unwrap(caller.desk.calls.release(caller, request.params.id));
    },
  );
}
