/** Many agents, users or numbers at once, from a file of comma-separated values. */
import type { FastifyInstance } from "fastify";
import { Refusal, unwrap } from "../answers/problems.ts";
import { actorOf, deskOf } from "../callers/caller.ts";
import { importFile, importQuery, importReportSchema } from "../schemas/imports.ts";
import { ref } from "../schemas/schema.ts";

const kinds = ["agents", "users", "numbers"] as const;

/** The largest file, bytes: far more than the rows that are taken at once need. */
const FILE_LIMIT = 2 * 1024 * 1024;

export function importRoutes(app: FastifyInstance): void {
  app.register(async (files) => {
    files.removeAllContentTypeParsers();
    files.addContentTypeParser("text/csv", { parseAs: "buffer" }, ({ headers }, file, done) => {
      const charset = /;\s*charset="?([^";\s]+)/i.exec(headers["content-type"] ?? "")?.[1] ?? "utf-8";
      if (/^utf-?8$/i.test(charset)) done(null, file);
      else done(new Refusal({ code: "unsupported_media_type", detail: "The file must be in UTF-8." }));
    });
    for (const kind of kinds) importRoute(files, kind);
  });
}

function importRoute(app: FastifyInstance, kind: (typeof kinds)[number]): void {
  app.post<{ Querystring: { dryRun?: "true" | "false" }; Body: Buffer | undefined }>(
    `/imports/${kind}`,
    {
      bodyLimit: FILE_LIMIT,
      config: { access: "administrator", problems: ["unavailable"] },
      schema: {
        tags: ["imports"],
        summary: `Makes and changes ${kind} as the rows of a file say`,
        description:
          "All rows or none: where one is wrong, `errors` names every one that is, with its line. A dry run changes nothing and answers the same list.",
        querystring: importQuery,
        body: importFile,
        response: { 200: ref(importReportSchema) },
      },
    },
    async (request) => {
      const { account, writes } = deskOf(request);
      const dryRun = request.query.dryRun === "true";
      const carryOut = () => account.sheets[kind].import(request.body ?? Buffer.alloc(0), { dryRun }, actorOf(request));
      return unwrap(await (dryRun ? carryOut() : writes.take(carryOut)));
    },
  );
}
