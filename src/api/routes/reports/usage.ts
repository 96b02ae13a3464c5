/** How much each number and each trunk was used, for who pays for them. */
import type { FastifyInstance } from "fastify";
import type { Account } from "../../../accounts/account.ts";
import type { Usage, UsageBy } from "../../../accounts/journal/usage.ts";
import { type Column, csvHead, csvRow } from "../../../kernel/csv.ts";
import { csvMediaType, prefersCsv } from "../../answers/csv.ts";
import { unwrap } from "../../answers/problems.ts";
import { deskOf } from "../../callers/caller.ts";
import { pageOfSchema } from "../../schemas/schema.ts";
import { usageQuery, usageSchema } from "../../schemas/totals.ts";

interface UsageQuery {
  readonly by: UsageBy;
  readonly from?: string;
  readonly to?: string;
}

/** A line as the API shows it: by its number, or by its trunk's id and name. */
interface Line extends Omit<Usage, "id"> {
  readonly number: string | null;
  readonly trunkId: string | null;
  readonly name: string | null;
}

const columns: readonly Column<Line>[] = (
  [
    "number",
    "trunkId",
    "name",
    "calls",
    "inboundCalls",
    "outboundCalls",
    "answered",
    "talkMs",
    "inboundTalkMs",
    "outboundTalkMs",
  ] as const
).map((name) => ({ name, value: (line) => line[name] }));

export function usageRoutes(app: FastifyInstance): void {
  app.get<{ Querystring: UsageQuery }>(
    "/reports/usage",
    {
      config: { access: "financial" },
      schema: {
        tags: ["reports"],
        summary: "Finished calls by number or by trunk",
        description: "A call counts once, whoever it was transferred to. Every line that was used, on one page.",
        querystring: usageQuery,
        response: {
          200: {
            description: "Lines that were used",
            content: {
              "application/json": { schema: pageOfSchema(usageSchema) },
              "text/csv": { schema: { type: "string" } },
            },
          },
        },
      },
    },
    async (request, reply) => {
      const { account } = deskOf(request);
      const { by, ...period } = request.query;
      const lines = unwrap(await account.usage(by, period)).map((usage) => lineOf(usage, by, account));
      reply.header("vary", "accept");
      if (!prefersCsv(request.headers.accept)) return { items: lines, nextCursor: null };
      reply.type(csvMediaType).header("content-disposition", `attachment; filename="usage-by-${by}.csv"`);
      return csvHead(columns) + lines.map((line) => csvRow(columns, line)).join("");
    },
  );
}

function lineOf({ id, ...usage }: Usage, by: UsageBy, { directory }: Account): Line {
  if (by === "number") return { number: id, trunkId: null, name: null, ...usage };
  return { number: null, trunkId: id, name: directory.trunk(id)?.name ?? null, ...usage };
}
