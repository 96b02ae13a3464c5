/** Whoever runs the server, whom no account knows. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import type { Api } from "../options.ts";
import { bearerToken } from "./tokens.ts";

/** Whoever runs the server: on this machine, or with the token for that. */
export function isOperator(request: FastifyRequest, { metricsToken }: Api): boolean {
  const token = bearerToken(request);
  const knows = metricsToken !== undefined && token !== undefined && isSameSecret(token, metricsToken);
  return knows || isLocal(request);
}

const isSameSecret = (one: string, other: string): boolean => {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
};

/** From this machine, and not through a proxy on it, which speaks for the world. */
function isLocal({ ip, headers }: FastifyRequest): boolean {
  const forwarded = headers["x-forwarded-for"] !== undefined || headers.forwarded !== undefined;
  return !forwarded && /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/i.test(ip);
}
