/** Asks of every request who is calling, by the token of a sign-in or an API key, and whether they may. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { problem } from "../../kernel/problem.ts";
import { Refusal } from "../answers/problems.ts";
import type { Api } from "../options.ts";
import { type Access, permits } from "./access.ts";
import { type ApiArea, areaOf, isReading, scopeRefusal } from "./areas.ts";
import type { Caller } from "./caller.ts";
import { isOperator } from "./operator.ts";
import { isSameOrigin } from "./origin.ts";
import type { RateLimits } from "./rateLimits.ts";
import { bearerToken, cookieToken } from "./tokens.ts";

declare module "fastify" {
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

/** Whether a person is behind a request, unless it says itself that a page sends it of its own accord. */
const isAttended = ({ headers }: FastifyRequest): boolean => headers["ponto-unattended"] !== "true";

/** The caller behind a request; a refusal where there is none, or where its cookie came with a write from another site. */
async function authenticate(request: FastifyRequest, { accounts, desks }: Api): Promise<Caller | Refusal> {
  const named = bearerToken(request);
  const token = named ?? cookieToken(request);
  const known = token === undefined ? undefined : await accounts.authenticate(token, isAttended(request));
  const desk = known === undefined ? undefined : desks.of(known.account.id);
  if (token === undefined || known === undefined || desk === undefined) return new Refusal("not_authenticated");
  if (named === undefined && !isReading(request.method) && !isSameOrigin(request)) {
    return new Refusal(problem("forbidden", "A write that relies on the cookie needs the Origin of this server."));
  }
  const { account: _account, ...bearer } = known;
  return { desk, bearer, user: bearer.user, token, ip: request.ip };
}
