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

  /** Keeps the stream among the open ones, with a sign of life now and then, for as long as its reader is there and signed in. */
  const keep = (stream: EventStream, userId: string, token: string): void => {
    let cancel = (): void => undefined;
    const beat = async (): Promise<void> => {
      // A store that cannot answer just now signs nobody out.
      const signedIn = await accounts.authenticate(token).then(
        (user) => user !== undefined,
        () => true,
      );
      if (!streams.has(stream)) return;
      if (!signedIn) stream.end();
      else stream.heartbeat();
      arm();
    };
    const arm = (): void => {
      cancel = clock.at(clock.now() + limits.heartbeat, beat);
    };
    streams.set(stream, userId);
    stream.body.once("close", () => {
      streams.delete(stream);
      cancel();
    });
    arm();
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
        else stream.replay(missed);
      }
      keep(stream, user.id, token);
      reply.type("text/event-stream; charset=utf-8").header("x-accel-buffering", "no");
      return reply.send(stream.body);
    },
  );
}
