/** Every answer has the shape that the document promises, and every list is `{items, nextCursor}`. */
import fastify from "fastify";
import t from "tap";
import { allSchemas } from "../../src/api/schemas/all.ts";
import { callView } from "./support/fakeCalls.ts";
import { openOffice } from "./support/office.ts";

/** What is wrong with an answer, judged by a schema of ours. */
function judge(schema: object, answer: unknown): unknown {
  const app = fastify({ ajv: { customOptions: { removeAdditional: false, coerceTypes: false, allErrors: true } } });
  for (const named of allSchemas) app.addSchema(named);
  let errors: unknown;
  app.post("/", { schema: { body: schema }, attachValidation: true }, async (request) => {
    errors = request.validationError?.validation;
  });
  return app.inject({ method: "POST", url: "/", payload: answer as object }).then(() => errors);
}

const list = (name: string) => ({
  type: "object",
  properties: { items: { type: "array", minItems: 1, items: { $ref: `${name}#` } }, nextCursor: { type: "null" } },
  required: ["items", "nextCursor"],
  additionalProperties: false,
});
const one = (name: string) => ({ $ref: `${name}#` });

const answers: readonly (readonly [method: string, url: string, body: object | undefined, schema: object])[] = [
  ["GET", "/v1/me", undefined, one("Me")],
  ["GET", "/v1/sign-ins", undefined, list("SignIn")],
  ["POST", "/v1/users/user_ana/administrator", undefined, one("User")],
  ["GET", "/v1/users", undefined, list("User")],
  ["GET", "/v1/users/user_ana", undefined, one("User")],
  ["POST", "/v1/users", { email: "x@example.com", name: "x", password: "12345678" }, one("User")],
  ["GET", "/v1/agents", undefined, list("Agent")],
  ["GET", "/v1/agents/agent_ana", undefined, one("Agent")],
  ["GET", "/v1/agents/agent_ana/voip", undefined, one("AgentVoip")],
  ["PATCH", "/v1/agents/agent_ana/voip", { forwardTo: { busy: "1002" } }, one("AgentVoip")],
  ["GET", "/v1/agents/live", undefined, list("AgentLive")],
  ["GET", "/v1/trunks", undefined, list("Trunk")],
  ["GET", "/v1/trunks/trunk_1", undefined, one("Trunk")],
  ["GET", "/v1/numbers", undefined, list("Number")],
  ["GET", "/v1/routes", undefined, list("Route")],
  ["GET", "/v1/settings", undefined, one("Settings")],
  ["GET", "/v1/api-keys", undefined, list("ApiKey")],
  ["GET", "/v1/api-keys/key_1", undefined, one("ApiKey")],
  ["POST", "/v1/api-keys", { name: "robot" }, one("NewApiKey")],
  ["GET", "/v1/calls", undefined, list("Call")],
  ["GET", "/v1/calls/call_1", undefined, one("Call")],
  ["POST", "/v1/calls", { agentId: "agent_ana", to: "1" }, one("Call")],
  ["POST", "/v1/calls/call_1/hold", undefined, one("Call")],
  ["GET", "/v1/monitorings", undefined, list("Monitoring")],
  ["GET", "/v1/monitorings/monitoring_1", undefined, one("Monitoring")],
  ["PATCH", "/v1/monitorings/monitoring_1", { mode: "barge" }, one("Monitoring")],
  ["GET", "/v1/reports/calls", undefined, list("ReportRow")],
  ["GET", "/v1/recordings", undefined, list("Recording")],
  ["GET", "/v1/recordings/recording_1", undefined, one("Recording")],
  ["GET", "/v1/audit", undefined, list("AuditEntry")],
  ["GET", "/healthz", undefined, one("Health")],
  ["GET", "/readyz", undefined, one("Health")],
  ["GET", "/v1/nothing", undefined, one("Problem")],
  ["POST", "/v1/users", {}, one("Problem")],
];

for (const [method, url, body, schema] of answers) {
  t.test(`${method} ${url}${body === undefined ? "" : ` ${JSON.stringify(body)}`}`, async (t) => {
    const office = await openOffice(t);
    const actor = { userId: null, email: "x", ip: "::1" };
    office.accounts.auditEntries.push({
      at: "2026-01-01T00:00:00.000Z",
      actor,
      action: "session.refused",
      subject: "",
      detail: { a: 1 },
    });
    const answer = await office.ask("admin", method, url, { body });
    t.same(await judge(schema, answer.json()), undefined, answer.body);
  });
}

t.test("the judge can say no", async (t) => {
  t.ok(await judge(one("Call"), { ...callView("call_1"), extra: 1 }));
  t.ok(await judge(one("Call"), { ...callView("call_1"), state: "lost" }));
  t.notOk(await judge(one("Call"), { ...callView("call_1"), agent: null, monitored: true, monitorings: [] }));
});

t.test("the document is OpenAPI 3.1 whose references all lead somewhere", async (t) => {
  const { app } = await openOffice(t);
  const text = (await app.inject("/v1/openapi.json")).body;
  const document = JSON.parse(text);
  t.equal(document.openapi, "3.1.0");
  t.equal(document.info.version, "1.2.3");
  const names = new Set([...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name));
  for (const name of names) t.ok(document.components.schemas[name!], name!);
  t.equal((text.match(/"\$ref"/g) ?? []).length, [...text.matchAll(/"\$ref":"#\/components\/schemas\//g)].length);
  t.same(document.paths["/healthz"].get.security, undefined);
  t.ok(document.paths["/v1/calls"].get.security);
});

t.test("the document can be read by people", async (t) => {
  const { app } = await openOffice(t);
  const page = await app.inject("/docs");
  t.equal(page.statusCode, 200);
  t.match(page.headers["content-type"], "text/html");
  t.match(page.headers["content-security-policy"], /default-src 'self'.*frame-ancestors 'none'/);
  for (const [, file] of page.body.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)) {
    t.equal((await app.inject(new URL(file!, "http://x/docs/").pathname)).statusCode, 200, file!);
  }
});

t.test("every answer forbids sniffing and framing", async (t) => {
  const office = await openOffice(t);
  const answer = await office.ask("admin", "GET", "/v1/me");
  t.match(answer.headers, {
    "x-content-type-options": "nosniff",
    "content-security-policy": /default-src 'self'.*frame-ancestors 'none'/,
    "cache-control": "no-store",
  });
});
