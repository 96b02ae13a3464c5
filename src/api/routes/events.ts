/** Live events as they happen, each tailored to its reader (WHATWG HTML §9.2, server-sent events). */
import type { OutgoingHttpHeaders } from "node:http";
import type { FastifyInstance } from "fastify";
import { Refusal } from "../answers/problems.ts";
import { callerOf } from "../callers/caller.ts";
import type { Api } from "../options.ts";

export function eventRoutes(app: FastifyInstance, { desks }: Api): void {
  app.addHook("preClose", async () => desks.closeAll());

  app.get(
    "/events",
    {
      config: { access: "user", problems: ["too_many_requests"] },
      exposeHeadRoute: false,
      schema: {
        tags: ["events"],
        summary: "Server-sent events",
        description:
          "`Last-Event-ID` resumes. Where it is too old, an event `events.lost` comes first: load what you show afresh.",
        response: { 200: { description: "Events", content: { "text/event-stream": { schema: { type: "string" } } } } },
      },
    },
    async (request, reply) => {
      const { desk, bearer } = callerOf(request);
      const last = request.headers["last-event-id"];
      const reader = { bearer, lastEventId: typeof last === "string" && last !== "" ? last : undefined };
      const opened = desk.feed.open(reader, () => {
        reply.type("text/event-stream; charset=utf-8").header("x-accel-buffering", "no");
        reply.hijack();
        return reply.raw.writeHead(200, reply.getHeaders() as OutgoingHttpHeaders);
      });
      if (!opened) throw new Refusal("too_many_requests");
    },
  );
}
