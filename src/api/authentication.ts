/** Who is calling: a cookie or a Bearer token (RFC 6750 §2.1), each naming a sign-in or an API key. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Actor, Bearer } from "../accounts/account.ts";
import type { Viewer } from "../calls/live/callCentre.ts";
import { problem } from "../kernel/problem.ts";
import { type Access, permits } from "./access.ts";
import { type ApiArea, areaOf, isReading, scopeRefusal } from "./areas.ts";
import type { Desk } from "./desk.ts";
import type { Api } from "./options.ts";
import { Refusal } from "./problems.ts";
import type { RateLimits } from "./rateLimits.ts";

const COOKIE = "ponto_session";

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
  interface FastifyContextConfig {
    access?: Access;
    area?: ApiArea;
  }
}

/**
 * Asks of every route of this scope what its `config.access` says, before the body is read: who is not known gets 401, who may not
 * use the route 403, whatever else is wrong with the request. A route that does not say is a broken invariant.
 */
export function requireAccess(app: FastifyInstance, api: Api, rates: RateLimits): void {
  app.decorateRequest("caller", null);
  app.addHook("onRoute", ({ method, url, config }) => {
    if (config?.access === undefined) throw new Error(`${String(method)} ${url} does not say who may use it`);
    config.area = areaOf(url);
  });
  app.addHook("onRequest", async (request, reply) => {
    const { access, area } = request.routeOptions.config;
    if (access === undefined || access === "anyone" || (access === "operator" && isOperator(request, api))) return;
    const caller = await authenticate(request, api);
    if (caller instanceof Refusal) {
      await rates.ofStrangers(request, reply);
      throw caller;
    }
    request.caller = caller;
    await rates.ofUser(request, reply);
    const narrow = scopeRefusal(caller.bearer.scopes, area, isReading(request.method));
    if (narrow !== undefined) throw new Refusal(narrow);
    if (!permits(caller.user, access)) throw new Refusal("forbidden");
  });
}

/** Whoever is behind a request to a route that is open to anyone. */
export async function knownCaller(request: FastifyRequest, api: Api): Promise<Caller | undefined> {
  const caller = await authenticate(request, api);
  return caller instanceof Refusal ? undefined : caller;
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

/** The caller behind a request; a refusal where there is none, or where its cookie came with a write from another site. */
async function authenticate(request: FastifyRequest, { accounts, desks }: Api): Promise<Caller | Refusal> {
  const named = bearerToken(request);
  const token = named ?? request.cookies[COOKIE];
  const known = token === undefined ? undefined : await accounts.authenticate(token);
  const desk = known === undefined ? undefined : desks.of(known.account.id);
  if (token === undefined || known === undefined || desk === undefined) return new Refusal("not_authenticated");
  if (named === undefined && !isReading(request.method) && !isSameOrigin(request)) {
    return new Refusal(problem("forbidden", "A write that relies on the cookie needs the Origin of this server."));
  }
  const { account: _account, ...bearer } = known;
  return { desk, bearer, user: bearer.user, token, ip: request.ip };
}

export const bearerToken = (request: FastifyRequest): string | undefined =>
  /^Bearer +([\w\-.~+/]+=*) *$/i.exec(request.headers.authorization ?? "")?.[1];

/** The token of the browser that asks, if it has one. */
export const cookieToken = (request: FastifyRequest): string | undefined => request.cookies[COOKIE];

/** SameSite=Lax keeps the cookie from other sites' writes, the Origin rule from other ports of this host, which share it. */
export const setCookie = (request: FastifyRequest, reply: FastifyReply, token: string): void => {
  reply.setCookie(COOKIE, token, {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: request.protocol === "https",
  });
};

export const clearCookie = (reply: FastifyReply): void => {
  reply.clearCookie(COOKIE, { path: "/" });
};

/** Whether a page of another site asks. Programs that are no browser name no Origin. */
export const isForeign = (request: FastifyRequest): boolean =>
  request.headers.origin !== undefined && !isSameOrigin(request);

/** Whether the Origin (RFC 6454 §7) is the host the request was sent to. */
function isSameOrigin(request: FastifyRequest): boolean {
  const { origin } = request.headers;
  if (origin === undefined || !URL.canParse(origin)) return false;
  const { protocol, host } = new URL(origin);
  const own = `${protocol}//${request.host}`;
  return /^https?:$/.test(protocol) && URL.canParse(own) && new URL(own).host === host;
}

/** Whoever runs the server: on this machine, or with the token for that. */
function isOperator(request: FastifyRequest, { metricsToken }: Api): boolean {
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
