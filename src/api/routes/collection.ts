import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { Account, Collection, PageRequest, Patch, Sheet } from "../../accounts/account.ts";
import { csvMediaType, prefersCsv } from "../answers/csv.ts";
import { found, unwrap } from "../answers/problems.ts";
import type { Access } from "../callers/access.ts";
import { actorOf, deskOf } from "../callers/caller.ts";
import type { Desk } from "../desk.ts";
import { checkPrecondition, type LiveFields, withEtag } from "../requests/etag.ts";
import { idParams, type NamedSchema, pageOfSchema, pageQuery, ref, type Schema } from "../schemas/schema.ts";

export interface CollectionRoutes<T extends { readonly id: string }, Input> {
  /** `/users`. */
  readonly path: string;
  readonly tag: string;
  readonly collection: (account: Account) => Collection<T, Input>;
  readonly read: Access;
  readonly schema: NamedSchema;
  readonly creation: Schema;
  readonly patch: Schema;
  /** Where all of them can be had as CSV. */
  readonly sheet?: (account: Account) => Sheet;
  /** What is shown of a thing. */
  readonly view: (thing: T, desk: Desk) => object;
  /** What of the view is not the account's to change. */
  readonly live?: LiveFields;
}

interface ById {
  Params: { id: string };
}

const pageOrCsv = (schema: NamedSchema): Schema => ({
  description: "A page; with `Accept: text/csv` all of them, in columns that can be imported again.",
  content: {
    "application/json": { schema: pageOfSchema(schema) },
    "text/csv": { schema: { type: "string" } },
  },
});

/** The five routes of a thing that the administrator looks after: list, create, read, change, delete. */
export function collectionRoutes<T extends { readonly id: string }, Input>(
  app: FastifyInstance,
  { path, tag, collection, read, schema, creation, patch, sheet, view, live }: CollectionRoutes<T, Input>,
): void {
  const tags = [tag];
  const one = `${path}/:id`;
  const current = async (desk: Desk, id: string) => view(found(await collection(desk.account).get(id)), desk);

  app.get<{ Querystring: PageRequest }>(
    path,
    {
      config: { access: read },
      schema: {
        tags,
        querystring: pageQuery(100),
        response: { 200: sheet === undefined ? pageOfSchema(schema) : pageOrCsv(schema) },
      },
    },
    async (request, reply) => {
      const desk = deskOf(request);
      if (sheet !== undefined) {
        reply.header("vary", "accept");
        if (prefersCsv(request.headers.accept)) {
          reply.type(csvMediaType).header("content-disposition", `attachment; filename="${tag}.csv"`);
          return reply.send(Readable.from(sheet(desk.account).export()));
        }
      }
      const { items, nextCursor } = unwrap(await collection(desk.account).list(request.query));
      return { items: items.map((thing) => view(thing, desk)), nextCursor };
    },
  );

  app.post<{ Body: Input }>(
    path,
    {
      config: { access: "administrator", problems: ["conflict"] },
      schema: { tags, body: creation, response: { 201: ref(schema) } },
    },
    async (request, reply) => {
      const desk = deskOf(request);
      const create = () => collection(desk.account).create(request.body as Input, actorOf(request));
      const created = unwrap(await desk.writes.take(create));
      reply.code(201).header("location", `/v1${path}/${created.id}`);
      return withEtag(reply, view(created, desk), live);
    },
  );

  app.get<ById>(
    one,
    { config: { access: read }, schema: { tags, params: idParams, response: { 200: ref(schema) } } },
    async (request, reply) => withEtag(reply, await current(deskOf(request), request.params.id), live),
  );

  app.patch<ById & { Body: Patch<Input> }>(
    one,
    {
      config: { access: "administrator", problems: ["conflict", "precondition_failed"] },
      schema: { tags, params: idParams, body: patch, response: { 200: ref(schema) } },
    },
    async (request, reply) => {
      const { id } = request.params;
      const desk = deskOf(request);
      const updated = await desk.writes.take(async () => {
        await checkPrecondition(request, () => current(desk, id), live);
        return collection(desk.account).update(id, request.body as Patch<Input>, actorOf(request));
      });
      return withEtag(reply, view(unwrap(updated), desk), live);
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
      const desk = deskOf(request);
      const removed = await desk.writes.take(async () => {
        await checkPrecondition(request, () => current(desk, id), live);
        return collection(desk.account).remove(id, actorOf(request));
      });
      unwrap(removed);
      return reply.code(204).send();
    },
  );
}
