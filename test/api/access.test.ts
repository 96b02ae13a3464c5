/** Who may do what: every route, tried by everybody. */
import t from "tap";
import { openOffice } from "./support/office.ts";
import type { Person } from "./support/people.ts";

const pathOf = (url: string): string => url.split("?", 1)[0]!;

const everybody: readonly (Person | undefined)[] = [undefined, "nemo", "ana", "rita", "clara", "admin"];

const administrator = (ok: number) => [401, 403, 403, 403, 403, ok];
const dashboard = [401, 403, 403, 403, 200, 200];
const analytics = [401, 403, 403, 200, 403, 200];
const anyUser = (ok: number) => [401, ok, ok, ok, ok, ok];
/** What belongs to ana: hidden from who may not see agents, closed to who may only see them. */
const anaOwn = (ok: number) => [401, 404, ok, 404, 403, ok];

const user = { email: "x@example.com", name: "x", password: "12345678" };
const agent = { email: "x@example.com", name: "x" };
const trunk = { name: "x", host: "192.0.2.9", transport: "udp", auth: "ip" };
const number = { number: "1140000000", destination: { type: "agent", id: "agent_ana" } };
const group = { name: "x", strategy: "sequential", agentIds: ["agent_ana"], ringSeconds: 20 };
const route = { prefix: "0", trunkIds: ["trunk_1"] };

/** Statuses in the order of `everybody`. */
const table: readonly (readonly [method: string, url: string, body: object | undefined, statuses: number[]])[] = [
  ["POST", "/v1/session", { email: "ana@example.com", password: "secret" }, [200, 200, 200, 200, 200, 200]],
  ["GET", "/v1/session", undefined, [200, 200, 200, 200, 200, 200]],
  ["DELETE", "/v1/session", undefined, anyUser(204)],
  ["GET", "/v1/me", undefined, anyUser(200)],
  ["PUT", "/v1/me/password", { current: "a", password: "b" }, anyUser(204)],
  ["GET", "/v1/sign-ins", undefined, anyUser(200)],
  ["DELETE", "/v1/sign-ins", undefined, anyUser(204)],
  ["DELETE", "/v1/sign-ins/signin_1", undefined, anyUser(204)],
  ["GET", "/v1/users", undefined, administrator(200)],
  ["POST", "/v1/users", user, administrator(201)],
  ["GET", "/v1/users/user_ana", undefined, administrator(200)],
  ["PATCH", "/v1/users/user_ana", { name: "y" }, administrator(200)],
  ["DELETE", "/v1/users/user_ana", undefined, administrator(204)],
  ["GET", "/v1/users/user_ana/sign-ins", undefined, administrator(200)],
  ["DELETE", "/v1/users/user_ana/sign-ins", undefined, administrator(204)],
  ["POST", "/v1/users/user_ana/administrator", undefined, administrator(200)],
  ["GET", "/v1/agents", undefined, dashboard],
  ["POST", "/v1/agents", agent, administrator(201)],
  ["GET", "/v1/agents/agent_ana", undefined, dashboard],
  ["PATCH", "/v1/agents/agent_ana", { name: "y" }, administrator(200)],
  ["DELETE", "/v1/agents/agent_ana", undefined, administrator(204)],
  ["GET", "/v1/agents/agent_ana/voip", undefined, anaOwn(200)],
  ["PATCH", "/v1/agents/agent_ana/voip", { doNotDisturb: true }, anaOwn(200)],
  ["POST", "/v1/agents/agent_ana/voip/token", undefined, anaOwn(200)],
  ["GET", "/v1/agents/live", undefined, dashboard],
  ["GET", "/v1/trunks", undefined, administrator(200)],
  ["POST", "/v1/trunks", trunk, administrator(201)],
  ["GET", "/v1/trunks/trunk_1", undefined, administrator(200)],
  ["PATCH", "/v1/trunks/trunk_1", { name: "y" }, administrator(200)],
  ["DELETE", "/v1/trunks/trunk_1", undefined, administrator(204)],
  ["GET", "/v1/numbers", undefined, administrator(200)],
  ["POST", "/v1/numbers", number, administrator(201)],
  ["GET", "/v1/numbers/number_1", undefined, administrator(200)],
  ["PATCH", "/v1/numbers/number_1", { number: "1140000001" }, administrator(200)],
  ["DELETE", "/v1/numbers/number_1", undefined, administrator(204)],
  ["GET", "/v1/groups", undefined, administrator(200)],
  ["POST", "/v1/groups", group, administrator(201)],
  ["GET", "/v1/groups/group_1", undefined, administrator(200)],
  ["PATCH", "/v1/groups/group_1", { ringSeconds: 10 }, administrator(200)],
  ["DELETE", "/v1/groups/group_1", undefined, administrator(204)],
  ["GET", "/v1/routes", undefined, administrator(200)],
  ["POST", "/v1/routes", route, administrator(201)],
  ["GET", "/v1/routes/lookup?number=011988887777", undefined, administrator(200)],
  ["GET", "/v1/routes/route_1", undefined, administrator(200)],
  ["PATCH", "/v1/routes/route_1", { strip: 2 }, administrator(200)],
  ["DELETE", "/v1/routes/route_1", undefined, administrator(204)],
  ["GET", "/v1/settings", undefined, administrator(200)],
  ["PATCH", "/v1/settings", { country: "PT" }, administrator(200)],
  ["GET", "/v1/api-keys", undefined, administrator(200)],
  ["POST", "/v1/api-keys", { name: "robot" }, administrator(201)],
  ["GET", "/v1/api-keys/key_1", undefined, administrator(200)],
  ["DELETE", "/v1/api-keys/key_1", undefined, administrator(204)],
  ["GET", "/v1/calls", undefined, dashboard],
  ["GET", "/v1/calls/call_1", undefined, dashboard],
  ["POST", "/v1/calls", { agentId: "agent_ana", to: "11 4000 0000" }, anaOwn(201)],
  ["DELETE", "/v1/calls/call_1", undefined, anaOwn(204)],
  ["POST", "/v1/calls/call_1/hold", undefined, anaOwn(200)],
  ["POST", "/v1/calls/call_1/resume", undefined, anaOwn(200)],
  ["POST", "/v1/calls/call_1/transfer", { to: "1002", type: "blind" }, anaOwn(200)],
  ["POST", "/v1/calls/call_1/transfer/complete", undefined, anaOwn(200)],
  ["POST", "/v1/calls/call_1/transfer/cancel", undefined, anaOwn(200)],
  ["POST", "/v1/calls/call_1/recording/pause", undefined, anaOwn(200)],
  ["POST", "/v1/calls/call_1/recording/resume", undefined, anaOwn(200)],
  // Clara called: on an internal call she stands in the customer's place.
  ["DELETE", "/v1/calls/call_2", undefined, [401, 404, 404, 404, 204, 204]],
  ["GET", "/v1/monitorings", undefined, anyUser(200)],
  ["POST", "/v1/monitorings", { callId: "call_2", mode: "active" }, [401, 403, 403, 403, 202, 202]],
  ["GET", "/v1/monitorings/monitoring_1", undefined, [401, 404, 404, 404, 200, 200]],
  ["PATCH", "/v1/monitorings/monitoring_1", { mode: "active" }, [401, 404, 404, 404, 200, 200]],
  ["DELETE", "/v1/monitorings/monitoring_1", undefined, [401, 404, 404, 404, 200, 200]],
  ["GET", "/v1/reports/calls", undefined, analytics],
  ["GET", "/v1/reports/summary", undefined, analytics],
  // Who may read reports need not read what is billed.
  ["GET", "/v1/reports/usage?by=number", undefined, administrator(200)],
  ["GET", "/v1/recordings", undefined, analytics],
  ["GET", "/v1/recordings/recording_1", undefined, analytics],
  ["GET", "/v1/recordings/recording_1/marks", undefined, analytics],
  // The file of the fake is nowhere.
  ["GET", "/v1/recordings/recording_1/audio", undefined, [401, 403, 403, 404, 403, 404]],
  ["HEAD", "/v1/recordings/recording_1/audio", undefined, [401, 403, 403, 404, 403, 404]],
  ["GET", "/v1/audit", undefined, administrator(200)],
  // No body is an empty file.
  ["POST", "/v1/imports/agents", undefined, administrator(200)],
  ["POST", "/v1/imports/users", undefined, administrator(200)],
  ["POST", "/v1/imports/numbers", undefined, administrator(200)],
  ["GET", "/v1/audit/verification", undefined, administrator(200)],
  ["POST", "/v1/privacy/exports", {}, administrator(400)],
  ["POST", "/v1/privacy/erasures", {}, administrator(400)],
  ["GET", "/v1/openapi.json", undefined, [200, 200, 200, 200, 200, 200]],
  ["GET", "/healthz", undefined, [200, 200, 200, 200, 200, 200]],
  ["GET", "/readyz", undefined, [200, 200, 200, 200, 200, 200]],
  ["GET", "/metrics", undefined, [200, 200, 200, 200, 200, 200]],
];

/** For rows that only read. */
const readingRoom = await openOffice(t);

for (const [method, url, body, statuses] of table) {
  t.test(`${method} ${url}`, async (t) => {
    const office = method === "GET" || method === "HEAD" ? readingRoom : await openOffice(t);
    for (const [i, person] of everybody.entries()) {
      const answer = await office.ask(person, method, url, { body });
      t.equal(answer.statusCode, statuses[i], `${person ?? "anonymous"}: ${answer.body.slice(0, 200)}`);
      if (answer.statusCode >= 400 && method !== "HEAD") {
        t.match(answer.headers["content-type"], "application/problem+json");
        t.equal(answer.json().status, answer.statusCode);
      }
      if (answer.statusCode === 401) t.match(answer.headers["www-authenticate"], /^Bearer/);
    }
  });
}

t.test("the event stream is open to every user", async (t) => {
  t.equal((await readingRoom.ask(undefined, "GET", "/v1/events")).statusCode, 401);
});

t.test("no route is missing from the table", async (t) => {
  const paths = (await readingRoom.app.inject("/v1/openapi.json")).json().paths as Record<
    string,
    Record<string, unknown>
  >;
  const tried = table.map(([method, url]) => ({ method: method.toLowerCase(), steps: pathOf(url).split("/") }));
  for (const [path, methods] of Object.entries(paths)) {
    const steps = path.split("/");
    for (const method of Object.keys(methods)) {
      if (path === "/v1/events") continue;
      const found = tried.some(
        (row) =>
          row.method === method &&
          row.steps.length === steps.length &&
          steps.every((step, i) => step.startsWith("{") || step === row.steps[i]),
      );
      t.ok(found, `${method} ${path}`);
    }
  }
  for (const [method, url] of table) {
    if (url === "/v1/openapi.json") continue;
    const documented = Object.entries(paths).some(
      ([path, methods]) =>
        new RegExp(`^${path.replace(/\{\w+\}/g, "[^/]+")}$`).test(pathOf(url)) &&
        methods[method.toLowerCase()] !== undefined,
    );
    t.ok(documented, `${method} ${url} is documented`);
  }
});

t.test("what is not there answers not_found", async (t) => {
  const office = await openOffice(t);
  for (const [method, url] of [
    ["POST", "/v1/calls/call_1/park"],
    ["GET", "/v1/nothing"],
    ["PUT", "/v1/users/user_ana"],
    ["GET", "/nothing"],
  ] as const) {
    const answer = await office.ask("admin", method, url);
    t.equal(answer.statusCode, 404, `${method} ${url}`);
    t.equal(answer.json().code, "not_found");
  }
});

t.test("who may not use a route learns nothing of its body's rules", async (t) => {
  const office = await openOffice(t);
  t.equal((await office.ask("clara", "POST", "/v1/users", { body: { nonsense: 1 } })).statusCode, 403);
  t.equal((await office.ask(undefined, "POST", "/v1/users", { body: { nonsense: 1 } })).statusCode, 401);
  const monitoring = { callId: "call_1", mode: "loud" };
  t.equal(
    (await office.ask("nemo", "POST", "/v1/monitorings", { body: monitoring })).statusCode,
    400,
    "400 before 403",
  );
  t.equal((await office.ask(undefined, "POST", "/v1/monitorings", { body: monitoring })).statusCode, 401);
});
