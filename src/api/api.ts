/** The REST API: fastify with our routes, refusals and documents. The only door of the program for HTTP. */

import { fileURLToPath } from "node:url";
import compress, { type FastifyCompressOptions } from "@fastify/compress";
import cookie from "@fastify/cookie";
import cors from "@fastify/cors";
import helmet from "@fastify/helmet";
import fastify, { type FastifyInstance } from "fastify";
import { watchDownloads } from "./answers/downloads.ts";
import { errorToProblem } from "./answers/problems.ts";
import { requireAccess } from "./callers/authentication.ts";
import { countRequests } from "./callers/rateLimits.ts";
import { describeApi, documentRoute } from "./document/openapi.ts";
import { type Api, type ApiOptions, defaultLimits } from "./options.ts";
import { servePages } from "./pages.ts";
import { readJsonOnly } from "./requests/bodies.ts";
import { keepAnswers } from "./requests/idempotency.ts";
import { lazyValidators } from "./requests/lazyValidators.ts";
import { refuseMalformed } from "./requests/malformed.ts";
import { readLimit } from "./requests/paging.ts";
import { accountRoutes } from "./routes/account.ts";
import { agentVoipRoutes } from "./routes/agentVoip.ts";
import { apiKeyRoutes } from "./routes/apiKeys.ts";
import { auditRoutes } from "./routes/audit.ts";
import { callRoutes } from "./routes/calls.ts";
import { eventRoutes } from "./routes/events.ts";
import { handOverRoutes } from "./routes/handOver.ts";
import { healthRoutes } from "./routes/health.ts";
import { importRoutes } from "./routes/imports.ts";
import { monitoringRoutes } from "./routes/monitorings.ts";
import { privacyRoutes } from "./routes/privacy.ts";
import { recordingRoutes } from "./routes/recordings.ts";
import { reportRoutes } from "./routes/reports.ts";
import { sessionRoutes } from "./routes/session.ts";
import { settingsRoutes } from "./routes/settings.ts";
import { signInRoutes } from "./routes/signIns.ts";
import { allSchemas } from "./schemas/all.ts";

/** Beside the program, when both are built. */
const builtPages = fileURLToPath(new URL("../web", import.meta.url));

/** The largest body we read, bytes. */
const BODY_LIMIT = 64 * 1024;
/** How often those who are slow to send a request are looked for, in the time that they have. */
const LOOKS = 6;

/**
 * The API, ready to `listen({host, port})` (0: any port, told by `addresses()`) and to `close()`, which ends event streams
 * and open connections.
 */
export function createApi(options: ApiOptions): FastifyInstance {
  const api: Api = {
    ...options,
    limits: { ...defaultLimits, ...options.limits },
  };
  const { trustedProxies = [], corsOrigins = [] } = options;
  const app = fastify({
    bodyLimit: BODY_LIMIT,
    requestTimeout: api.limits.requestTime,
    http: { connectionsCheckingInterval: Math.ceil(api.limits.requestTime / LOOKS) },
    clientErrorHandler: refuseMalformed,
    forceCloseConnections: true,
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    // Nothing is coerced and nothing dropped in silence: an unknown field is told to whoever sent it.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, allErrors: true } },
    schemaController: { compilersFactory: { buildValidator: lazyValidators() } },
    frameworkErrors: (error, request, reply) => errorToProblem(api.log)(error, request, reply),
  });
  app.server.maxConnections = api.limits.connections;
  app.setErrorHandler(errorToProblem(api.log));
  servePages(app, options.pages ?? builtPages);
  // Schemas of answers are documentation; the answers are written as they are.
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  for (const schema of allSchemas) app.addSchema(schema);
  readJsonOnly(app);
  app.register(helmet, { contentSecurityPolicy: pagePolicy, strictTransportSecurity: false });
  app.addHook("onRequest", async ({ protocol }, reply) => {
    reply.header("permissions-policy", "camera=(), geolocation=(), microphone=()");
    // RFC 6797 §7.2: it "MUST NOT" stand in an answer over an insecure connection.
    if (protocol === "https") reply.header("strict-transport-security", "max-age=31536000");
  });
  if (corsOrigins.length > 0) app.register(cors, { origin: [...corsOrigins], credentials: false, exposedHeaders });
  app.register(cookie);
  describeApi(app, api.version);
  app.register(async (routes) => {
    requireAccess(routes, api, await countRequests(routes, api.limits));
    routes.addHook("onRoute", documentRoute);
    healthRoutes(routes, api);
    const v1 = async (v1: FastifyInstance): Promise<void> => {
      await v1.register(compress, largeLists);
      routesOfV1(v1, api);
    };
    routes.register(v1, { prefix: "/v1" });
  });
  return app;
}

function routesOfV1(v1: FastifyInstance, api: Api): void {
  // Answers hold what only this caller may see.
  v1.addHook("onRequest", async (_request, reply) => void reply.header("cache-control", "no-store"));
  v1.addHook("preValidation", readLimit);
  keepAnswers(v1);
  watchDownloads(v1);

  sessionRoutes(v1, api);
  signInRoutes(v1);
  handOverRoutes(v1);
  accountRoutes(v1);
  agentVoipRoutes(v1, api);
  settingsRoutes(v1);
  apiKeyRoutes(v1);
  importRoutes(v1);
  callRoutes(v1, api);
  monitoringRoutes(v1, api);
  reportRoutes(v1);
  recordingRoutes(v1, api);
  auditRoutes(v1);
  privacyRoutes(v1);
  eventRoutes(v1, api);
  v1.get("/openapi.json", { config: { access: "anyone" }, schema: { hide: true } }, async () => v1.swagger());
}

/**
 * Lists of hundreds shrink to a tenth. Small answers go as they are: a thing with a secret in it is one, and must not tell
 * by its length how alike it is to what was asked.
 */
const largeLists = {
  encodings: ["gzip"],
  threshold: 8192,
  customTypes: /^application\/json/,
} satisfies FastifyCompressOptions;

/** What scripts of other sites may read of our answers. */
const exposedHeaders = ["etag", "location", "retry-after", "idempotency-replayed"];

/** What a page of ours may load: its own files, and nothing that could frame it. */
const pagePolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    // The components write their measures into styles; scripts come from files alone.
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", "data:"],
    mediaSrc: ["'self'", "blob:"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
};
