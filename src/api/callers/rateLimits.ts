/** How many requests one user, or one stranger, may make within a minute. */
import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { subscriberOf } from "../../kernel/subscriber.ts";
import { Refusal } from "../answers/problems.ts";
import type { Limits } from "../options.ts";
import { callerOf } from "./caller.ts";

const WINDOW_MS = 60_000;
/** Users and addresses that are counted at once; the least recently seen is forgotten first. */
const COUNTED = 10_000;

type Count = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/** Each counts a request, and refuses it where there have been too many. */
export interface RateLimits {
  readonly ofUser: Count;
  /** Of whoever comes without a valid sign-in or key, by network. */
  readonly ofStrangers: Count;
}

/** Within a plugin that is registered behind this one, `rateLimits` of the instance are there. */
export async function countRequests(app: FastifyInstance, limits: Limits): Promise<RateLimits> {
  await app.register(rateLimit, { global: false, cache: COUNTED });
  const limit = (max: number, keyOf: (request: FastifyRequest) => string): Count => {
    const count = app.createRateLimit({ max, timeWindow: WINDOW_MS, keyGenerator: keyOf });
    return async (request, reply) => {
      const counted = await count(request);
      if (counted.isAllowed || !counted.isExceeded) return;
      // RFC 6585 §4: "MAY include a Retry-After header indicating how long to wait before making a new request."
      reply.header("retry-after", counted.ttlInSeconds);
      throw new Refusal("too_many_requests");
    };
  };
  return {
    ofUser: limit(limits.requests, (request) => {
      const { desk, user } = callerOf(request);
      return `${desk.account.id} ${user.id}`;
    }),
    ofStrangers: limit(limits.strangersRequests, ({ ip }) => subscriberOf(ip)),
  };
}
