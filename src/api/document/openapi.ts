/** The OpenAPI 3.1 document, made of the schemas that the requests are checked by, and the page that shows it. */
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance, RouteOptions } from "fastify";
import { type ProblemCode, problems } from "../../kernel/problem.ts";
import { problemMediaType } from "../answers/problems.ts";
import { isArea, isReading } from "../callers/areas.ts";
import { problemSchema } from "../schemas/problem.ts";
import { ref, type Schema } from "../schemas/schema.ts";
import { complete, type OpenApi } from "./complete.ts";
import { operationOf } from "./operations.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Codes that this route can answer with besides those that follow from its form. */
    problems?: readonly ProblemCode[];
  }
}

/** swagger-ui styles its page inline; its scripts are files. */
const docsPolicy = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";

export function describeApi(app: FastifyInstance, version: string): void {
  app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Ponto",
        description: "Call monitoring: listen, whisper, barge.",
        version,
        license: { name: "MIT" },
      },
      components: {
        securitySchemes: {
          token: { type: "http", scheme: "bearer", description: "Of POST /v1/session, or an API key." },
          cookie: { type: "apiKey", in: "cookie", name: "ponto_session" },
        },
      },
    },
    transformObject(written) {
      if (!("openapiObject" in written)) return written.swaggerObject;
      complete(written.openapiObject as unknown as OpenApi);
      return written.openapiObject;
    },
    refResolver: { buildLocalReference: (json, _base, _fragment, i) => String(json.$id ?? `def-${i}`) },
  });
  app.register(swaggerUi, { routePrefix: "/docs", staticCSP: docsPolicy });
}

/** Writes into each route's documentation what it is called, who may use it and every problem it can answer with. */
export function documentRoute(route: RouteOptions): void {
  const { schema, config } = route;
  if (schema === undefined || schema.hide === true) return;
  Object.assign(schema, namesOf(route), schema);
  if (config?.access !== "anyone") schema.security = [{ token: [] }, { cookie: [] }];
  schema.response = { ...problemResponses(codesOf(route)), ...(schema.response as object) };
}

/** The operation's names, `x-access` (the rights of the user that it asks for) and `x-scope` (what a limited API key needs). */
function namesOf({ method, url, config = {} }: RouteOptions): Record<string, string> {
  const [first = "GET"] = [method].flat();
  const { id, summary } = operationOf(first, url) ?? {};
  const { access, area } = config;
  const scoped = access !== "anyone" && area !== undefined && isArea(area);
  return {
    ...(id !== undefined && { operationId: id }),
    ...(summary !== undefined && { summary }),
    ...(access !== undefined && { "x-access": access }),
    ...(scoped && { "x-scope": `${area}:${isReading(first) ? "read" : "write"}` }),
  };
}

function codesOf({ method, url, schema, config }: RouteOptions): Set<ProblemCode> {
  const { access, problems: own = [] } = config ?? {};
  const reads = method === "GET" || method === "HEAD";
  const codes = new Set<ProblemCode>(own);
  if (access !== "anyone") codes.add("not_authenticated").add("too_many_requests");
  // Whatever an account stores may be out of reach.
  if (url.startsWith("/v1/")) codes.add("unavailable");
  if (access !== "anyone" && method === "POST") codes.add("conflict").add("idempotency_key_reused");
  if (access !== "anyone" && (!reads || access !== "user")) codes.add("forbidden");
  if (schema?.body !== undefined || schema?.querystring !== undefined) codes.add("invalid_request");
  if (schema?.body !== undefined) codes.add("too_large").add("unsupported_media_type");
  if (url.includes(":")) codes.add("not_found");
  return codes.add("internal_error");
}

/** One response a status, which names its codes. */
function problemResponses(codes: ReadonlySet<ProblemCode>): Record<number, Schema> {
  const responses: Record<number, { description: string; content: Schema }> = {};
  for (const code of codes) {
    const { status } = problems[code];
    const others = responses[status];
    responses[status] = {
      description: others === undefined ? code : `${others.description}, ${code}`,
      content: { [problemMediaType]: { schema: ref(problemSchema) } },
    };
  }
  return responses as unknown as Record<number, Schema>;
}
