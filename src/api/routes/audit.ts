import type { FastifyInstance } from "fastify";
import type { PageRequest } from "../../accounts/account.ts";
import { deskOf } from "../authentication.ts";
import { unwrap } from "../problems.ts";
import { auditEntrySchema } from "../schemas/history.ts";
import { pageOfSchema, pageQuery } from "../schemas/schema.ts";

export function auditRoutes(app: FastifyInstance): void {
  app.get<{ Querystring: PageRequest }>(
    "/audit",
    {
      config: { access: "administrator" },
      schema: {
        tags: ["audit"],
        summary: "Who did what; newest first",
        querystring: pageQuery(100),
        response: { 200: pageOfSchema(auditEntrySchema) },
      },
    },
    async (request) => unwrap(await deskOf(request).account.auditLog(request.query)),
  );
}
