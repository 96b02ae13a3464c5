/** For whoever runs the server: is it alive, is it ready, what does it count. At the root, outside `/v1`. */
import type { FastifyInstance } from "fastify";
import { Refusal } from "../answers/problems.ts";
import type { Api } from "../options.ts";
import { healthSchema } from "../schemas/health.ts";
import { ref } from "../schemas/schema.ts";

const tags = ["operation"];

export function healthRoutes(app: FastifyInstance, { health, metrics }: Api): void {
  app.get(
    "/healthz",
    { config: { access: "anyone" }, schema: { tags, response: { 200: ref(healthSchema) } } },
    async () => ({
      status: "ok",
      reasons: [],
    }),
  );

  app.get(
    "/readyz",
    { config: { access: "anyone" }, schema: { tags, response: { 200: ref(healthSchema), 503: ref(healthSchema) } } },
    async (_request, reply) => {
      const { ready, reasons } = health();
      if (!ready) reply.code(503);
      return { status: ready ? (reasons.length === 0 ? "ok" : "degraded") : "unavailable", reasons };
    },
  );

  app.get(
    "/metrics",
    {
      config: { access: "operator" },
      schema: { tags, summary: "Prometheus text", response: { 200: metricsPage } },
    },
    async (_request, reply) => {
      reply.type("text/plain; version=0.0.4; charset=utf-8");
      return metrics();
    },
  );
}

const metricsPage = { description: "All of them", content: { "text/plain": { schema: { type: "string" } } } };

/** A route that starts something does not while the server is on its way up or down. */
export const refuseWhileShuttingDown =
  ({ health }: Api) =>
  async (): Promise<void> => {
    const { ready, shuttingDown } = health();
    if (!ready) throw new Refusal(shuttingDown === true ? "shutting_down" : "unavailable");
  };
