import type { FastifyInstance } from "fastify";
import type { Collection, PageRequest, Patch } from "../../accounts/account.ts";
import { Turns } from "../../accounts/configuration/turns.ts";
import type { Access } from "../access.ts";
import { actorOf } from "../authentication.ts";
import { checkPrecondition, withEtag } from "../etag.ts";
import { found, unwrap } from "../problems.ts";
import { idParams, type NamedSchema, pageOfSchema, pageQuery, ref, type Schema } from "../schemas/schema.ts";

export interface CollectionRoutes<T extends { readonly id: string }, Input> {
  /** `/users`. */
  readonly path: string;
  readonly tag: string;
  readonly collection: Collection<T, Input>;
  readonly read: Access;
  readonly schema: NamedSchema;
  readonly creation: Schema;
  readonly patch: Schema;
  /** What is shown of a thing. */
  readonly view: (thing: T) => object;
}

interface ById {
  Params: { id: string };
}

/** The five routes of a thing that the administrator looks after: list, create, read, change, delete. */
export function collectionRoutes<T extends { readonly id: string }, Input>(
  app: FastifyInstance,
  { path, tag, collection, read, schema, creation, patch, view }: CollectionRoutes<T, Input>,
): void {
  const tags = [tag];
  const one = `${path}/:id`;
  // One after the other, so that nothing is written between a precondition and the write that relies on it.
  const writes = new Turns();
  const current = async (id: string) => view(found(await collection.get(id)));

  app.get<{ Querystring: PageRequest }>(
    path,
    {
      config: { access: read },
      schema: { tags, querystring: pageQuery(100), response: { 200: pageOfSchema(schema) } },
    },
    async ({ query }) => {
      const { items, nextCursor } = unwrap(await collection.list(query));
      return { items: items.map(view), nextCursor };
    },
  );

  app.post<{ Body: Input }>(
    path,
    {
      config: { access: "administrator", problems: ["conflict"] },
      schema: { tags, body: creation, response: { 201: ref(schema) } },
    },
    async (request, reply) => {
      const created = unwrap(await writes.take(() => collection.create(request.body as Input, actorOf(request))));
      reply.code(201).header("location", `/v1${path}/${created.id}`);
      return withEtag(reply, view(created));
    },
  );

  app.get<ById>(
    one,
    { config: { access: read }, schema: { tags, params: idParams, response: { 200: ref(schema) } } },
    async ({ params }, reply) => withEtag(reply, await current(params.id)),
  );

  app.patch<ById & { Body: Patch<Input> }>(
    one,
    {
      config: { access: "administrator", problems: ["conflict", "precondition_failed"] },
      schema: { tags, params: idParams, body: patch, response: { 200: ref(schema) } },
    },
    async (request, reply) => {
      const { id } = request.params;
      const updated = await writes.take(async () => {
        await checkPrecondition(request, () => current(id));
        return collection.update(id, request.body as Patch<Input>, actorOf(request));
      });
      return withEtag(reply, view(unwrap(updated)));
    },
  );

  app.delete<ById>(
    one,
    {
      config: { access: "administrator", problems: ["conflict", "precondition_failed"] },
      schema: { tags, params: idParams, response: { 204: { type: "null" } } },
    },
    async (request, reply) => {
      const { id } = request.params;
      const removed = await writes.take(async () => {
        await checkPrecondition(request, () => current(id));
        return collection.remove(id, actorOf(request));
      });
      unwrap(removed);
      return reply.code(204).send();
    },
  );
}
