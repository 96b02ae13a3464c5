import type { FastifyInstance } from "fastify";
import type { SummaryFilter } from "../../../accounts/journal/summary.ts";
import { unwrap } from "../../answers/problems.ts";
import { deskOf } from "../../callers/caller.ts";
import { ref } from "../../schemas/schema.ts";
import { summaryQuery, summarySchema } from "../../schemas/totals.ts";

export function summaryRoutes(app: FastifyInstance): void {
  app.get<{ Querystring: SummaryFilter }>(
    "/reports/summary",
    {
      config: { access: "analytics" },
      schema: {
        tags: ["reports"],
        summary: "Finished calls by hour and by agent",
        querystring: summaryQuery,
        response: { 200: ref(summarySchema) },
      },
    },
    async (request) => unwrap(await deskOf(request).account.summary(request.query)),
  );
}
