/** Requests that may safely be sent again: a POST with an `Idempotency-Key` is carried out once (draft-ietf-httpapi-idempotency-key-header). */
import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply } from "fastify";
import { invalid } from "../../accounts/configuration/paging.ts";
import { problem } from "../../kernel/problem.ts";
import { Refusal } from "../answers/problems.ts";
import type { KeptAnswer } from "./keptAnswers.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Names the answer of this request among those that are kept; null where it is not to be. */
    keptAs: string | null;
  }
}

const KEY = /^[\x21-\x7e]{1,200}$/;
/** Headers that belong to the answer, not to this one delivery of it. */
const KEPT_HEADERS = ["content-type", "location", "etag"];

export function keepAnswers(app: FastifyInstance): void {
  app.decorateRequest("keptAs", null);

  app.addHook("preHandler", async (request, reply) => {
    const key = request.headers["idempotency-key"];
    if (request.method !== "POST" || request.caller === null || key === undefined) return undefined;
    if (typeof key !== "string" || !KEY.test(key)) {
      throw new Refusal(invalid("Idempotency-Key", "must have 1 to 200 printable characters"));
    }
    const { desk, user } = request.caller;
    const keptAs = hashOf(user.id, key);
    const before = desk.keptAnswers.begin(keptAs, hashOf(request.url, textOf(request.body)));
    if (before === "under_way") throw new Refusal(problem("conflict", "The first request with this key is under way."));
    if (before === "another_request") throw new Refusal("idempotency_key_reused");
    if (before === "first") request.keptAs = keptAs;
    else return repeat(reply, before);
    return undefined;
  });

  app.addHook("onSend", async (request, reply, payload) => {
    if (request.keptAs !== null && request.caller !== null) {
      const { keptAnswers } = request.caller.desk;
      // What the server failed at, or streams, is done anew.
      if (reply.statusCode >= 500 || (typeof payload !== "string" && payload !== undefined && payload !== null)) {
        keptAnswers.abandon(request.keptAs);
      } else keptAnswers.keep(request.keptAs, answerOf(reply, typeof payload === "string" ? payload : ""));
    }
    return payload;
  });
}

function answerOf(reply: FastifyReply, body: string): KeptAnswer {
  const headers: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const value = reply.getHeader(name);
    if (typeof value === "string") headers[name] = value;
  }
  return { status: reply.statusCode, headers, body };
}

function repeat(reply: FastifyReply, { status, headers, body }: KeptAnswer): FastifyReply {
  return reply.code(status).headers(headers).header("idempotency-replayed", "true").send(body);
}

const textOf = (body: unknown): string =>
  Buffer.isBuffer(body) ? body.toString("base64") : JSON.stringify(body ?? null);

const hashOf = (...parts: readonly string[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
