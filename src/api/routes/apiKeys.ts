/** Long-lived keys for machines. */
import type { FastifyInstance } from "fastify";
import type { ApiKeyInput, PageRequest } from "../../accounts/account.ts";
import { isWithin } from "../../accounts/people/scopes.ts";
import { problem } from "../../kernel/problem.ts";
import { found, Refusal, unwrap } from "../answers/problems.ts";
import { actorOf, callerOf, deskOf } from "../callers/caller.ts";
import { idParams, pageOfSchema, pageQuery, ref } from "../schemas/schema.ts";
import { apiKeySchema, newApiKey, shownApiKey } from "../schemas/users.ts";

const tags = ["api keys"];

export function apiKeyRoutes(app: FastifyInstance): void {
  app.get<{ Querystring: PageRequest }>(
    "/api-keys",
    {
      config: { access: "administrator" },
      schema: { tags, querystring: pageQuery(100), response: { 200: pageOfSchema(apiKeySchema) } },
    },
    async (request) => unwrap(await deskOf(request).account.apiKeys.list(request.query)),
  );

  app.get<{ Params: { id: string } }>(
    "/api-keys/:id",
    { config: { access: "administrator" }, schema: { tags, params: idParams, response: { 200: ref(apiKeySchema) } } },
    async (request) => found(await deskOf(request).account.apiKeys.get(request.params.id)),
  );

  app.post<{ Body: ApiKeyInput }>(
    "/api-keys",
    {
      config: { access: "administrator" },
      schema: { tags, summary: "The key is shown this once", body: newApiKey, response: { 201: ref(shownApiKey) } },
    },
    async (request, reply) => {
      const { desk, bearer } = callerOf(request);
      if (!isWithin(request.body.scopes ?? null, bearer.scopes)) {
        throw new Refusal(problem("forbidden", "A key cannot make one that reaches further than itself."));
      }
      const created = unwrap(await desk.account.apiKeys.create(request.body, actorOf(request)));
      reply.code(201);
      return created;
    },
  );

  app.delete<{ Params: { id: string } }>(
    "/api-keys/:id",
    { config: { access: "administrator" }, schema: { tags, params: idParams, response: { 204: { type: "null" } } } },
    async (request, reply) => {
      unwrap(await deskOf(request).account.apiKeys.remove(request.params.id, actorOf(request)));
      return reply.code(204).send();
    },
  );
}
