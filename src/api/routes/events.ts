/** Live events as they happen, each tailored to its reader (WHATWG HTML §9.2, server-sent events). */
import type { FastifyInstance } from "fastify";
import { rfc3339 } from "../../kernel/clock.ts";
import { callerOf } from "../authentication.ts";
import { EventLog } from "../eventLog.ts";
import { EventStream } from "../eventStream.ts";
import type { Api } from "../options.ts";
import { Refusal } from "../problems.ts";

export function eventRoutes(app: FastifyInstance, { accounts, calls, clock, entropy, accountId, limits }: Api): void {
  const log = new EventLog(limits.eventLog, entropy);
  /** The open streams, and whose they are. */
  const streams = new Map<EventStream, string>();
  const unsubscribe = calls.subscribe((event) => {
    const logged = log.append(event);
    for (const stream of streams.keys()) stream.offer(logged);
  });
  app.addHook("preClose", async () => {
    unsubscribe();
    for (const stream of streams.keys()) stream.end();
  });

  /** A sign of life now and then, as long as the reader is still signed in. */
  const beat = (stream: EventStream, token: string): void => {
    const cancel = clock.at(clock.now() + limits.heartbeat, async () => {
      const user = await accounts.authenticate(token).catch(() => undefined);
      if (!streams.has(stream)) return;
      if (user === undefined) return stream.end();
      stream.heartbeat();
      beat(stream, token);
    });
    stream.body.once("close", cancel);
  };

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
      const { user, token } = callerOf(request);
      const open = [...streams.values()].filter((userId) => userId === user.id).length;
      if (open >= limits.eventStreams) throw new Refusal("too_many_requests");
      const stream = new EventStream({
        accountId,
        backlog: limits.eventBacklog,
        reader: () => accounts.directory.user(user.id),
      });
      const lastEventId = request.headers["last-event-id"];
      if (typeof lastEventId === "string" && lastEventId !== "") {
        const missed = log.since(lastEventId);
        if (missed === undefined) stream.offerLoss(rfc3339(clock.wall()));
        for (const logged of missed ?? []) stream.offer(logged);
      }
      streams.set(stream, user.id);
      stream.body.once("close", () => streams.delete(stream));
      beat(stream, token);
      reply.type("text/event-stream; charset=utf-8").header("x-accel-buffering", "no");
      return reply.send(stream.body);
    },
  );
}
