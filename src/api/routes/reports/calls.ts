/** Finished calls, as JSON by the page or as CSV in one go. */
import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { Account, PageRequest, ReportFilter } from "../../../accounts/account.ts";
import type { ReportRow } from "../../../accounts/journal/journal.ts";
import { type Column, csvHead, csvRow } from "../../../kernel/csv.ts";
import type { CallQuality, LegQuality } from "../../../kernel/quality.ts";
import { csvMediaType, prefersCsv } from "../../answers/csv.ts";
import { unwrap } from "../../answers/problems.ts";
import { deskOf } from "../../callers/caller.ts";
import { reportQuery, reportRowSchema } from "../../schemas/history.ts";
import { MAX_PAGE, pageOfSchema } from "../../schemas/schema.ts";

const plain = (name: Exclude<keyof ReportRow, "transfers" | "quality">): Column<ReportRow> => ({
  name,
  value: (row) => row[name],
});

const columns: readonly Column<ReportRow>[] = [
  plain("id"),
  plain("callId"),
  plain("direction"),
  plain("disposition"),
  plain("customerNumber"),
  plain("agentId"),
  plain("agentName"),
  plain("agentExtension"),
  plain("trunkId"),
  plain("startedAt"),
  plain("ringingAt"),
  plain("answeredAt"),
  plain("endedAt"),
  plain("ringMs"),
  plain("talkMs"),
  plain("holdMs"),
  plain("hungUpBy"),
  plain("sipStatus"),
  { name: "transfers", value: ({ transfers }) => (transfers.length === 0 ? "" : JSON.stringify(transfers)) },
  plain("recordingId"),
  ...partyColumns("customer"),
  ...partyColumns("agent"),
  plain("ownNumber"),
];

/** How a party's leg sounded: `customerReceivedMos`, … Empty where nobody measured it. */
function partyColumns(party: keyof CallQuality): Column<ReportRow>[] {
  const leg = (row: ReportRow): LegQuality | null => row.quality?.[party] ?? null;
  const streams = (["received", "sent"] as const).flatMap((direction) =>
    (["lossRatio", "jitterMs", "mos"] as const).map((figure) => ({
      name: `${party}${capital(direction)}${capital(figure)}`,
      value: (row: ReportRow) => leg(row)?.[direction]?.[figure] ?? null,
    })),
  );
  return [
    { name: `${party}Codec`, value: (row) => leg(row)?.codec ?? null },
    { name: `${party}RoundTripMs`, value: (row) => leg(row)?.roundTripMs ?? null },
    ...streams,
  ];
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

export function callReportRoutes(app: FastifyInstance): void {
  app.get<{ Querystring: PageRequest & ReportFilter }>(
    "/reports/calls",
    {
      config: { access: "analytics" },
      // Answering HEAD would read the whole report, to throw it away.
      exposeHeadRoute: false,
      schema: {
        tags: ["reports"],
        summary: "Finished calls",
        description: "Newest first. With `Accept: text/csv` every row from the cursor on, whatever the limit.",
        querystring: reportQuery,
        response: {
          200: {
            description: "Finished calls",
            content: {
              "application/json": { schema: pageOfSchema(reportRowSchema) },
              "text/csv": { schema: { type: "string" } },
            },
          },
        },
      },
    },
    async (request, reply) => {
      const { account } = deskOf(request);
      const { query, headers } = request;
      const { limit, cursor, ...filter } = query;
      const from = cursor === undefined ? {} : { cursor };
      reply.header("vary", "accept");
      if (!prefersCsv(headers.accept)) return unwrap(await account.reports(filter, { limit, ...from }));
      const first = unwrap(await account.reports(filter, { limit: MAX_PAGE, ...from }));
      reply.type(csvMediaType).header("content-disposition", 'attachment; filename="calls.csv"');
      return reply.send(Readable.from(csvPages(account, filter, first)));
    },
  );
}

type ReportPage = { readonly items: readonly ReportRow[]; readonly nextCursor: string | null };

/** The whole report, a page at a time, as fast as the reader reads. */
async function* csvPages(account: Account, filter: ReportFilter, first: ReportPage): AsyncGenerator<string> {
  yield csvHead(columns);
  for (let page = first; ; ) {
    yield page.items.map((row) => csvRow(columns, row)).join("");
    if (page.nextCursor === null) return;
    page = unwrap(await account.reports(filter, { limit: MAX_PAGE, cursor: page.nextCursor }));
  }
}
