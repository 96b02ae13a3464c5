/** Whoever is behind a request, as its route sees them. */
import type { FastifyRequest } from "fastify";
import type { Actor, Bearer } from "../../accounts/account.ts";
import type { Viewer } from "../../calls/live/callCentre.ts";
import type { Desk } from "../desk.ts";

export interface Caller extends Viewer {
  /** Of the account that the caller belongs to: nothing else is within reach. */
  readonly desk: Desk;
  readonly bearer: Bearer;
  readonly token: string;
}

declare module "fastify" {
  interface FastifyRequest {
    /** Null on routes open to anyone. */
    caller: Caller | null;
  }
}

/** The caller of a route that asks for one. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw new Error(`${request.routeOptions.url} is open to anyone and has no caller`);
  return request.caller;
}

/** The caller's account, and what is alive in it. */
export const deskOf = (request: FastifyRequest): Desk => callerOf(request).desk;

/** The caller, for the audit log. */
export function actorOf(request: FastifyRequest): Actor {
  const { user, ip } = callerOf(request);
  return { userId: user.id, email: user.email, ip };
}
