/** Recordings and their sound. */
import { open } from "node:fs/promises";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { PageRequest, RecordingFilter } from "../../accounts/account.ts";
import type { RecordingRow } from "../../accounts/journal/journal.ts";
import { BoundedMap } from "../../kernel/boundedMap.ts";
import { rfc3339 } from "../../kernel/clock.ts";
import { found, Refusal, unwrap } from "../answers/problems.ts";
import { answerRange, type RangeAnswer } from "../answers/range.ts";
import { actorOf, callerOf, deskOf } from "../callers/caller.ts";
import type { Api } from "../options.ts";
import { recordingMarksSchema, recordingQuery, recordingSchema } from "../schemas/history.ts";
import { idParams, pageOfSchema, ref } from "../schemas/schema.ts";

interface ById {
  Params: { id: string };
}

const tags = ["recordings"];
/** Players fetch a file in many ranges: those of one listener within this time are one download, ms. */
const SAME_DOWNLOAD = 60_000;

export function recordingRoutes(app: FastifyInstance, { clock }: Api): void {
  const downloads = new BoundedMap<string, number>(1_000);

  const audit = (request: FastifyRequest, row: RecordingRow, range: RangeAnswer): void => {
    const actor = actorOf(request);
    const { journal } = deskOf(request).account;
    const key = `${actor.userId} ${row.id}`;
    const last = downloads.get(key);
    const goesOn = range.kind === "part" && last !== undefined && clock.now() - last < SAME_DOWNLOAD;
    downloads.set(key, clock.now());
    if (goesOn) return;
    const at = rfc3339(clock.wall());
    journal.audit({
      at,
      actor,
      action: "recording.downloaded",
      subject: row.id,
      detail: { callId: row.callId },
    });
  };

  app.get<{ Querystring: PageRequest & RecordingFilter }>(
    "/recordings",
    {
      config: { access: "analytics" },
      schema: { tags, querystring: recordingQuery, response: { 200: pageOfSchema(recordingSchema) } },
    },
    async (request) => {
      const { limit, cursor, ...filter } = request.query;
      const page = { limit, ...(cursor === undefined ? {} : { cursor }) };
      return unwrap(await deskOf(request).account.recordings(page, filter));
    },
  );

  app.get<ById>(
    "/recordings/:id",
    { config: { access: "analytics" }, schema: { tags, params: idParams, response: { 200: ref(recordingSchema) } } },
    async (request) => {
      const { path: _hidden, ...row } = found(await deskOf(request).account.recording(request.params.id));
      return row;
    },
  );

  app.get<ById>(
    "/recordings/:id/marks",
    {
      config: { access: "analytics" },
      schema: {
        tags,
        summary: "What happened on its time line",
        params: idParams,
        response: { 200: ref(recordingMarksSchema) },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { account, calls } = caller.desk;
      const { items, agentIds } = found(await account.recordingMarks(request.params.id));
      const seesMonitors = calls.seesMonitoringsOf(caller, agentIds);
      return { items: seesMonitors ? items : items.filter(({ kind }) => kind !== "monitor_public") };
    },
  );

  app.route<ById>({
    method: ["GET", "HEAD"],
    url: "/recordings/:id/audio",
    config: { access: "analytics", problems: ["range_not_satisfiable"] },
    schema: {
      tags,
      summary: "The sound; honours Range",
      params: idParams,
      response: { 200: wav("The whole file"), 206: wav("A part") },
    },
    handler: async (request, reply) => {
      const row = found(await deskOf(request).account.recording(request.params.id));
      const file = found(await open(row.path, "r").catch(() => undefined));
      try {
        const { size, mtimeMs } = await file.stat();
        const etag = `"${size.toString(36)}-${Math.trunc(mtimeMs).toString(36)}"`;
        const range = answerRange(rangeThatCounts(request, etag), size);
        reply.type("audio/wav").header("accept-ranges", "bytes").header("etag", etag);
        reply.header("content-disposition", `inline; filename="${row.id}.wav"`);
        const { start, end } = describeRange(reply, range, size);
        reply.header("content-length", end - start + 1);
        if (request.method === "HEAD") {
          await file.close();
          return reply.send();
        }
        audit(request, row, range);
        if (end < start) {
          await file.close();
          return reply.send();
        }
        return reply.send(file.createReadStream({ start, end }));
      } catch (error) {
        await file.close();
        throw error;
      }
    },
  });
}

const wav = (description: string) => ({
  description,
  content: { "audio/wav": { schema: { type: "string", format: "binary" } } },
});

/**
 * The Range to honour. RFC 9110 §14.2: "A server MUST ignore a Range header field received with a request method that is unrecognized or for
 * which range handling is not defined", and it is only defined for GET; §13.1.5: ignored too where `If-Range` names another state of the file.
 */
function rangeThatCounts({ method, headers }: FastifyRequest, etag: string): string | undefined {
  const condition = headers["if-range"];
  if (method !== "GET" || (condition !== undefined && condition !== etag)) return undefined;
  return headers.range;
}

/** Writes status and Content-Range (RFC 9110 §14.4). @returns the bytes to send, both ends inclusive. */
function describeRange(reply: FastifyReply, range: RangeAnswer, size: number): { start: number; end: number } {
  switch (range.kind) {
    case "whole":
      return { start: 0, end: size - 1 };
    case "part":
      reply.code(206).header("content-range", `bytes ${range.start}-${range.end}/${size}`);
      return range;
    case "unsatisfiable":
      reply.header("content-range", `bytes */${size}`);
      throw new Refusal("range_not_satisfiable");
  }
}
