/** The audit log: by the page, whole with all that it takes to check its chain, and checked. */
import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { PageRequest } from "../../accounts/account.ts";
import type { AuditFilter } from "../../accounts/audit/auditStore.ts";
import { type AuditRecord, type ChainedRow, recordOf } from "../../accounts/audit/chain.ts";
import { type Column, csvHead, csvRow } from "../../kernel/csv.ts";
import { ndjsonMediaType, preferred } from "../answers/accept.ts";
import { csvMediaType } from "../answers/csv.ts";
import { unwrap } from "../answers/problems.ts";
import { actorOf, deskOf } from "../callers/caller.ts";
import { auditEntrySchema, auditLineSchema, auditQuery, verificationSchema } from "../schemas/audit.ts";
import { pageOfSchema, ref } from "../schemas/schema.ts";

const tags = ["audit"];

/** An entry as it is exported: what the chain is made of, word for word. */
const exported = ({ value, hash, personal, salt }: ChainedRow) => ({ entry: value, hash, personal, salt });

const shown = (name: string, value: (record: AuditRecord) => string | number | null): Column<ChainedRow> => ({
  name,
  value: (row) => value(recordOf(row)),
});

const columns: readonly Column<ChainedRow>[] = [
  { name: "sequence", value: ({ sequence }) => sequence },
  shown("at", ({ at }) => at),
  shown("action", ({ action }) => action),
  shown("subject", ({ subject }) => subject),
  shown("userId", ({ actor }) => actor.userId),
  shown("email", ({ actor }) => actor.email),
  shown("ip", ({ actor }) => actor.ip),
  shown("detail", ({ detail }) => JSON.stringify(detail)),
  { name: "hash", value: ({ hash }) => hash },
  { name: "entry", value: ({ value }) => value },
  { name: "personal", value: ({ personal }) => personal },
  { name: "salt", value: ({ salt }) => salt },
];

export function auditRoutes(app: FastifyInstance): void {
  app.get<{ Querystring: PageRequest & AuditFilter }>(
    "/audit",
    {
      config: { access: "administrator" },
      // Answering HEAD would read the whole log, to throw it away.
      exposeHeadRoute: false,
      schema: {
        tags,
        summary: "Who did what",
        description:
          "Newest first. With `Accept: application/x-ndjson` or `text/csv` all entries of the filter, the oldest first, with the hashes of their chain: " +
          "`hash` is the SHA-256 of the text `entry`, which holds the hash of the entry before as `previousHash`; `personalHash` in it is the SHA-256 of `salt` and `personal`.",
        querystring: auditQuery,
        response: {
          200: {
            description: "Entries",
            content: {
              "application/json": { schema: pageOfSchema(auditEntrySchema) },
              [ndjsonMediaType]: { schema: ref(auditLineSchema) },
              "text/csv": { schema: { type: "string" } },
            },
          },
        },
      },
    },
    async (request, reply) => {
      const { account } = deskOf(request);
      const { limit, cursor, ...filter } = request.query;
      reply.header("vary", "accept");
      const form = preferred(request.headers.accept, ["application/json", ndjsonMediaType, "text/csv"]);
      if (form === "application/json")
        return unwrap(await account.auditLog({ limit, ...(cursor === undefined ? {} : { cursor }) }, filter));
      const pages = unwrap(await account.exportAudit(filter, actorOf(request)));
      const file = form === "text/csv" ? "audit.csv" : "audit.ndjson";
      reply.type(form === "text/csv" ? csvMediaType : form);
      reply.header("content-disposition", `attachment; filename="${file}"`);
      return reply.send(Readable.from(form === "text/csv" ? csvOf(pages) : linesOf(pages)));
    },
  );

  app.get(
    "/audit/verification",
    {
      config: { access: "administrator" },
      exposeHeadRoute: false,
      schema: {
        tags,
        summary: "Whether the chain of the audit log is whole",
        response: { 200: ref(verificationSchema) },
      },
    },
    async (request) => unwrap(await deskOf(request).account.verifyAudit()),
  );
}

async function* linesOf(pages: AsyncIterable<readonly ChainedRow[]>): AsyncGenerator<string> {
  for await (const rows of pages) yield rows.map((row) => `${JSON.stringify(exported(row))}\n`).join("");
}

async function* csvOf(pages: AsyncIterable<readonly ChainedRow[]>): AsyncGenerator<string> {
  yield csvHead(columns);
  for await (const rows of pages) yield rows.map((row) => csvRow(columns, row)).join("");
}
