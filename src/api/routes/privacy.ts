/** What is kept of one person: told, and erased. */
import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { PersonAsked } from "../../accounts/privacy/person.ts";
import type { PersonalThing } from "../../accounts/privacy/privacy.ts";
import { ndjsonMediaType } from "../answers/accept.ts";
import { unwrap } from "../answers/problems.ts";
import { actorOf, deskOf } from "../callers/caller.ts";
import { erasureBody, erasureSchema, exportBody, personalThingSchema } from "../schemas/privacy.ts";
import { ref } from "../schemas/schema.ts";

const tags = ["privacy"];

export function privacyRoutes(app: FastifyInstance): void {
  app.post<{ Body: PersonAsked }>(
    "/privacy/exports",
    {
      config: { access: "administrator", problems: ["not_found"] },
      schema: {
        tags,
        summary: "Everything that is kept of one person",
        description:
          "An agent or a user, with what is kept of both where they are one person, or whoever calls from a number. One thing a line.",
        body: exportBody,
        response: {
          200: {
            description: "What is kept",
            content: { [ndjsonMediaType]: { schema: ref(personalThingSchema) } },
          },
        },
      },
    },
    async (request, reply) => {
      const things = unwrap(await deskOf(request).account.exportPerson(request.body, actorOf(request)));
      reply.type(ndjsonMediaType).header("content-disposition", 'attachment; filename="person.ndjson"');
      return reply.send(Readable.from(linesOf(things)));
    },
  );

  app.post<{ Body: PersonAsked & { readonly confirm: true } }>(
    "/privacy/erasures",
    {
      config: { access: "administrator", problems: ["conflict"] },
      schema: {
        tags,
        summary: "Takes one person out of what is kept",
        description:
          "An agent or a user must be deleted before. Of a number, recordings are deleted, and reports keep their rows without it. It cannot be undone.",
        body: erasureBody,
        response: { 200: ref(erasureSchema) },
      },
    },
    async (request) => {
      const { confirm: _confirmed, ...asked } = request.body;
      return unwrap(await deskOf(request).account.erasePerson(asked, actorOf(request)));
    },
  );
}

async function* linesOf(things: AsyncIterable<PersonalThing>): AsyncGenerator<string> {
  for await (const thing of things) yield `${JSON.stringify(thing)}\n`;
}
